import * as z from 'zod';
import type { Clock, Store } from '../ports';
import type { Instant, SlackTeamId } from '../shared/brand';
import { keyPart } from './key-part';

const record = z.object({ v: z.literal(1), until: z.number().default(0), largeUntil: z.number().default(0) });

const LONGEST_PAUSE_MS = 3_600_000;
const LARGE_MS = 24 * 3_600_000;
const DAY_SECONDS = 24 * 3_600;

const keyOf = (team: SlackTeamId) => `people-pause:${keyPart(team)}`;

export type Pause = {
  /** Nobody is looked up in this workspace until then. */
  readonly until: Instant;
  /** So long its list of members is known to be too long to be read. */
  readonly largeUntil: Instant;
};

/**
 * What one invocation was refused stands in the store for the others: they neither ask Slack in vain, nor Jira for
 * addresses that cannot be used yet.
 */
export function createPauses({ store, clock }: { store: Pick<Store, 'getMany' | 'setMany'>; clock: Clock }) {
  async function load(team: SlackTeamId): Promise<Pause> {
    const parsed = record.safeParse((await store.getMany([{ key: keyOf(team) }])).get(keyOf(team)));
    if (!parsed.success) return { until: 0, largeUntil: 0 };
    const { until, largeUntil } = parsed.data;
    return { until: Math.min(until, clock.now() + LONGEST_PAUSE_MS), largeUntil };
  }

  const put = (team: SlackTeamId, pause: Pause) =>
    store.setMany([{ key: keyOf(team), value: { v: 1, ...pause } }], DAY_SECONDS);

  return {
    load,

    async pause(team: SlackTeamId, ms: number): Promise<void> {
      const { until, largeUntil } = await load(team);
      const asked = clock.now() + ms;
      if (asked > until) await put(team, { until: asked, largeUntil });
    },

    tooLarge: async (team: SlackTeamId): Promise<void> =>
      put(team, { until: (await load(team)).until, largeUntil: clock.now() + LARGE_MS }),
  };
}
