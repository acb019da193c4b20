import { beforeEach, expect, it, vi } from 'vitest';
import { judgeDay } from './verdict';

const { SEED, SEEDS = '200', SEED_FROM = '1' } = process.env;
const one = SEED === undefined ? undefined : Number(SEED);

beforeEach(() => {
  for (const name of ['info', 'warn', 'error'] as const) vi.spyOn(console, name).mockImplementation(() => {});
});

it('tries', async () => {
  const from = one ?? Number(SEED_FROM);
  const to = one ?? from + Number(SEEDS) - 1;
  const t = performance.now();
  let bad = 0;
  for (let seed = from; seed <= to; seed++) {
    try {
      const verdict = await judgeDay({ seed });
      if (verdict.broken.length) {
        bad++;
        process.stdout.write(`${seed}: ${verdict.broken.length} ${verdict.broken.slice(0, 4).join('\n     ')}\n`);
      }
      if (one) process.stdout.write(verdict.story({ whole: process.env.WHOLE !== undefined }) + '\n');
    } catch (e) {
      process.stdout.write(`${seed} ERROR ${e instanceof Error ? e.stack?.slice(0, 600) : e}\n`);
    }
  }
  process.stdout.write(`bad ${bad} ms ${Math.round(performance.now() - t)}\n`);
  expect(1).toBe(1);
});
