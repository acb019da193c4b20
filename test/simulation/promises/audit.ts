import { isFault } from '../panel';
import { type Case, type Evidence, eventText } from './evidence';

/** A decision is recorded once or refused; the audit log alone explains everything. */
export function auditPromises({ day, cases, records }: Evidence): string[] {
  const orphans = records.audit.filter(({ record }) => !cases.some(({ kept }) => kept.approval.id === record));
  const doubles = cases.filter(({ plan }, index) => cases.findIndex((each) => each.plan === plan) !== index);
  const lost = day.asked.filter(
    ({ what, plan, answer }) => what === 'start' && answer?.ok && !cases.some((each) => each.plan === plan),
  );
  return [
    ...orphans.map(({ record }) => `audit: an entry of ${record}, which does not exist`),
    ...doubles.map(({ plan }) => `audit: ${plan.name} was started twice under one request id`),
    ...lost.map(({ plan }) => `audit: ${plan.name} was started, and is not there`),
    ...cases.flatMap(brokenIn),
    ...day.asked.flatMap((asked) => answerPromises(asked, cases)),
    ...deletionPromises(day, cases),
  ];
}

function brokenIn({ plan, kept, entries, outcome }: Case): string[] {
  const { approval, owed, sequence } = kept;
  const numbers = entries.map((each) => each.sequence);
  const broken: string[] = [...outcome.wrongs];
  if (owed.length > 0) broken.push(`${owed.length} events are still owed`);
  if (numbers.length !== sequence || numbers.some((each, index) => each !== index + 1)) {
    broken.push(`the log is ${numbers.join(',')} and the record is at ${sequence}`);
  }
  const told = entries.map(eventText).join('; ');
  if (told !== outcome.events.join('; ')) broken.push(`the log says ${told}, and not ${outcome.events.join('; ')}`);

  const [is, should] = [stateText(kept), expectedText({ plan, kept, entries, outcome })];
  if (is !== should) broken.push(`the record says ${is}, and its log ${should}`);
  if (new Set(kept.commands).size < kept.commands.length) broken.push('a command was applied twice');
  if (approval.steps.length !== plan.steps.length) broken.push('the steps are not those of the definition');
  return broken.map((each) => `audit: ${plan.name}: ${each}`);
}

const stateText = ({ approval }: Case['kept']) =>
  [
    approval.status,
    ...approval.steps.map(({ status, approvers }) => {
      const decisions = approvers.flatMap(({ accountId, decision }) =>
        decision ? [`${accountId} ${decision.kind}`] : [],
      );
      return `${status}(${decisions.sort().join(' ')})`;
    }),
  ].join(' ');

const expectedText = ({ outcome }: Case) =>
  [
    outcome.status,
    ...outcome.steps.map((status, index) => {
      const decisions = [...(outcome.decisions[index] ?? [])].map(([by, kind]) => `${by} ${kind}`);
      return `${status}(${decisions.sort().join(' ')})`;
    }),
  ].join(' ');

/** What the panel was told is what was kept. */
function answerPromises(asked: Evidence['day']['asked'][number], cases: readonly Case[]): string[] {
  const { what, plan, handle, commandId, answer } = asked;
  if (what === 'look' || what === 'start' || isFault(answer)) return [];
  const kept = cases.find((each) => each.plan === plan)?.kept;
  const applied = kept?.commands.includes(commandId) ?? false;
  if (applied === answer?.ok) return [];
  return [
    `audit: ${handle} was told that ${what} on ${plan.name} was ${answer?.ok ? 'done' : 'refused'}, and it was not`,
  ];
}

const EVENTS_LAG_MS = 10_000;

/** Unless Forge gave the event up, what ran on a deleted work item is cancelled. */
function deletionPromises({ deleted, stage }: Evidence['day'], cases: readonly Case[]): string[] {
  const dropped = stage.sandbox.state().dropped.some(({ module }) => module === 'work-item-deleted');
  return cases.flatMap(({ plan, kept, entries }) => {
    const at = deleted.get(kept.approval.subject.id);
    const byBaton = entries.some(({ event, actor }) => event.type === 'approval.closed' && actor === 'system');
    if (byBaton && at === undefined) return [`audit: ${plan.name} was cancelled by Baton, and its work item exists`];
    if (at === undefined || dropped || kept.approval.status !== 'pending') return [];
    return kept.approval.startedAt < at - EVENTS_LAG_MS
      ? [`audit: ${plan.name} still runs on a work item that was deleted`]
      : [];
  });
}
