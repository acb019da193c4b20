import { z } from 'zod';
import type { Case, Evidence } from './evidence';

const property = z.object({ approval: z.string(), state: z.string() });

/** Jira shows the outcome once, and the state of the newest approval. */
export function workItemPromises(evidence: Evidence): string[] {
  const { day, cases } = evidence;
  const items = day.stage.sandbox.jira.workItems();
  return items.flatMap(({ id, key, comments, properties }) => {
    const own = cases.filter(({ kept }) => kept.approval.subject.id === id);
    const texts = comments.map(({ body }) => JSON.stringify(body));
    const broken = [
      ...own.flatMap((each) => commentPromise(each, texts, evidence)),
      ...propertyPromise(own, properties['baton-approval'], evidence),
    ];
    return broken.map((each) => `work items: ${key}: ${each}`);
  });
}

const VERDICT: Record<string, string> = { approved: 'approved', rejected: 'rejected', cancelled: 'cancelled' };

function commentPromise(each: Case, texts: readonly string[], evidence: Evidence): string[] {
  const { plan, outcome } = each;
  const about = texts.filter((text) => text.includes(`"${plan.name}: `));
  if (isDead('outcome-comment', each, evidence))
    return about.length > 1 ? [`${about.length} comments on ${plan.name}`] : [];

  const due = outcome.status === 'pending' || isGone(each) ? 0 : 1;
  if (about.length !== due) return [`${about.length} comments on ${plan.name}, which is ${outcome.status}`];
  const says = about[0]?.includes(VERDICT[outcome.status] ?? '') ?? true;
  return says ? [] : [`the comment on ${plan.name} does not say ${outcome.status}: ${about[0]}`];
}

/** Cancelled because its work item was deleted: nothing is written then. */
const isGone = ({ outcome, entries }: Case) =>
  outcome.status === 'cancelled' &&
  entries.some(({ event, actor }) => event.type === 'approval.closed' && actor === 'system');

function propertyPromise(own: readonly Case[], value: unknown, evidence: Evidence): string[] {
  const newest = own.toSorted((a, b) => b.kept.approval.startedAt - a.kept.approval.startedAt)[0];
  if (newest === undefined) return value === undefined ? [] : ['a property without an approval'];
  if (isDead('state-property', newest, evidence) || own.some((each) => isTooClose(each, newest))) return [];
  const { data } = property.safeParse(value);
  const is = data === undefined ? 'nothing' : `${data.approval} ${data.state}`;
  const should = `${newest.kept.approval.id} ${newest.outcome.status}`;
  return is === should ? [] : [`the property shows ${nameIn(own, is)}, and the newest is ${nameIn(own, should)}`];
}

/** Which approval is the newest is asked of an index that lags behind, so two that move at once may pass each other. */
const LAG_MS = 10_000;

function isTooClose(each: Case, newest: Case): boolean {
  const startedAt = newest.kept.approval.startedAt;
  return each !== newest && each.entries.some(({ at }) => Math.abs(at - startedAt) < LAG_MS);
}

const isDead = (kind: string, { kept }: Case, { records }: Evidence) =>
  records.rows.some((row) => row.kind === kind && row.approvalId === kept.approval.id && row.status === 'dead');

const nameIn = (own: readonly Case[], text: string) =>
  own.reduce((told, { kept, plan }) => told.replace(kept.approval.id, plan.name), text);
