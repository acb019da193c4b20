import * as z from 'zod';
import { toAccountId } from '../shared/brand';
import type { KnownSubjectEvent } from './core/event';

const id = z.union([z.string(), z.number()]).transform(String);
const about = {
  atlassianId: z.string().optional(),
  eventCreatedDate: z.string(),
  content: z.looseObject({
    id,
    type: z.literal('page'),
    status: z.string().optional(),
    version: z.looseObject({ number: z.number() }).optional(),
  }),
};
const pageEvent = z.looseObject({
  ...about,
  eventType: z.enum([
    'avi:confluence:created:page',
    'avi:confluence:updated:page',
    'avi:confluence:published:page',
    'avi:confluence:moved:page',
    'avi:confluence:restored:page',
    'avi:confluence:trashed:page',
    'avi:confluence:deleted:page',
  ]),
  suppressNotifications: z.boolean().optional(),
  selfGenerated: z.boolean().optional(),
});
const labelEvent = z.looseObject({
  ...about,
  eventType: z.enum(['avi:confluence:added:label', 'avi:confluence:removed:label']),
  label: z.looseObject({ name: z.string() }),
});

const DELETIONS = new Set(['avi:confluence:trashed:page', 'avi:confluence:deleted:page']);

/** https://developer.atlassian.com/platform/forge/events-reference/confluence/ */
export function parsePageEvent(event: unknown): KnownSubjectEvent | undefined {
  const page = pageEvent.safeParse(event);
  if (page.success) return toPageChange(page.data);

  const label = labelEvent.safeParse(event);
  return label.success ? toLabelChange(label.data) : undefined;
}

function toPageChange(event: z.infer<typeof pageEvent>): KnownSubjectEvent | undefined {
  const { eventType, content, eventCreatedDate, suppressNotifications = false, selfGenerated = false } = event;
  const subject = { kind: 'page', id: content.id } as const;
  // A page can be put into the trash again after it was restored: only the time tells one from the other.
  const dedupeKey = keyOf(eventType, content.id, content.version?.number ?? '', eventCreatedDate);
  if (DELETIONS.has(eventType)) return { type: 'subject-deleted', subject, dedupeKey };
  if (selfGenerated || content.status === 'draft') return undefined;

  const created = eventType === 'avi:confluence:created:page';
  return { type: 'subject-changed', subject, ...actorOf(event), minor: suppressNotifications, created, dedupeKey };
}

/** The content is the same, though conditions may come true. These events do not tell whether it was Baton. */
function toLabelChange(event: z.infer<typeof labelEvent>): KnownSubjectEvent {
  const { eventType, content, eventCreatedDate, label } = event;
  const dedupeKey = keyOf(eventType, content.id, label.name, eventCreatedDate);
  const subject = { kind: 'page', id: content.id } as const;
  return { type: 'subject-changed', subject, ...actorOf(event), minor: true, created: false, dedupeKey };
}

const actorOf = ({ atlassianId }: { atlassianId?: string | undefined }) =>
  atlassianId === undefined ? {} : { actor: toAccountId(atlassianId) };

const keyOf = (eventType: string, ...rest: readonly (string | number)[]) =>
  `${eventType.replace(/^avi:/, '')}:${rest.join(':')}`;
