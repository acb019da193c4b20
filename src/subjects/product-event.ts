import * as z from 'zod';
import { toAccountId } from '../shared/brand';
import type { KnownSubjectEvent, SubjectEvent } from './core/event';
import { parsePageEvent } from './page-event';
import { parseWorkItemEvent } from './work-item-event';

const anyEvent = z.looseObject({ eventType: z.string() });
const subject = z.object({ kind: z.enum(['work-item', 'page']), id: z.string() });
const queued = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subject-changed'),
    subject,
    actor: z.string().transform(toAccountId).optional(),
    minor: z.boolean(),
    created: z.boolean(),
    dedupeKey: z.string(),
  }),
  z.object({ type: z.literal('subject-deleted'), subject, dedupeKey: z.string() }),
]);

/** Events bear no id, so the key under which a repetition is known again is made of what happened. */
export const parseSubjectEvent = (event: unknown): SubjectEvent =>
  parseWorkItemEvent(event) ??
  parsePageEvent(event) ?? {
    type: 'unsupported',
    eventType: anyEvent.safeParse(event).data?.eventType ?? 'unreadable',
  };

/** The event as it comes back from the queue; undefined where the task is something else. */
export const parseQueuedEvent = (task: unknown): KnownSubjectEvent | undefined => queued.safeParse(task).data;
