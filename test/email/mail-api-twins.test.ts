import { expect, it } from 'vitest';
import { createClock } from '../../sandbox/clock';
import { openDocuments } from '../../sandbox/documents';
import { createMailApi as openServices, SANDBOX_MAIL_KEY } from '../../sandbox/mail/api';
import { createMailbox } from '../../sandbox/mail/mailbox';
import { createMailApi } from '../../src/email/mail-api';
import { MAIL_PROVIDERS, type MailProvider } from '../../src/email/mail-settings';

const mail = {
  to: 'eve@partner.example',
  subject: 'Approval requested',
  text: 'Decide',
  html: '<p>Decide</p>',
  idempotencyKey: 'apr-1:abc',
};

function given(provider: MailProvider, apiKey = SANDBOX_MAIL_KEY) {
  const site = { documents: openDocuments(':memory:'), clock: createClock('manual', { at: 1_000_000 }) };
  const mailbox = createMailbox(site);
  const services = openServices({ mailbox, ...site });
  const settings = { provider, apiKey, from: 'Baton <baton@lighthouse.example>', changedAt: 0 };
  const api = createMailApi({
    http: (url, init) => services.fetch(new Request(url, init)),
    settings: { load: async () => settings },
  });
  return { api, mailbox };
}

it.each(MAIL_PROVIDERS)('reaches the mailbox through the stand-in of %s', async (provider) => {
  const { api, mailbox } = given(provider);

  await api.send(mail);

  expect(mailbox.all()).toMatchObject([
    {
      to: { address: mail.to },
      from: 'baton@lighthouse.example',
      subject: mail.subject,
      text: 'Decide',
      html: mail.html,
    },
  ]);
});

it.each(MAIL_PROVIDERS)('is refused a wrong key by the stand-in of %s', async (provider) => {
  const { api, mailbox } = given(provider, 'wrong');

  await expect(api.send(mail)).rejects.toMatchObject({ code: 'mail-key-refused' });
  expect(mailbox.all()).toEqual([]);
});

it('is sent once by Resend under one key', async () => {
  const { api, mailbox } = given('resend');

  await api.send(mail);
  await api.send(mail);

  expect(mailbox.all()).toHaveLength(1);
});
