import { describe, expect, it } from 'vitest';
import { createClock } from '../../../sandbox/clock';
import { openDocuments } from '../../../sandbox/documents';
import { createMailApi, SANDBOX_MAIL_KEY } from '../../../sandbox/mail/api';
import { createMailbox } from '../../../sandbox/mail/mailbox';

const POSTMARK = 'https://api.postmarkapp.com/email';
const SENDGRID = 'https://api.sendgrid.com/v3/mail/send';
const RESEND = 'https://api.resend.com/emails';

const bearer = { authorization: `Bearer ${SANDBOX_MAIL_KEY}` };
const token = { 'x-postmark-server-token': SANDBOX_MAIL_KEY };

const ADDRESS = { to: { address: 'eve@partner.example', name: 'Eve Fox' }, from: 'baton@lighthouse.example' };
const CONTENT = { subject: 'Please decide', text: 'Open it', html: '<a href="https://a.example">Open it</a>' };

const postmark = {
  From: 'Baton <baton@lighthouse.example>',
  To: 'Eve Fox <eve@partner.example>',
  Subject: CONTENT.subject,
  TextBody: CONTENT.text,
  HtmlBody: CONTENT.html,
};
const sendgrid = {
  personalizations: [{ to: [{ email: 'eve@partner.example', name: 'Eve Fox' }] }],
  from: { email: 'baton@lighthouse.example', name: 'Baton' },
  subject: CONTENT.subject,
  content: [
    { type: 'text/plain', value: CONTENT.text },
    { type: 'text/html', value: CONTENT.html },
  ],
};
const resend = { from: postmark.From, to: [postmark.To], ...CONTENT };

function openMail() {
  const site = { documents: openDocuments(':memory:'), clock: createClock('manual', { at: 1_000_000 }) };
  const mailbox = createMailbox(site);
  const api = createMailApi({ mailbox, ...site });
  const post = (url: string, headers: Record<string, string>, body: unknown) =>
    api.fetch(
      new Request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  return { ...site, mailbox, api, post };
}

describe('a mail service of the sandbox', () => {
  it.each([
    ['Postmark', POSTMARK, token, postmark, 200],
    ['SendGrid', SENDGRID, bearer, sendgrid, 202],
    ['Resend', RESEND, bearer, resend, 200],
  ])('delivers what %s takes to people inside and outside of the site', async (_name, url, headers, body, status) => {
    const { post, mailbox } = openMail();

    const response = await post(url, headers, body);

    expect(response.status).toBe(status);
    expect(mailbox.all()).toEqual([{ id: '1', at: 1_000_000, ...ADDRESS, ...CONTENT, via: 'mail-api' }]);
  });

  it.each([
    ['Postmark without a token', POSTMARK, {}, postmark, 401, { ErrorCode: 10 }],
    ['Postmark with another token', POSTMARK, { 'x-postmark-server-token': 'x' }, postmark, 401, { ErrorCode: 10 }],
    ['Postmark without JSON', POSTMARK, token, '{', 422, { ErrorCode: 402 }],
    ['Postmark as text', POSTMARK, { ...token, 'content-type': 'text/plain' }, postmark, 422, { ErrorCode: 409 }],
    ['Postmark to nobody', POSTMARK, token, { ...postmark, To: 'Eve' }, 422, { ErrorCode: 300 }],
    ['Postmark from nobody', POSTMARK, token, { ...postmark, From: '' }, 422, { ErrorCode: 300 }],
    ['Postmark without content', POSTMARK, token, { From: postmark.From, To: postmark.To }, 422, { ErrorCode: 300 }],
    ['SendGrid without a key', SENDGRID, {}, sendgrid, 401, { errors: [{ field: null, help: null }] }],
    ['SendGrid with another key', SENDGRID, { authorization: 'Bearer x' }, sendgrid, 401, {}],
    ['SendGrid to nobody', SENDGRID, bearer, { ...sendgrid, personalizations: [] }, 400, {}],
    [
      'SendGrid from no address',
      SENDGRID,
      bearer,
      { ...sendgrid, from: { email: 'baton' } },
      400,
      { errors: [{ message: 'Does not contain a valid address.', field: 'from.email' }] },
    ],
    [
      'SendGrid without a subject',
      SENDGRID,
      bearer,
      { ...sendgrid, subject: undefined },
      400,
      { errors: [{ field: 'subject' }] },
    ],
    [
      'SendGrid with HTML first',
      SENDGRID,
      bearer,
      { ...sendgrid, content: [...sendgrid.content].reverse() },
      400,
      { errors: [{ field: 'content' }] },
    ],
    ['Resend without a key', RESEND, {}, resend, 401, { statusCode: 401, name: 'missing_api_key' }],
    ['Resend with another key', RESEND, { authorization: 'Bearer x' }, resend, 403, { name: 'invalid_api_key' }],
    ['Resend to nobody', RESEND, bearer, { ...resend, to: undefined }, 422, { name: 'missing_required_field' }],
    ['Resend to no address', RESEND, bearer, { ...resend, to: 'Eve' }, 422, { name: 'validation_error' }],
    [
      'Resend without content',
      RESEND,
      bearer,
      { ...resend, text: '', html: '' },
      422,
      { name: 'missing_required_field' },
    ],
    [
      'Resend with a long key',
      RESEND,
      { ...bearer, 'idempotency-key': 'k'.repeat(257) },
      resend,
      400,
      { name: 'invalid_idempotency_key' },
    ],
  ])('refuses %s', async (_name, url, headers, body, status, told) => {
    const { post, mailbox } = openMail();

    const response = await post(url, headers, body);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(told);
    expect(mailbox.all()).toEqual([]);
  });

  it('sends no second mail under one idempotency key of Resend, for a day', async () => {
    const { post, mailbox, clock } = openMail();
    const headers = { ...bearer, 'idempotency-key': 'vote/1' };

    const first: unknown = await (await post(RESEND, headers, resend)).json();
    expect(await (await post(RESEND, headers, resend)).json()).toEqual(first);
    clock.advance(1_000);
    expect((await post(RESEND, headers, { ...resend, subject: 'Other' })).status).toBe(409);
    expect(mailbox.all()).toHaveLength(1);

    clock.advance(86_400_000);
    await post(RESEND, headers, resend);
    expect(mailbox.all()).toHaveLength(2);
  });

  it('holds Resend to two requests in a second and says how long to wait', async () => {
    const { post, mailbox, clock } = openMail();
    await post(RESEND, bearer, resend);
    await post(RESEND, bearer, resend);

    const refused = await post(RESEND, bearer, resend);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    clock.advance(1_000);
    expect((await post(RESEND, bearer, resend)).status).toBe(200);
    expect(mailbox.all()).toHaveLength(3);
  });

  it('delivers one mail to each recipient', async () => {
    const { post, mailbox } = openMail();

    await post(POSTMARK, token, { ...postmark, To: 'eve@partner.example, ada@lighthouse.example' });

    expect(mailbox.all().map(({ to }) => to.address)).toEqual(['eve@partner.example', 'ada@lighthouse.example']);
  });

  it('says what it does not emulate', async () => {
    const { post } = openMail();

    const response = await post('https://api.resend.com/emails/batch', bearer, []);

    expect([response.status, await response.text()]).toEqual([
      501,
      'not emulated: mail POST https://api.resend.com/emails/batch',
    ]);
  });
});
