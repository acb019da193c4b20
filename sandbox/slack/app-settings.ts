import type { SandboxClock } from '../clock';
import type { AppSettings, SlackUrls } from './records';
import type { SlackStore } from './store';

export type Credentials = Pick<AppSettings, 'clientId' | 'clientSecret' | 'signingSecret'>;

type Deps = { store: SlackStore; clock: SandboxClock; credentials(): Credentials; urls(): SlackUrls };
export type App = ReturnType<typeof createAppSettings>;

const ID = 'app';
const DEFAULTS = {
  commands: ['/baton'],
  subscriptions: ['app_home_opened', 'app_uninstalled', 'tokens_revoked'],
  homeTab: true,
  distributed: true,
  delayedEvents: false,
  rateShare: 1,
};
/** https://docs.slack.dev/authentication/installing-with-oauth: the old client secret goes on for a day. */
const OVERLAP_MS = 24 * 60 * 60_000;

/** The one Slack app of the sandbox: what it is made with, and what somebody has changed since. */
export function createAppSettings({ store, clock, credentials, urls }: Deps) {
  function now(): AppSettings {
    const changed = store.settings.get(ID) ?? {};
    return { ...DEFAULTS, ...credentials(), ...changed, urls: { ...urls(), ...changed.urls } };
  }

  function configure(changes: Partial<AppSettings>): AppSettings {
    const { clientSecret } = now();
    const isRegenerated = changes.clientSecret !== undefined && changes.clientSecret !== clientSecret;
    if (isRegenerated) store.formerSecrets.put(clientSecret, { until: clock.now() + OVERLAP_MS });
    const before = store.settings.get(ID) ?? {};
    const addresses = { ...urls(), ...before.urls, ...changes.urls };
    store.settings.put(ID, { ...before, ...changes, ...(changes.urls === undefined ? {} : { urls: addresses }) });
    return now();
  }

  const isClientSecret = (secret: string): boolean =>
    secret === now().clientSecret || clock.now() < (store.formerSecrets.get(secret)?.until ?? 0);

  return { now, configure, isClientSecret };
}
