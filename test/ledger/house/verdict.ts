import { decide } from '../../../src/approvals/core/decide';
import type { Approval, ApprovalEvent, Command } from '../../../src/approvals/core/model';
import { readersOf } from '../../../src/approvals/core/steps';
import type { StoredApproval } from '../../../src/approvals/store';
import { auditKey } from '../../../src/ledger/audit';
import type { Notification } from '../../../src/notifications/core/model';
import { asksNow } from '../../../src/notifications/core/plan';
import type { Instant } from '../../../src/shared/brand';
import { workItem } from '../../support/builders';
import type { Rest, Story } from './house';

/** What is wrong with the way from each version of the record to the next. */
export function complaintsAboutRecord({ asks }: Story, { history, own }: Rest): readonly string[] {
  const commandOf = (id: string) => own.get(id) ?? asks[Number(id.replace('command-', ''))]?.what;
  return history.slice(1).flatMap((after, n): readonly string[] => {
    const before = history[n];
    if (before === undefined || after.version !== before.version + 1)
      return [`version ${after.version} follows no other`];
    const isStrike = after.commands.join() === before.commands.join();
    if (isStrike) return isSame(after.state, before.state) ? [] : [`version ${after.version} was changed by nobody`];
    const id = after.commands.at(-1) ?? '';
    const what = commandOf(id);
    return what === undefined ? [`${id} was never asked`] : complaintsAboutStep(what, before, after);
  });
}

/** The rules say the same of the command as what was stored. */
function complaintsAboutStep(what: Command, before: StoredApproval, after: StoredApproval): readonly string[] {
  const added = after.owed.filter(({ sequence }) => sequence > before.sequence);
  const at = added[0]?.at ?? silentInstantOf(what, after.state);
  if (at === undefined) return [];
  const result = decide(before.state, what, { at, sequence: before.sequence + 1 });
  if (!result.ok) return [`${what.type} is on the record although it is refused: ${result.error}`];
  const events = added.map(({ event }) => event);
  const same = isSame(result.value.next, after.state) && isSame(result.value.events, events);
  return same ? [] : [`${what.type} made version ${after.version} into something else`];
}

/** When something happened that nobody is told of. */
function silentInstantOf(what: Command, { steps, changed }: Approval): Instant | undefined {
  if (what.type === 'observe') return changed?.at;
  const step = what.type === 'staff' ? steps[what.step] : undefined;
  return step !== undefined && 'staffedAt' in step ? step.staffedAt : undefined;
}

const isSame = (one: unknown, other: unknown) => canonical(one) === canonical(other);
const canonical = (value: unknown) => JSON.stringify(value, (_key, each: unknown) => sorted(each));
const sorted = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** One entry for each event that was ever owed. */
export function auditOf({ history, stored }: Rest): Readonly<Record<string, unknown>> {
  const context = { definition: 'def-1', definitionVersion: 3, subject: workItem().id };
  const owed = new Map(history.flatMap((each) => each.owed.map((one) => [one.sequence, one] as const)));
  return Object.fromEntries(
    [...owed.values()].map(({ sequence, at, correlation, event }) => [
      auditKey(stored.id, sequence),
      {
        record: stored.id,
        sequence,
        at,
        actor: actorOf(event),
        day: new Date(at).toISOString().slice(0, 10),
        data: { v: 1, correlation, event: { ...event, ...context } },
      },
    ]),
  );
}

/** What is wrong with what one reader was told. */
export function complaintsAbout(row: Notification, { outside, approval }: Rest): readonly string[] {
  const messages = outside.messages.filter((each) => each.row === row.key);
  const mails = outside.mails.filter((each) => each === row.key).length;
  const doubtful = outside.unseen.has(row.key) || 'reason' in row.progress;
  const known = messages.filter(({ at }) => at.posted?.ts === row.slack?.posted?.ts);
  const updatable = row.kind === 'approval-request' && !outside.refused.has(row.key);
  const complaints: [boolean, string][] = [
    [row.progress.status === 'pending' || row.claim !== undefined, 'is not at rest'],
    [messages.length > 1, 'was posted twice'],
    [mails > 1, 'was mailed twice'],
    [messages.length > 0 && mails > 0 && !doubtful, 'was posted and mailed without a reason'],
    [row.progress.status === 'suppressed' && (mails > 0 || known.length > 0), 'was told although it was suppressed'],
    [['sent', 'updated'].includes(row.progress.status) && messages.length !== 1, 'was never posted'],
    [row.progress.status === 'fallen-back' && mails !== 1, 'was never mailed'],
    [row.progress.status === 'dead' && !doubtful, 'died without a reason'],
    [updatable && known.some(({ shown }) => shown < row.wanted), 'shows an old state'],
    [updatable && known.some(({ asks }) => asks !== mayAnswer(row, approval)), 'has buttons that lie'],
    [row.kind === 'approval-request' && row.asks !== mayAnswer(row, approval), 'is in the wrong list of the inbox'],
  ];
  return complaints.flatMap(([wrong, what]) =>
    wrong ? [`${row.kind} #${row.round} to ${row.recipient} in step ${row.step} ${what}`] : [],
  );
}

/** Somebody whom a look-up by hand has left out without a trace is not known to the approval. */
function mayAnswer(row: Notification, approval: Approval): boolean {
  const step = approval.steps[row.step];
  const isReader = step !== undefined && row.recipient !== undefined && readersOf(step).has(row.recipient);
  return isReader ? asksNow(approval, row) : row.asks;
}

function actorOf(event: ApprovalEvent): string {
  if ('by' in event) return typeof event.by === 'string' ? event.by : actorName(event.by);
  return 'system';
}

const actorName = (by: Extract<ApprovalEvent, { type: 'approval.closed' }>['by']) =>
  by.type === 'account' ? by.accountId : 'system';
