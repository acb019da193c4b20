import type { Errand } from './scheduler';

/** Somebody on the way over Slack's consent page and back. */
export type Consent = {
  readonly team: string;
  readonly url: string;
  readonly attempt: string;
  readonly token: string;
  /** When it was allowed in Slack, which is when the token came to life. */
  allowedAt?: number;
  cameBack?: boolean;
  claimed?: boolean;
};

/** What befell the app in a workspace, as those know it who did it. */
export type SlackDeed = { readonly team: string; readonly at: number } & (
  | { readonly type: 'lost'; readonly disturbed: boolean }
  | Connecting
);
type Connecting = {
  readonly type: 'connected';
  readonly way: 'token' | 'consent';
  readonly tokenAt: number;
  /** `unseen` where no answer came. */
  readonly outcome: 'done' | 'refused' | 'unseen';
  readonly errand: Errand;
};

/** What is refused when something has struck may have worked all the same. */
const isUnknown = ({ outcome, errand: { faults, mayTimeOut } }: Connecting) =>
  outcome === 'unseen' || (outcome === 'refused' && (faults.length > 0 || mayTimeOut));

export const isDone = (deed: SlackDeed): deed is Extract<SlackDeed, { type: 'connected' }> =>
  deed.type === 'connected' && deed.outcome === 'done';

type Link = 'alive' | 'dead' | 'unknown' | 'never';

/** Whether Baton holds a token for this workspace that works, by what was done. */
export function linkOf(deeds: readonly SlackDeed[], team: string, from: { readonly connected: boolean }): Link {
  const own = deeds.filter((each) => each.team === team);
  const lostAt = Math.max(...own.map(({ type, at }) => (type === 'lost' ? at : Number.NEGATIVE_INFINITY)));
  const last = own
    .flatMap((each) => (each.type === 'connected' && (isUnknown(each) || isDone(each)) ? [each] : []))
    .toSorted((one, other) => one.at - other.at)
    .at(-1);
  if (last !== undefined && isUnknown(last)) return 'unknown';
  const tokenAt = last?.tokenAt ?? (from.connected ? 0 : undefined);
  if (tokenAt === undefined) return 'never';
  return tokenAt > lostAt ? 'alive' : 'dead';
}
