import { z } from 'zod';
import { parseJson } from '../atlassian/rest';
import { bearerOf, type Letter, type MailAnswer, type MailCall, parseAddress, type ServiceDeps } from './letter';

const somebody = z.looseObject({
  email: z.string().refine((written) => parseAddress(written) !== undefined, 'Does not contain a valid address.'),
  name: z.string().optional(),
});
const part = z.looseObject({ type: z.string().min(1), value: z.string().min(1) });
const message = z.looseObject({
  personalizations: z
    .array(z.looseObject({ to: z.array(somebody).min(1), subject: z.string().min(1).optional() }))
    .min(1)
    .max(1_000),
  from: somebody,
  subject: z.string().min(1).optional(),
  content: z.array(part).min(1),
});

const NO_SUBJECT =
  'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.';
const PLAIN_FIRST = 'If present, text/plain and text/html may only be provided once, and text/plain comes first.';

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send; unlike the others it does not answer the id in a body. */
export function createSendGrid({ deliver, key }: ServiceDeps) {
  return ({ headers, text }: MailCall): MailAnswer => {
    if (bearerOf(headers) !== key) {
      return refuse(401, { message: 'The provided authorization grant is invalid, expired, or revoked' });
    }
    const given = parseJson(text);
    if (given === undefined) return refuse(400, { message: 'Bad Request' });
    const parsed = message.safeParse(given);
    if (!parsed.success) {
      return refuse(
        400,
        ...parsed.error.issues.map((issue) => ({ message: issue.message, field: issue.path.join('.') })),
      );
    }
    const { content, from, personalizations, subject = '' } = parsed.data;
    if (personalizations.some((each) => (each.subject ?? subject) === '')) {
      return refuse(400, { message: NO_SUBJECT, field: 'subject' });
    }
    const types = content.map(({ type }) => type);
    if (types.lastIndexOf('text/plain') > 0) return refuse(400, { message: PLAIN_FIRST, field: 'content' });

    const body = { text: partOf(content, 'text/plain'), html: partOf(content, 'text/html') };
    const sent = personalizations.map(({ to, subject: own }) =>
      deliver({ to: to.map(toAddress), from: toAddress(from), subject: own ?? subject, ...body }),
    );
    return { status: 202, headers: { 'X-Message-Id': sent[0] ?? '' } };
  };
}

function toAddress({ email, name }: z.infer<typeof somebody>): Letter['from'] {
  return name === undefined ? { address: email } : { address: email, name };
}

const partOf = (content: readonly z.infer<typeof part>[], type: string) =>
  content.find((each) => each.type === type)?.value;

type Complaint = { message: string; field?: string };

const refuse = (status: number, ...complaints: Complaint[]): MailAnswer => ({
  status,
  body: {
    errors: complaints.map(({ message, field = null }: { message: string; field?: string | null }) => ({
      message,
      field,
      help: null,
    })),
  },
});
