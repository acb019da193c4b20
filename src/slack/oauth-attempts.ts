import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Clock, Ids, Store } from '../ports';
import { type AccountId, type Instant, type SlackTeamId, toAccountId, toSlackTeamId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import { INSTALL_REFUSALS } from './oauth-judge';

const why = z.object({ reason: z.enum(INSTALL_REFUSALS), code: z.string().optional() });
const progress = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun') }),
  z.object({ type: z.literal('called-back') }),
  z.object({ type: z.literal('refused'), why }),
  /** The installation waits, under the secrets, for whoever began. */
  z.object({ type: z.literal('ready'), teamName: z.string(), again: z.boolean() }),
  z.object({ type: z.literal('connected'), teamName: z.string() }),
]);
const stored = z.object({
  v: z.literal(1),
  expiresAt: z.number(),
  account: z.string().transform(toAccountId),
  browser: z.string(),
  team: z.string().transform(toSlackTeamId).optional(),
  progress,
});

export type Why = z.output<typeof why>;
export type Progress = z.output<typeof progress>;

/** One way to Slack's consent page and back. */
export type Attempt = {
  readonly id: string;
  readonly expiresAt: Instant;
  readonly account: AccountId;
  /** The digest of what only the browser that began knows. */
  readonly browser: string;
  /** Where a workspace is authorized again. */
  readonly team?: SlackTeamId | undefined;
  readonly progress: Progress;
};

/** A code of Slack's lives as long. */
const LIFE_MS = 10 * 60_000;

/**
 * Attempts by the digest of their state, so that what stands in the store opens nothing. They live for ten minutes by
 * the time in the value; their time to live only sweeps.
 */
export function createAttempts({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }) {
  /** Two ids make 244 random bits; the digest hides how they are made. */
  const randomText = () => digestOf(ids.next('oauth') + ids.next('oauth')).toString('base64url');

  async function begin(account: AccountId, team: SlackTeamId | undefined) {
    const [state, token] = [randomText(), randomText()];
    const attempt: Attempt = {
      id: idOf(state),
      expiresAt: clock.now() + LIFE_MS,
      account,
      browser: idOf(token),
      team,
      progress: { type: 'begun' },
    };
    await put(attempt);
    return { attempt, state, token };
  }

  async function put({ id, ...attempt }: Attempt): Promise<void> {
    const left = Math.max(Math.ceil((attempt.expiresAt - clock.now()) / 1_000), 60);
    await store.setMany([{ key: keyOf(id), value: { v: 1, ...attempt } }], left);
  }

  /** Undefined for one that never was, or is over. */
  async function load(id: string): Promise<Attempt | undefined> {
    const value = (await store.getMany([{ key: keyOf(id) }])).get(keyOf(id));
    if (value === undefined) return undefined;
    const { v: _, ...attempt } = readOrThrow(stored, value, 'attempt to connect Slack');
    return clock.now() < attempt.expiresAt ? { id, ...attempt } : undefined;
  }

  return { begin, put, load, byState: (state: string) => load(idOf(state)) };
}

/** Whether this is the administrator who began, in the browser in which it was begun. */
export function isOwn({ account, browser }: Attempt, by: AccountId, token: string): boolean {
  const [expected, given] = [Buffer.from(browser), Buffer.from(idOf(token))];
  return account === by && expected.length === given.length && timingSafeEqual(expected, given);
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const idOf = (secret: string): string => digestOf(secret).toString('hex');
const keyOf = (id: string): string => `slack-oauth:${id}`;
