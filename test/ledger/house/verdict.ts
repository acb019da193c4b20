import { decide } from '../../../src/approvals/core/decide';
import type { ApprovalEvent, Command } from '../../../src/approvals/core/model';
import { start } from '../../../src/approvals/core/start';
import type { Transition } from '../../../src/approvals/core/transition';
import { auditKey } from '../../../src/ledger/audit';
import type { Notification } from '../../../src/notifications/core/model';
import type { Instant } from '../../../src/shared/brand';
import { definition, RITA, workItem } from '../../support/builders';
import type { Rest, Story } from './house';

type Line = { readonly at: Instant; readonly correlation: string; readonly event: ApprovalEvent };

/** The record and its audit log, told again by doing the accepted commands one after the other. */
export function retold({ steps, asks }: Story, { stored, audit }: Rest): { state: unknown; audit: unknown } {
  const lines: Line[] = [];
  const instantOf = (sequence: number) => atOf(audit.get(auditKey(stored.id, sequence)));
  const record = ({ next, events }: Transition, correlation: string, at: Instant) => {
    lines.push(...events.map((event) => ({ at, correlation, event })));
    return next;
  };

  const [first = '', ...others] = stored.commands;
  const begun = { id: stored.state.id, subject: workItem(), requester: RITA };
  let state = record(start(definition(steps), begun, instantOf(1)), first, instantOf(1));
  for (const id of others) {
    const sequence = lines.length + 1;
    const at = instantOf(sequence);
    const result = decide(state, commandOf(asks, id), { at, sequence });
    if (!result.ok) throw new Error(`${id} is on the record although it is refused: ${result.error}`);
    state = record(result.value, `c-${id}`, at);
  }
  const context = { definition: 'def-1', definitionVersion: 3, subject: workItem().id };
  const entries = lines.map(({ at, correlation, event }, n) => [
    auditKey(stored.id, n + 1),
    {
      record: stored.id,
      sequence: n + 1,
      at,
      actor: actorOf(event),
      day: new Date(at).toISOString().slice(0, 10),
      data: { v: 1, correlation, event: { ...event, ...context } },
    },
  ]);
  return { state, audit: Object.fromEntries(entries) };
}

/** What is wrong with what one reader was told. */
export function complaintsAbout(row: Notification, { outside, approval, stored }: Rest): readonly string[] {
  const messages = outside.messages.filter((each) => each.row === row.key);
  const mails = outside.mails.filter((each) => each === row.key).length;
  const doubtful = outside.unseen.has(row.key) || 'reason' in row.progress;
  const known = messages.filter(({ at }) => at.posted?.ts === row.slack?.posted?.ts);
  const needed = newestFor(row, stored.sequence, approval.status !== 'pending');
  const stale = known.filter(({ shown }) => shown < needed);
  const complaints: [boolean, string][] = [
    [row.progress.status === 'pending' || row.claim !== undefined, 'is not at rest'],
    [messages.length > 1, 'was posted twice'],
    [mails > 1, 'was mailed twice'],
    [messages.length > 0 && mails > 0 && !doubtful, 'was posted and mailed without a reason'],
    [row.progress.status === 'suppressed' && (mails > 0 || known.length > 0), 'was told although it was suppressed'],
    [['sent', 'updated'].includes(row.progress.status) && messages.length !== 1, 'was never posted'],
    [row.progress.status === 'fallen-back' && mails !== 1, 'was never mailed'],
    [row.progress.status === 'dead' && !doubtful, 'died without a reason'],
    [stale.length > 0 && !outside.refused.has(row.key), 'shows an old state'],
  ];
  return complaints.flatMap(([wrong, what]) => (wrong ? [`${row.recipient} in step ${row.step} ${what}`] : []));
}

/** A closed approval is news for all; while it runs, a row of a closed step need not show what came later. */
const newestFor = (row: Notification, sequence: number, closed: boolean) => (closed ? sequence : row.wanted);

const commandOf = (asks: Story['asks'], id: string): Command => {
  const ask = asks[Number(id.replace('command-', ''))];
  if (ask === undefined) throw new Error(`${id} was never asked`);
  return ask.what;
};

const atOf = (entry: unknown): Instant => Number(Reflect.get(Object(entry), 'at'));

function actorOf(event: ApprovalEvent): string {
  if ('by' in event) return typeof event.by === 'string' ? event.by : actorName(event.by);
  return 'system';
}

const actorName = (by: Extract<ApprovalEvent, { type: 'approval.closed' }>['by']) =>
  by.type === 'account' ? by.accountId : 'system';
