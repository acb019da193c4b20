import * as z from 'zod';
import { parseMailAddress } from './mail-address';
import type { MailProvider, MailSettings } from './mail-settings';

export type OutgoingMail = {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every try of one mail. At most 256 characters. */
  readonly idempotencyKey: string;
};

export type Provider = {
  readonly url: string;
  /** A second request under one key sends nothing. */
  readonly idempotent: boolean;
  headers(apiKey: string, mail: OutgoingMail): Readonly<Record<string, string>>;
  body(mail: OutgoingMail): unknown;
  /** Whether a 2xx really says that the mail was taken. */
  isTaken(body: unknown): boolean;
  /** The service's own word for a refusal, where it has one that says more than the status. */
  wordFor(body: unknown): string | undefined;
};

const bearer = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` });

const postmarkAnswer = z.object({ ErrorCode: z.int() });
/** https://postmarkapp.com/developer/api/email-api */
const postmark: Provider = {
  url: 'https://api.postmarkapp.com/email',
  idempotent: false,
  headers: (apiKey) => ({ 'x-postmark-server-token': apiKey, accept: 'application/json' }),
  // A service that counts clicks leads the reader, and the token in the link, over its own host.
  body: ({ to, from, subject, text, html }) => ({
    From: from,
    To: to,
    Subject: subject,
    TextBody: text,
    HtmlBody: html,
    TrackOpens: false,
    TrackLinks: 'None',
  }),
  isTaken: (body) => postmarkAnswer.safeParse(body).data?.ErrorCode === 0,
  wordFor: (body) => {
    const code = postmarkAnswer.safeParse(body).data?.ErrorCode;
    return code === undefined || code === 0 ? undefined : String(code);
  },
};

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
const sendgrid: Provider = {
  url: 'https://api.sendgrid.com/v3/mail/send',
  idempotent: false,
  headers: bearer,
  body: ({ to, from, subject, text, html }) => ({
    personalizations: [{ to: [{ email: to }] }],
    from: parseMailAddress(from) ?? { email: from },
    subject,
    content: [
      { type: 'text/plain', value: text },
      { type: 'text/html', value: html },
    ],
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
    },
  }),
  // It answers 202 with nothing.
  isTaken: () => true,
  wordFor: () => undefined,
};

const resendMail = z.object({ id: z.string() });
const resendRefusal = z.object({ name: z.string().regex(/^\w{1,60}$/) });
/** https://resend.com/docs/api-reference/emails/send-email; clicks are counted or not for a whole domain there. */
const resend: Provider = {
  url: 'https://api.resend.com/emails',
  idempotent: true,
  headers: (apiKey, { idempotencyKey }) => ({ ...bearer(apiKey), 'idempotency-key': idempotencyKey }),
  body: ({ to, from, subject, text, html }) => ({ to: [to], from, subject, text, html }),
  isTaken: (body) => resendMail.safeParse(body).success,
  wordFor: (body) => resendRefusal.safeParse(body).data?.name,
};

const PROVIDERS: Record<MailProvider, Provider> = { postmark, sendgrid, resend };

export const providerOf = ({ provider }: Pick<MailSettings, 'provider'>): Provider => PROVIDERS[provider];
