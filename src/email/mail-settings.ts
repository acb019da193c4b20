import * as z from 'zod';
import type { Clock, Store } from '../ports';
import type { Instant } from '../shared/brand';
import { readOrThrow } from '../shared/parse';

export const MAIL_PROVIDERS = ['postmark', 'sendgrid', 'resend'] as const;
export type MailProvider = (typeof MAIL_PROVIDERS)[number];

/** The mail service that an admin chose. The key leaves this slice only towards the service itself. */
export type MailSettings = {
  readonly provider: MailProvider;
  readonly apiKey: string;
  /** `address` or `Name <address>`, of a sender that the service has verified. */
  readonly from: string;
  readonly changedAt: Instant;
};

const KEY = 'mail';
const stored = z.object({
  v: z.literal(1),
  provider: z.enum(MAIL_PROVIDERS),
  apiKey: z.string(),
  from: z.string(),
  changedAt: z.number(),
});

/** Read once for an invocation, with which an instance ends. */
export function createMailSettings({ store, clock }: { store: Store; clock: Clock }) {
  let reading: Promise<MailSettings | undefined> | undefined;

  async function read(): Promise<MailSettings | undefined> {
    const value = await store.getSecret(KEY);
    if (value === undefined) return undefined;
    const { v: _, ...settings } = readOrThrow(stored, value, 'stored mail settings');
    return settings;
  }

  function load(): Promise<MailSettings | undefined> {
    reading ??= read();
    return reading;
  }

  async function save(settings: Omit<MailSettings, 'changedAt'>): Promise<MailSettings> {
    const made = { ...settings, changedAt: clock.now() };
    await store.setSecret(KEY, { v: 1, ...made });
    reading = Promise.resolve(made);
    return made;
  }

  return { load, save };
}

export type MailSettingsStore = ReturnType<typeof createMailSettings>;
