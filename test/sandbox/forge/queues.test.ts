import { type AsyncEvent, InvocationError, InvocationErrorCode, type PushEvent, Queue } from '@forge/events';
import { expect, it, vi } from 'vitest';
import { callHook, fakeSandbox, hookOf, readJson } from './fake-app';

const jobs = new Queue({ key: 'jobs' });
const push = (events: PushEvent | PushEvent[]) => hookOf(() => jobs.push(events));
const nameOf = (error: unknown) => (error instanceof Error ? error.constructor.name : typeof error);

/** A consumer that keeps what it got and answers what `answer` says. */
function recorder(answer: (event: AsyncEvent) => unknown = () => undefined) {
  const seen: AsyncEvent[] = [];
  const job = (event: AsyncEvent) => {
    seen.push(event);
    return answer(event);
  };
  return { seen, job };
}

it('delivers an event to the consumer of its queue', async () => {
  const { seen, job } = recorder();
  const sandbox = await fakeSandbox({ hook: push({ body: { n: 1 } }), job });

  const { jobId } = await readJson<{ jobId: string }>(callHook(sandbox));
  const report = await sandbox.drain();

  expect(seen).toEqual([{ body: { n: 1 }, queueName: 'jobs', jobId, eventId: 'event-1' }]);
  expect(report).toEqual({ ran: { 'jobs-consumer': 1 }, waiting: 0 });
});

it('holds a delayed event back until its time', async () => {
  const { seen, job } = recorder();
  const sandbox = await fakeSandbox({ hook: push({ body: {}, delayInSeconds: 30 }), job });

  await callHook(sandbox);
  const early = await sandbox.drain();
  const before = seen.length;
  sandbox.clock.advance(30_000);
  await sandbox.drain();

  expect(before).toBe(0);
  expect(early).toMatchObject({ waiting: 1, nextDueAt: sandbox.clock.now() });
  expect(seen).toHaveLength(1);
});

it('delivers again after the time that the consumer asked for, with its data', async () => {
  const retry = { retryAfter: 60, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST, retryData: { page: 2 } };
  const { seen, job } = recorder((event) =>
    event.retryContext === undefined ? new InvocationError(retry) : undefined,
  );
  const sandbox = await fakeSandbox({ hook: push({ body: {} }), job });

  await callHook(sandbox);
  await sandbox.drain();
  sandbox.clock.advance(60_000);
  await sandbox.drain();

  expect(seen).toHaveLength(2);
  expect(seen[1]?.retryContext).toMatchObject({
    retryCount: 1,
    retryReason: 'FUNCTION_RETRY_REQUEST',
    retryData: { page: 2 },
    retentionWindow: { remainingTimeMs: 24 * 3_600_000 - 60_000 },
  });
});

it('backs off while the consumer throws, and drops the event after a day', async () => {
  const { seen, job } = recorder(() => {
    throw new Error('broken');
  });
  const sandbox = await fakeSandbox({ hook: push({ body: {} }), job, tick: () => undefined });

  await callHook(sandbox);
  const gaps: number[] = [];
  for (let report = await sandbox.drain(); report.nextDueAt !== undefined; report = await sandbox.drain()) {
    gaps.push((report.nextDueAt - sandbox.clock.now()) / 1000);
    sandbox.clock.advance(report.nextDueAt - sandbox.clock.now());
  }

  expect(gaps.slice(0, 4)).toEqual([1, 2, 4, 8]);
  expect(Math.max(...gaps)).toBe(900);
  expect(seen).toHaveLength(gaps.length + 1);
  expect(sandbox.state().dropped).toEqual([
    { module: 'jobs-consumer', eventId: 'event-1', failure: 'its 24 hours have passed', attempts: gaps.length },
  ]);
});

it('counts the events of a job', async () => {
  const hook = hookOf(async ({ body }) => {
    if (body === '') return await jobs.push([{ body: { ok: true } }, { body: {}, delayInSeconds: 60 }]);
    return await jobs.getStats(body);
  });
  const sandbox = await fakeSandbox({ hook });

  const { jobId } = await readJson<{ jobId: string }>(callHook(sandbox));
  await sandbox.drain();
  const stats = await (await callHook(sandbox, jobId)).json();

  expect(stats).toEqual({ success: 1, inProgress: 1, failed: 0 });
});

it('runs nothing of a job after it is cancelled', async () => {
  const { seen, job } = recorder();
  const hook = hookOf(async ({ body }) => (body === '' ? await jobs.push({ body: {} }) : await jobs.cancel(body)));
  const sandbox = await fakeSandbox({ hook, job });

  const { jobId } = await readJson<{ jobId: string }>(callHook(sandbox));
  await callHook(sandbox, jobId);
  await sandbox.drain();

  expect(seen).toEqual([]);
});

it('knows no job that was never pushed', async () => {
  const sandbox = await fakeSandbox({ hook: hookOf(() => jobs.getStats('none').catch(nameOf)) });

  expect(await (await callHook(sandbox)).json()).toBe('JobDoesNotExistError');
});

it('takes 500 events a minute and no more', async () => {
  const fifty = Array.from({ length: 50 }, () => ({ body: {} }));
  const hook = hookOf(() => jobs.push(fifty).then(() => 'pushed', nameOf));
  const sandbox = await fakeSandbox({ hook });

  const answers: unknown[] = [];
  for (let n = 0; n < 11; n += 1) answers.push(await (await callHook(sandbox)).json());
  sandbox.clock.advance(60_000);
  const later = await (await callHook(sandbox)).json();

  expect(answers.filter((answer) => answer === 'pushed')).toHaveLength(10);
  expect(answers[10]).toBe('RateLimitError');
  expect(later).toBe('pushed');
});

it('stops a chain of events after 1000 pushes', async () => {
  let refused: unknown;
  const job = () => jobs.push({ body: {} }).catch((error: unknown) => (refused = nameOf(error)));
  const sandbox = await fakeSandbox({ hook: push({ body: {} }), job });

  await callHook(sandbox);
  for (let n = 0; n < 1100 && refused === undefined; n += 1) {
    sandbox.clock.advance(1000);
    await sandbox.step();
  }

  expect(refused).toBe('InvocationLimitReachedError');
});

it('runs no more events of one concurrency key at a time than its limit', async () => {
  const waiting: (() => void)[] = [];
  const job = () => new Promise<void>((resolve) => waiting.push(resolve));
  const concurrency = { key: 'one at a time', limit: 1 };
  const sandbox = await fakeSandbox({
    hook: push([
      { body: {}, concurrency },
      { body: {}, concurrency },
    ]),
    job,
  });

  await callHook(sandbox);
  const first = sandbox.step();
  const second = await sandbox.step();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  waiting[0]?.();
  await first;
  const third = sandbox.step();
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]?.();

  expect(second).toBe(false);
  expect(await third).toBe(true);
});
