import * as z from 'zod';

/** What Baton does with a product event; everything it does not know is `unsupported`, never an error. */
export type SubjectEvent =
  | { readonly type: 'work-item-deleted'; readonly id: string; readonly dedupeKey: string }
  | { readonly type: 'unsupported'; readonly eventType: string };

const anyEvent = z.looseObject({ eventType: z.string() });
const issueDeleted = z.looseObject({
  eventType: z.literal('avi:jira:deleted:issue'),
  issue: z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) }),
});
const queued = z.object({ type: z.literal('work-item-deleted'), id: z.string(), dedupeKey: z.string() });

/** Events bear no id, so the key under which a repetition is known again is made of what happened. */
export function parseSubjectEvent(event: unknown): SubjectEvent {
  const deleted = issueDeleted.safeParse(event);
  if (deleted.success) {
    const { id } = deleted.data.issue;
    return { type: 'work-item-deleted', id, dedupeKey: `jira:deleted:issue:${id}` };
  }
  return { type: 'unsupported', eventType: anyEvent.safeParse(event).data?.eventType ?? 'unreadable' };
}

/** The event as it comes back from the queue; undefined where the task is something else. */
export function parseQueuedEvent(task: unknown): Extract<SubjectEvent, { type: 'work-item-deleted' }> | undefined {
  return queued.safeParse(task).data;
}
