import { z } from 'zod';
import type { SandboxClock } from '../clock';
import type { Faults } from '../faults';
import { NotEmulatedError } from '../twin';
import { toEmpty, toJson } from './answers';
import { disturb } from './disturb';
import type { Live } from './gate';
import type { Manifest } from './manifest';
import type { WorkStore } from './work-store';

const MAX_EVENTS = 50;
const MAX_BYTES = 200 * 1024;
const MAX_PER_MINUTE = 500;
const MAX_PUSHES_OF_A_LINEAGE = 1000;
const MAX_DELAY_SECONDS = 900;

const job = z.looseObject({ queueName: z.string(), jobId: z.string() });
const push = job.extend({
  payload: z
    .array(
      z.looseObject({
        body: z.record(z.string(), z.unknown()),
        delayInSeconds: z.number().min(0).max(MAX_DELAY_SECONDS).optional(),
        concurrency: z.object({ key: z.string(), limit: z.number().int().min(1) }).optional(),
      }),
    )
    .min(1),
});

type Deps = {
  manifest: Manifest;
  clock: SandboxClock;
  faults: Faults;
  works: WorkStore;
  nextEventId(): string;
  wake(): void;
};

/** The service behind `new Queue(…)` of @forge/events. Queues share one rate and one concurrency count. */
export function createQueues({ manifest, clock, faults, works, nextEventId, wake }: Deps) {
  function consumerOf(queue: string): string {
    const consumer = manifest.consumers.find((each) => each.queue === queue);
    if (consumer === undefined) throw new NotEmulatedError(`queue ${queue}, which has no consumer`);
    return consumer.key;
  }

  function refusalOf(live: Live, bytes: number, events: number): Response | undefined {
    if (bytes > MAX_BYTES) return toJson(413, { errorMessage: 'The maximum payload size is 200 KB.' });
    if (events > MAX_EVENTS) return toJson(413, { errorMessage: 'The maximum number of events is 50.' });
    if (works.countPush(live.lineage) > MAX_PUSHES_OF_A_LINEAGE) return toEmpty(405);
    if (works.pushedSince(clock.now() - 60_000) + events > MAX_PER_MINUTE) return toEmpty(429);
    return undefined;
  }

  function add(live: Live, { queueName, jobId, payload }: z.infer<typeof push>): void {
    const pushedAt = clock.now();
    for (const { body, delayInSeconds = 0, concurrency } of payload) {
      const eventId = nextEventId();
      const delay = delayInSeconds === 0 ? {} : { delayInSeconds };
      const event = { ...delay, ...(concurrency && { concurrency }), body, queueName, jobId, eventId };
      const dueAt = pushedAt + delayInSeconds * 1000;
      const work = { kind: 'consumer', module: consumerOf(queueName), eventId, job: jobId, body: event } as const;
      disturb(faults, `queue:deliver:${queueName}`, {
        ...work,
        lineage: live.lineage,
        pushedAt,
        dueAt,
        ...(concurrency && { concurrency }),
      }).forEach(works.add);
    }
  }

  return {
    push(live: Live, text: string): Response {
      const request = push.safeParse(JSON.parse(text));
      if (!request.success) return toJson(400, { message: request.error.message });
      const { payload } = request.data;
      const refusal = refusalOf(live, Buffer.byteLength(JSON.stringify(payload)), payload.length);
      if (refusal !== undefined) return refusal;
      add(live, request.data);
      live.record.queuePushes += 1;
      wake();
      return toJson(201, {});
    },
    stats(text: string): Response {
      const { queueName, jobId } = job.parse(JSON.parse(text));
      const counts = works.jobCounts(consumerOf(queueName), jobId);
      const count = (status: string) => counts.get(status) ?? 0;
      if (counts.size === 0) return toEmpty(404);
      const inProgress = count('waiting') + count('running');
      return toJson(200, { success: count('done'), inProgress, failed: count('failed') });
    },
    cancel(text: string): Response {
      const { queueName, jobId } = job.parse(JSON.parse(text));
      const module = consumerOf(queueName);
      if (works.jobCounts(module, jobId).size === 0) return toEmpty(404);
      works.cancel(module, jobId);
      return toEmpty(204);
    },
  };
}
