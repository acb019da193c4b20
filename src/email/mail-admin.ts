import * as z from 'zod';
import type { Answer, MailView } from '../admin/contract';
import type { AccountId } from '../shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import { parseMailAddress } from './mail-address';
import type { MailApi } from './mail-api';
import { MAIL_PROVIDERS, type MailSettings, type MailSettingsStore } from './mail-settings';
import { TEST_MAIL } from './words';

type Deps = {
  settings: MailSettingsStore;
  mail: MailApi;
  /** Undefined where the product gives no address. */
  addressOf: (accountId: AccountId) => Promise<string | undefined>;
  correlation: string;
};

const saveInput = z.object({
  provider: z.enum(MAIL_PROVIDERS),
  /** Empty keeps the one that is there. */
  apiKey: z
    .string()
    .trim()
    .max(300, 'must be at most 300 characters')
    .regex(/^[\x21-\x7e]*$/, 'must be the key as the mail service shows it, without spaces'),
  from: z
    .string()
    .trim()
    .max(200, 'must be at most 200 characters')
    .refine(
      (written) => parseMailAddress(written) !== undefined,
      'must be an address such as approvals@example.com, or Approvals <approvals@example.com>',
    ),
});

/** What the settings page does with the mail service. Whoever calls has checked that it is an administrator. */
export function createMailAdmin({ settings, mail, addressOf, correlation }: Deps) {
  async function save(payload: unknown): Promise<Answer<MailView>> {
    const given = parseOrThrow(saveInput, payload, 'mail settings');
    const present = await settings.load();
    // A key is never shown to another service than the one it belongs to.
    const apiKey = given.apiKey === '' && present?.provider === given.provider ? present.apiKey : given.apiKey;
    if (apiKey === '') return { ok: false, error: 'Enter the API key of the mail service.', field: 'apiKey' };
    return { ok: true, value: toView(await settings.save({ ...given, apiKey })) };
  }

  async function test(accountId: AccountId): Promise<Answer<{ sentTo: string }>> {
    const to = await addressOf(accountId);
    if (to === undefined || to === '') {
      return { ok: false, error: 'Jira gives no e-mail address for you. Ask another administrator to send the test.' };
    }
    try {
      await mail.send({ ...TEST_MAIL, to, idempotencyKey: `test-${correlation}` });
      return { ok: true, value: { sentTo: to } };
    } catch (error) {
      return { ok: false, error: whyNot(error) };
    }
  }

  return {
    get: async (): Promise<Answer<MailView>> => ({ ok: true, value: toView(await settings.load()) }),
    save,
    test,
  };
}

function toView(settings: MailSettings | undefined): MailView {
  if (settings === undefined) return { configured: false };
  const { provider, from, changedAt } = settings;
  return { configured: true, provider, from, changedAt };
}

function whyNot(error: unknown): string {
  if (error instanceof TransientError) return 'The mail service is busy or not reached. Try again in a minute.';
  if (error instanceof UnknownOutcomeError) {
    return 'The mail service did not answer. The mail may still have gone out: look into your inbox before you try again.';
  }
  if (!(error instanceof PermanentError)) throw error;
  switch (error.code) {
    case 'no-mail-api':
      return 'No mail service is set up yet. Choose one and enter its API key.';
    case 'mail-key-refused':
      return 'The mail service does not accept the API key. Copy it anew from its settings.';
    default:
      return `The mail service refused the mail (${error.code}). Check that it has verified the sender address.`;
  }
}
