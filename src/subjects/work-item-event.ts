import * as z from 'zod';
import { toAccountId } from '../shared/brand';
import type { KnownSubjectEvent } from './core/event';

const text = z.union([z.string(), z.number()]).transform(String);
const issueEvent = z.looseObject({
  eventType: z.enum(['avi:jira:created:issue', 'avi:jira:updated:issue', 'avi:jira:deleted:issue']),
  issue: z.looseObject({ id: text }),
  atlassianId: z.string().optional(),
  selfGenerated: z.boolean().optional(),
  timestamp: text.optional(),
  changelog: z.looseObject({ id: text.optional() }).optional(),
});

/**
 * https://developer.atlassian.com/platform/forge/events-reference/jira/
 * An assignment comes as an update too, so updates are enough. What Baton itself changed is no news.
 */
export function parseWorkItemEvent(event: unknown): KnownSubjectEvent | undefined {
  const parsed = issueEvent.safeParse(event);
  if (!parsed.success) return undefined;

  const { eventType, issue, atlassianId, selfGenerated, timestamp, changelog } = parsed.data;
  const subject = { kind: 'work-item', id: issue.id } as const;
  if (eventType === 'avi:jira:deleted:issue') {
    return { type: 'subject-deleted', subject, dedupeKey: `jira:deleted:issue:${issue.id}` };
  }
  if (selfGenerated === true) return undefined;

  const actor = atlassianId === undefined ? {} : { actor: toAccountId(atlassianId) };
  const changed = { type: 'subject-changed', subject, minor: false, ...actor } as const;
  if (eventType === 'avi:jira:created:issue') {
    return { ...changed, created: true, dedupeKey: `jira:created:issue:${issue.id}` };
  }
  const change = changelog?.id ?? timestamp;
  if (change === undefined) return undefined;
  return { ...changed, created: false, dedupeKey: `jira:updated:issue:${issue.id}:${change}` };
}
