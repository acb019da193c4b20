import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMailApi, type MailToSend } from '../../src/email/mail-api';
import type { MailProvider } from '../../src/email/mail-settings';
import type { HttpFetch } from '../../src/ports';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { START } from '../support/fake-ports';

const KEY = 'key-that-nobody-may-see';
const mail: MailToSend = {
  to: 'eve@partner.example',
  subject: 'Approval requested',
  text: 'Decide',
  html: '<p>Decide</p>',
  idempotencyKey: 'apr-1:abc',
};

function given(provider: MailProvider, http: HttpFetch, deadline?: AbortSignal) {
  const chosen = { provider, apiKey: KEY, from: 'Baton <baton@lighthouse.example>', changedAt: START };
  return createMailApi({
    http,
    settings: { load: async () => chosen },
    ...(deadline === undefined ? {} : { deadline: () => deadline }),
  });
}

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const requests: { url: string; init: RequestInit | undefined }[] = [];
  const http: HttpFetch = async (url, init) => {
    requests.push({ url, init });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  };
  return { http, requests };
}

const outcomeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'sent',
    (error: unknown) => error,
  );

it.each<[MailProvider, number, unknown, string, Record<string, string>, unknown]>([
  [
    'postmark',
    200,
    { ErrorCode: 0, MessageID: 'm-1' },
    'https://api.postmarkapp.com/email',
    { 'x-postmark-server-token': KEY },
    { From: 'Baton <baton@lighthouse.example>', To: mail.to, TrackLinks: 'None', TrackOpens: false },
  ],
  [
    'sendgrid',
    202,
    '',
    'https://api.sendgrid.com/v3/mail/send',
    { authorization: `Bearer ${KEY}` },
    {
      from: { email: 'baton@lighthouse.example', name: 'Baton' },
      personalizations: [{ to: [{ email: mail.to }] }],
      tracking_settings: { click_tracking: { enable: false, enable_text: false } },
    },
  ],
  [
    'resend',
    200,
    { id: 'm-1' },
    'https://api.resend.com/emails',
    { authorization: `Bearer ${KEY}`, 'idempotency-key': 'apr-1:abc' },
    { from: 'Baton <baton@lighthouse.example>', to: [mail.to], subject: mail.subject },
  ],
])('sends through %s', async (provider, status, body, url, headers, sent) => {
  const { http, requests } = answering(status, body);

  await given(provider, http).send(mail);

  expect(requests).toMatchObject([{ url, init: { method: 'POST', redirect: 'error', headers } }]);
  expect(JSON.parse(String(requests[0]?.init?.body))).toMatchObject(sent as object);
});

it.each<[string, MailProvider, number, unknown, Error]>([
  ['an unknown key at Postmark', 'postmark', 401, { ErrorCode: 10 }, new PermanentError('mail-key-refused')],
  ['an unknown key at SendGrid', 'sendgrid', 401, { errors: [] }, new PermanentError('mail-key-refused')],
  ['an unknown key at Resend', 'resend', 403, { name: 'invalid_api_key' }, new PermanentError('mail-key-refused')],
  ['a recipient who opted out', 'postmark', 422, { ErrorCode: 406 }, new PermanentError('postmark-406')],
  ['a refusal with 200', 'postmark', 200, { ErrorCode: 300 }, new PermanentError('postmark-300')],
  ['an unverified sender', 'sendgrid', 403, { errors: [{ message: 'x' }] }, new PermanentError('sendgrid-403')],
  ['a wrong field', 'resend', 422, { name: 'validation_error' }, new PermanentError('resend-validation_error')],
  ['a redirect that was not followed', 'sendgrid', 302, '', new PermanentError('sendgrid-302')],
  ['a fault at Postmark', 'postmark', 500, 'oops', new UnknownOutcomeError('mail-500')],
  ['a fault at SendGrid', 'sendgrid', 503, '', new UnknownOutcomeError('mail-503')],
  ['a fault at Resend, which knows a mail again', 'resend', 500, {}, new TransientError('mail-500')],
  ['a page of somebody else', 'postmark', 200, '<html>', new UnknownOutcomeError('mail-200')],
  ['a request under way', 'resend', 409, { name: 'concurrent_idempotent_requests' }, new TransientError('x')],
  ['other words under one key', 'resend', 409, { name: 'invalid_idempotent_request' }, new UnknownOutcomeError('x')],
])('tells what became of %s', async (_what, provider, status, body, expected) => {
  const outcome = await outcomeOf(given(provider, answering(status, body).http).send(mail));

  expect(outcome).toBeInstanceOf(expected.constructor);
  if (expected.message !== 'x') expect(outcome).toMatchObject({ message: expected.message });
});

it.each([
  ['as long as it is asked to', { 'retry-after': '7' }, 7_000],
  ['half a minute when it is not told', {}, 30_000],
  ['an hour at most', { 'retry-after': '999999' }, 3_600_000],
])('waits %s', async (_how, headers, retryAfterMs) => {
  const { http } = answering(429, {}, headers);

  const outcome = await outcomeOf(given('postmark', http).send(mail));

  expect(outcome).toBeInstanceOf(TransientError);
  expect(outcome).toMatchObject({ retryAfterMs });
});

const failing =
  (error: Error): HttpFetch =>
  () =>
    Promise.reject(error);

it.each<[string, MailProvider, HttpFetch, new (code: string) => Error]>([
  ['was cut off', 'postmark', failing(new TypeError(`socket hang up ${KEY}`)), UnknownOutcomeError],
  ['was cut off at Resend', 'resend', failing(new TypeError('socket hang up')), TransientError],
  [
    'was never made',
    'postmark',
    failing(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })),
    TransientError,
  ],
])('judges a call that %s', async (_what, provider, http, kind) => {
  const outcome = await outcomeOf(given(provider, http).send(mail));

  expect(outcome).toBeInstanceOf(kind);
});

it('ends a body that never ends with the deadline', async () => {
  const stop = new AbortController();
  const http: HttpFetch = async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
  const sending = outcomeOf(given('postmark', http, stop.signal).send(mail));

  stop.abort();

  expect(await sending).toBeInstanceOf(UnknownOutcomeError);
});

it('sends nothing where nothing is set up', async () => {
  const { http, requests } = answering(200, {});
  const api = createMailApi({ http, settings: { load: async () => undefined } });

  const outcome = await outcomeOf(api.send(mail));

  expect(outcome).toMatchObject({ code: 'no-mail-api' });
  expect(requests).toEqual([]);
});

it('never says the key in an error, whatever a service answers', async () => {
  const bodies = fc.oneof(fc.json(), fc.string(), fc.constant(`{"name":"${KEY}","ErrorCode":1}`));

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<MailProvider>('postmark', 'sendgrid', 'resend'),
      fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
      bodies,
      async (provider, status, body) => {
        const outcome = await outcomeOf(given(provider, answering(status, body).http).send(mail));

        const told = outcome instanceof Error ? `${outcome.message} ${String(outcome.cause)}` : '';
        expect(told).not.toContain(KEY);
        expect(
          [TransientError, PermanentError, UnknownOutcomeError, String].some((kind) => Object(outcome) instanceof kind),
        ).toBe(true);
      },
    ),
  );
});
