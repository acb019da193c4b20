import type { SandboxClock } from '../clock';
import type { App } from './app-settings';
import { RateLimited } from './refusal';
import type { SlackStore } from './store';

/** Calls of one method in one workspace within a minute. https://docs.slack.dev/apis/web-api/rate-limits */
export const PER_MINUTE = {
  tier1: 1,
  tier2: 20,
  tier3: 50,
  tier4: 100,
  // Slack says "hundreds per minute" without a number: the smallest number that is hundreds.
  hundreds: 200,
  // Slack says "several hundred messages per minute" in a workspace without a number: three hundred is the least.
  posts: 300,
  /** One message a second in one channel, with short bursts. */
  postsInChannel: 60,
} as const;

const WINDOW_MS = 60_000;

export type Limit = (key: string, perMinute: number) => void;

/** Counts a call in its one-minute window, or throws RateLimited. */
type Deps = { store: SlackStore; clock: SandboxClock; app: App };

export function createLimit({ store, clock, app }: Deps): Limit {
  return (key, perMinute) => {
    const now = clock.now();
    const known = store.rates.get(key);
    const window = known === undefined || now >= known.since + WINDOW_MS ? { since: now, calls: 0 } : known;
    if (window.calls >= Math.max(1, perMinute * app.now().rateShare))
      throw new RateLimited(Math.ceil((window.since + WINDOW_MS - now) / 1000));
    store.rates.put(key, { ...window, calls: window.calls + 1 });
  };
}
