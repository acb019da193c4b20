import { z } from 'zod';
import { parseJson } from '../atlassian/rest';
import { type Letter, type MailAnswer, type MailCall, parseAddress, parseAddresses, type ServiceDeps } from './letter';

const message = z.looseObject({
  From: z.string().optional(),
  To: z.string().optional(),
  Subject: z.string().optional(),
  TextBody: z.string().optional(),
  HtmlBody: z.string().optional(),
});
const MAX_RECIPIENTS = 50;

/** https://postmarkapp.com/developer/api/email-api and, for the error codes, …/api/overview */
export function createPostmark({ deliver, clock, key }: ServiceDeps) {
  function send(text: string): MailAnswer {
    const given = parseJson(text);
    if (given === undefined) return refuse(422, 402, 'The JSON input is not syntactically correct.');
    const parsed = message.safeParse(given);
    if (!parsed.success) return refuse(422, 403, 'The JSON input is of a form that cannot be read.');
    const { To = '', Subject = '', TextBody, HtmlBody } = parsed.data;
    const people = addressesOf(parsed.data);
    if (typeof people === 'string') return refuse(422, 300, people);
    if (!TextBody && !HtmlBody) return refuse(422, 300, 'Provide either email TextBody or HtmlBody or both.');

    const id = deliver({ ...people, subject: Subject, text: TextBody, html: HtmlBody });
    const SubmittedAt = new Date(clock.now()).toISOString();
    return { status: 200, body: { To, SubmittedAt, MessageID: id, ErrorCode: 0, Message: 'OK' } };
  }

  return ({ headers, text }: MailCall): MailAnswer => {
    if (headers.get('x-postmark-server-token') !== key) return refuse(401, 10, 'Bad or missing Server API token.');
    const isJson = /^application\/json\b/i.test(headers.get('content-type') ?? '');
    return isJson ? send(text) : refuse(422, 409, 'The Content-Type header must be application/json.');
  };
}

/** Or what is wrong with them. */
function addressesOf({ From = '', To = '' }: z.infer<typeof message>): Pick<Letter, 'from' | 'to'> | string {
  const from = parseAddress(From);
  const to = parseAddresses(To.split(','));
  if (from === undefined) return `Invalid 'From' address: '${From}'.`;
  if (to === undefined) return `Invalid 'To' address: '${To}'.`;
  return to.length > MAX_RECIPIENTS ? `At most ${MAX_RECIPIENTS} recipients are allowed.` : { from, to };
}

const refuse = (status: number, ErrorCode: number, Message: string): MailAnswer => {
  return { status, body: { ErrorCode, Message } };
};
