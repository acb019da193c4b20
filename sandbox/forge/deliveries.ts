import { z } from 'zod';
import type { SandboxClock } from '../clock';
import { type Ended, type Functions, wordsOf } from './functions';
import type { Manifest } from './manifest';
import type { Retry, Work, WorkStore } from './work-store';

type Deps = { manifest: Manifest; functions: Functions; works: WorkStore; clock: SandboxClock };

const WINDOW_MS = 24 * 60 * 60_000;
const LONGEST_BACKOFF_MS = 15 * 60_000;
const MAX_TRIGGER_RETRIES = 4;
const TRIGGER_LIMIT_MS = 25_000;
const CONSUMER_LIMIT_MS = 55_000;

/** What `new InvocationError(…)` is after it has crossed to the platform. */
const retryRequest = z.looseObject({
  _retry: z.literal(true),
  retryOptions: z
    .looseObject({
      retryAfter: z.number().default(1),
      retryReason: z.string().optional(),
      retryData: z.unknown().optional(),
    })
    .default({ retryAfter: 1, retryData: undefined }),
});

/** Runs what a queue or a product owes, and decides what becomes of it. */
export function createDeliveries({ manifest, functions, works, clock }: Deps) {
  function limitOf(key: string): number {
    const seconds = functions.find(key).timeoutSeconds;
    return seconds === undefined ? CONSUMER_LIMIT_MS : seconds * 1000;
  }

  async function run(work: Work): Promise<void> {
    const module = [...manifest.consumers, ...manifest.triggers].find((each) => each.key === work.module);
    if (module === undefined) {
      works.finish(work.position, 'failed', `manifest.yml has no module ${work.module}`);
      return;
    }
    const ended = await functions.run({
      module: { type: work.kind, key: work.module },
      function: module.function,
      body: bodyOf(work, clock.now()),
      limitMs: work.kind === 'trigger' ? TRIGGER_LIMIT_MS : limitOf(module.function),
      ...(work.lineage === undefined ? {} : { lineage: work.lineage }),
    });
    settle(works.reload(work.position), ended);
  }

  /** Nothing is left to settle when the sandbox was reset meanwhile. */
  function settle(work: Work | undefined, ended: Ended): void {
    if (work === undefined) return;
    const { position } = work;
    const next = nextOf(work, ended, clock.now());
    if (next.type === 'done') works.finish(position, 'done');
    else if (next.type === 'failed') works.finish(position, 'failed', next.failure);
    else if (work.cancelled) works.finish(position, 'cancelled');
    else works.repeat(position, { dueAt: clock.now() + next.inMs, retry: next.retry ?? work.retry });
  }

  return { run };
}

type Next = { type: 'done' } | { type: 'failed'; failure: string } | { type: 'again'; inMs: number; retry?: Retry };

function nextOf(work: Work, ended: Ended, now: number): Next {
  const next = work.kind === 'trigger' ? afterTrigger(work, ended) : afterConsumer(work, ended);
  const late = next.type === 'again' && now + next.inMs > windowOf(work).endsAt;
  return late ? { type: 'failed', failure: 'its 24 hours have passed' } : next;
}

function afterConsumer(work: Work, ended: Ended): Next {
  switch (ended.outcome) {
    case 'returned':
      return again(work, ended.value) ?? { type: 'done' };
    case 'died':
      return { type: 'again', inMs: 0 };
    case 'threw':
      return { type: 'again', inMs: backoffMs(work), retry: toRetry(work, 'FUNCTION_PLATFORM_UNKNOWN_ERROR') };
    case 'timed-out':
      return { type: 'again', inMs: backoffMs(work), retry: toRetry(work, 'FUNCTION_TIME_OUT') };
  }
}

/** For product triggers a time-out counts as the platform's error, and a thrown error is not retried at all. */
function afterTrigger(work: Work, ended: Ended): Next {
  const exhausted = (work.retry?.retryCount ?? 0) >= MAX_TRIGGER_RETRIES;
  switch (ended.outcome) {
    case 'returned': {
      const next = again(work, ended.value);
      if (next !== undefined && exhausted) return { type: 'failed', failure: 'asked for more than 4 retries' };
      return next ?? { type: 'done' };
    }
    case 'died':
      return { type: 'again', inMs: 0 };
    case 'threw':
      return { type: 'failed', failure: wordsOf(ended.error) };
    case 'timed-out':
      if (exhausted) return { type: 'failed', failure: 'timed out after 4 retries' };
      return { type: 'again', inMs: backoffMs(work), retry: toRetry(work, 'FUNCTION_TIME_OUT') };
  }
}

function again(work: Work, value: unknown): Next | undefined {
  const asked = retryRequest.safeParse(value);
  if (!asked.success) return undefined;
  const { retryAfter, retryReason = 'FUNCTION_RETRY_REQUEST', retryData } = asked.data.retryOptions;
  const inMs = Math.min(Math.max(retryAfter, 1) * 1000, LONGEST_BACKOFF_MS);
  return { type: 'again', inMs, retry: toRetry(work, retryReason, retryData) };
}

const toRetry = (work: Work, retryReason: string, retryData: unknown = work.retry?.retryData): Retry => ({
  retryCount: (work.retry?.retryCount ?? 0) + 1,
  retryReason,
  retryData,
});

const backoffMs = (work: Work): number => Math.min(1000 * 2 ** work.attempts, LONGEST_BACKOFF_MS);

function windowOf({ pushedAt, body }: Work): { startsAt: number; endsAt: number } {
  const startsAt = pushedAt + Number(body.delayInSeconds ?? 0) * 1000;
  return { startsAt, endsAt: startsAt + WINDOW_MS };
}

function bodyOf(work: Work, now: number): object {
  if (work.retry === undefined) return work.body;
  if (work.kind === 'trigger') return { ...work.body, retryContext: work.retry };
  const { startsAt, endsAt } = windowOf(work);
  const retentionWindow = { startTime: new Date(startsAt).toISOString(), remainingTimeMs: endsAt - now };
  return { ...work.body, retryContext: { ...work.retry, retentionWindow } };
}
