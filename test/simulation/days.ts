import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { StageOptions } from './stage';
import { LEAST } from './tally';
import { judgeDay, type Verdict } from './verdict';

/** Every so many days the process ends in the middle of one, and goes on from what it kept in a file. */
const RESTART_EVERY = 8;
const DEFAULT_DAYS = 200;
/** With fewer days chance alone may leave something out. */
const ENOUGH_DAYS = 80;

const { SEED, SEEDS, SEED_FROM } = process.env;

/** `SEED=4711` replays one day and tells all of it; `SEEDS=2000 SEED_FROM=1` plays as many as one likes. */
export function seedsOf(shard: { readonly index: number; readonly of: number }): readonly number[] {
  const first = Number(SEED ?? SEED_FROM ?? 1);
  const count = SEED === undefined ? Number(SEEDS ?? DEFAULT_DAYS) : 1;
  if (!Number.isInteger(first) || !Number.isInteger(count))
    throw new TypeError('SEED, SEEDS and SEED_FROM are numbers');
  return Array.from({ length: count }, (_, n) => first + n).filter((seed) => seed % shard.of === shard.index);
}

/** Vitest plays one file after the other on one processor, so the days are dealt out to several files. */
export function testDays(shard: { readonly index: number; readonly of: number }): void {
  const seeds = seedsOf(shard);
  if (seeds.length === 0) it('has no day to play under this seed', () => expect(SEED).toBeDefined());
  const met = new Map<string, number>();
  it.for(seeds)('keeps every promise on day %i', async (seed) => {
    const verdict = await playSeed(seed);
    for (const [kind, times] of Object.entries(verdict.tally)) met.set(kind, (met.get(kind) ?? 0) + times);

    if (SEED !== undefined) process.stdout.write(`${verdict.story({ whole: true })}\n`);
    if (verdict.broken.length > 0) throw new BrokenPromise(verdict);
  });
  it.runIf(seeds.length >= ENOUGH_DAYS)('has met every kind of trouble', () => {
    const missed = Object.entries(LEAST).filter(([kind, least]) => (met.get(kind) ?? 0) < (least * seeds.length) / 100);
    expect(missed.map(([kind, least]) => `${kind}: ${met.get(kind) ?? 0}, and ${least} in a hundred days`)).toEqual([]);
  });
}

export const playSeed = (seed: number, options: Omit<StageOptions, 'seed'> = {}): Promise<Verdict> =>
  judgeDay({ seed, ...(seed % RESTART_EVERY === 0 ? { database: databaseFile() } : {}), ...options });

class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
  constructor({ seed, broken, story }: Verdict) {
    super(`\n${story({ whole: false })}\n\nSeed ${seed} broke:\n  ${broken.join('\n  ')}\nSEED=${seed} replays it.`);
    // Where it was thrown says nothing; the story does.
    this.stack = `${this.name}: ${this.message}`;
  }
}

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'baton.sqlite');
}
