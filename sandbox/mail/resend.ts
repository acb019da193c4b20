import { z } from 'zod';
import { parseJson } from '../atlassian/rest';
import {
  bearerOf,
  type Letter,
  type MailAnswer,
  type MailCall,
  parseAddress,
  parseAddresses,
  type ServiceDeps,
} from './letter';

const message = z.looseObject({
  from: z.string(),
  to: z.union([z.string(), z.array(z.string()).min(1).max(50)]),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
});
const REQUIRED = ['from', 'to', 'subject'];
const DAY_MS = 86_400_000;
const PER_SECOND = 2;

/** https://resend.com/docs/api-reference/emails/send-email, …/errors and …/rate-limit */
export function createResend({ deliver, clock, documents, key }: ServiceDeps) {
  const remembered = documents.collection<{ at: number; text: string; answer: MailAnswer }>('mail:idempotency-key');
  const windows = documents.collection<{ at: number; count: number }>('mail:second');

  /** Two requests in a second, whatever becomes of them. */
  function isTooMuch(): boolean {
    const at = Math.floor(clock.now() / 1000);
    const window = windows.get('resend');
    const count = window?.at === at ? window.count + 1 : 1;
    windows.put('resend', { at, count });
    return count > PER_SECOND;
  }

  function send(text: string): MailAnswer {
    const given = z.looseObject({}).safeParse(parseJson(text));
    if (!given.success) return refuse(400, 'validation_error', 'The request body is not valid JSON.');
    const missing = REQUIRED.filter((field) => given.data[field] === undefined);
    if (missing.length > 0) return refuse(422, 'missing_required_field', `Missing \`${missing.join('`, `')}\` field.`);
    const letter = letterOf(given.data);
    if ('wrong' in letter) return refuse(422, 'validation_error', wordsOf(letter.wrong));
    if (!letter.text && !letter.html) return refuse(422, 'missing_required_field', 'Missing `html` or `text` field.');
    return { status: 200, body: { id: deliver(letter) } };
  }

  /** The same request again gets the same answer, and nothing is sent. */
  function sendOnce(idempotencyKey: string, text: string): MailAnswer {
    const known = remembered.get(idempotencyKey);
    if (known !== undefined && clock.now() - known.at < DAY_MS) {
      if (known.text === text) return known.answer;
      return refuse(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.');
    }
    const answer = send(text);
    if (answer.status === 200) remembered.put(idempotencyKey, { at: clock.now(), text, answer });
    return answer;
  }

  return ({ headers, text }: MailCall): MailAnswer => {
    const given = bearerOf(headers);
    if (given === undefined) return refuse(401, 'missing_api_key', 'Missing API key in the authorization header.');
    if (given !== key) return refuse(403, 'invalid_api_key', 'API key is invalid.');
    if (isTooMuch()) {
      const told = { 'ratelimit-limit': `${PER_SECOND}`, 'ratelimit-remaining': '0', 'ratelimit-reset': '1' };
      const answer = refuse(
        429,
        'rate_limit_exceeded',
        'Too many requests. Please limit the number of requests per second.',
      );
      return { ...answer, headers: { ...told, 'retry-after': '1' } };
    }
    const idempotencyKey = headers.get('idempotency-key');
    if (idempotencyKey === null) return send(text);
    if (idempotencyKey.length < 1 || idempotencyKey.length > 256) {
      return refuse(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
    }
    return sendOnce(idempotencyKey, text);
  };
}

/** Or the field that is wrong. */
function letterOf(given: unknown): Letter | { wrong: string } {
  const parsed = message.safeParse(given);
  if (!parsed.success) return { wrong: parsed.error.issues[0]?.path.join('.') ?? 'to' };
  const { subject, text, html } = parsed.data;
  const from = parseAddress(parsed.data.from);
  const to = parseAddresses([parsed.data.to].flat());
  if (from === undefined || to === undefined) return { wrong: from === undefined ? 'from' : 'to' };
  return { to, from, subject, text, html };
}

const wordsOf = (field: string): string =>
  `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`;

const refuse = (statusCode: number, name: string, words: string): MailAnswer => {
  return { status: statusCode, body: { statusCode, name, message: words } };
};
