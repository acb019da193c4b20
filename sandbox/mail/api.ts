import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import { NotEmulatedError } from '../twin';
import type { Letter, MailAnswer, MailCall } from './letter';
import type { Mailbox } from './mailbox';
import { createPostmark } from './postmark';
import { createResend } from './resend';
import { createSendGrid } from './sendgrid';

export type MailApi = { fetch(request: Request): Promise<Response> };

type Deps = { mailbox: Mailbox; documents: Documents; clock: SandboxClock };

/** The key that all three services of the sandbox take. */
export const SANDBOX_MAIL_KEY = 'sandbox-mail-key';

/** The services that take mail over HTTPS, each as its documentation describes it; what they accept is delivered. */
export function createMailApi({ mailbox, documents, clock }: Deps): MailApi {
  function deliver({ to, from, subject, text = '', html }: Letter): string {
    for (const recipient of to) {
      mailbox.send({ to: recipient, from: from.address, subject, text, ...(html && { html }), via: 'mail-api' });
    }
    return messageId(documents.next('mail:message'));
  }
  const shared = { deliver, clock, documents, key: SANDBOX_MAIL_KEY };
  const services: Record<string, (call: MailCall) => MailAnswer> = {
    'POST https://api.postmarkapp.com/email': createPostmark(shared),
    'POST https://api.sendgrid.com/v3/mail/send': createSendGrid(shared),
    'POST https://api.resend.com/emails': createResend(shared),
  };

  return {
    async fetch(request) {
      const { origin, pathname } = new URL(request.url);
      const route = `${request.method} ${origin}${pathname}`;
      const service = services[route];
      if (service === undefined) return new Response(new NotEmulatedError(`mail ${route}`).message, { status: 501 });
      const { status, body, headers = {} } = service({ headers: request.headers, text: await request.text() });
      const content = body === undefined ? null : JSON.stringify(body);
      const type: Record<string, string> = content === null ? {} : { 'content-type': 'application/json' };
      return new Response(content, { status, headers: { ...type, ...headers } });
    },
  };
}

/** Has the form of a UUID, and counts. */
const messageId = (number: number): string => `5a9dbc0e-0000-4000-8000-${String(number).padStart(12, '0')}`;
