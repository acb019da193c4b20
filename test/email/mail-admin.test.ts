import { expect, it } from 'vitest';
import { createMailAdmin } from '../../src/email/mail-admin';
import type { MailToSend } from '../../src/email/mail-api';
import { createMailSettings } from '../../src/email/mail-settings';
import { InvalidInputError, PermanentError, UnknownOutcomeError } from '../../src/shared/errors';
import { ADA } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

const input = { provider: 'postmark', apiKey: 'pm-secret', from: 'Approvals <approvals@lighthouse.example>' };

function given({ address = 'ada@lighthouse.example', refuses }: { address?: string; refuses?: Error } = {}) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const settings = createMailSettings({ store, clock });
  const sent: MailToSend[] = [];
  const mail = {
    isConfigured: async () => true,
    async send(each: MailToSend) {
      if (refuses !== undefined) throw refuses;
      sent.push(each);
    },
  };
  const admin = createMailAdmin({ settings, mail, addressOf: async () => address, correlation: 'c-1' });
  return { admin, sent, settings, again: () => createMailSettings({ store, clock }) };
}

it('keeps the settings and shows all but the key', async () => {
  const { admin, again } = given();

  const saved = await admin.save(input);

  const view = { configured: true, provider: 'postmark', from: input.from, changedAt: START };
  expect(saved).toEqual({ ok: true, value: view });
  expect(await admin.get()).toEqual({ ok: true, value: view });
  expect(await again().load()).toMatchObject({ apiKey: 'pm-secret' });
});

it('says that nothing is set up', async () => {
  expect(await given().admin.get()).toEqual({ ok: true, value: { configured: false } });
});

it('keeps the key where none is entered, but never for another service', async () => {
  const { admin, again } = given();
  await admin.save(input);

  await admin.save({ ...input, apiKey: '', from: 'other@lighthouse.example' });
  const moved = await admin.save({ ...input, apiKey: '', provider: 'resend' });

  expect(await again().load()).toMatchObject({ apiKey: 'pm-secret', from: 'other@lighthouse.example' });
  expect(moved).toMatchObject({ ok: false, field: 'apiKey' });
});

it.each([
  ['an unknown service', { ...input, provider: 'pigeon' }, 'provider'],
  ['a key with a line break', { ...input, apiKey: 'a\nb' }, 'apiKey'],
  ['a sender without an address', { ...input, from: 'Approvals' }, 'from'],
  ['two senders', { ...input, from: 'a@b.example, c@d.example' }, 'from'],
  ['a sender with a header in it', { ...input, from: 'A\r\nBcc: x@y.example <a@b.example>' }, 'from'],
])('refuses %s', async (_what, payload, field) => {
  const { admin, again } = given();

  const refused = await admin.save(payload).catch((error: unknown) => error);

  expect(refused).toBeInstanceOf(InvalidInputError);
  expect(refused).toMatchObject({ issues: [{ field }] });
  expect(await again().load()).toBeUndefined();
});

it('sends a test to the caller', async () => {
  const { admin, sent } = given();

  expect(await admin.test(ADA)).toEqual({ ok: true, value: { sentTo: 'ada@lighthouse.example' } });
  expect(sent).toMatchObject([{ to: 'ada@lighthouse.example', idempotencyKey: 'test-c-1' }]);
});

it.each([
  ['the key is wrong', new PermanentError('mail-key-refused'), 'does not accept the API key'],
  ['nothing is set up', new PermanentError('no-mail-api'), 'No mail service is set up'],
  ['the sender is refused', new PermanentError('sendgrid-403'), 'sendgrid-403'],
  ['no answer came', new UnknownOutcomeError('mail-unanswered'), 'may still have gone out'],
])('says what to do when %s', async (_what, refuses, words) => {
  expect(await given({ refuses }).admin.test(ADA)).toMatchObject({ ok: false, error: expect.stringContaining(words) });
});

it('says so where the caller has no address', async () => {
  expect(await given({ address: '' }).admin.test(ADA)).toMatchObject({ ok: false });
});
