import type { Day } from '../day-log';
import { replay } from '../model/replay';
import type { Model } from '../model/state';
import { outsideOf } from '../outside';
import type { Plan } from '../plan';
import { type KeptApproval, type KeptEntry, type KeptRow, type Records, recordsIn } from '../records';
import { inChannels, messagesIn, type SeenMessage, type SeenReply } from '../slack-message';

/** One approval with its audit log, and what it has to be by that log. */
export type Case = {
  readonly plan: Plan;
  readonly kept: KeptApproval;
  readonly entries: readonly KeptEntry[];
  readonly rows: readonly KeptRow[];
  readonly model: Model;
};

export type Evidence = {
  readonly day: Day;
  readonly records: Records;
  readonly cases: readonly Case[];
  readonly messages: readonly SeenMessage[];
  /** What stands in channels. */
  readonly channels: { readonly requests: readonly SeenMessage[]; readonly replies: readonly SeenReply[] };
};

export function gather(day: Day): Evidence {
  const { sandbox, plans } = day.stage;
  const records = recordsIn(sandbox);
  const cases = records.approvals.map((kept) => {
    const { id, definition } = kept.approval;
    const plan = plans.find(({ name }) => name === definition.name);
    if (plan === undefined) throw new Error(`an approval of ${definition.name}, which nobody meant to start`);
    const entries = records.audit.filter(({ record }) => record === id).sort((a, b) => a.sequence - b.sequence);
    const rows = records.rows.filter(({ approvalId }) => approvalId === id);
    return { plan, kept, entries, rows, model: replay(plan, entries, outsideOf(day, plan)) };
  });
  return { day, records, cases, messages: messagesIn(sandbox), channels: inChannels(sandbox) };
}

/** Told apart from others of the same plan by when it began. */
export const nameOf = ({ plan, kept }: Case) =>
  `${plan.name} of ${new Date(kept.approval.startedAt).toISOString().slice(8, 19).replace('T', ' ')}`;

/** Forge gave up on work that may have told the app of something: the next event, or the next look, makes up for it. */
export const isUntold = ({ day }: Pick<Evidence, 'day'>): boolean =>
  day.stage.sandbox.state().dropped.some(({ module }) => module.includes('event') || module === 'commands-consumer');

export const isGone = ({ kept }: Case) => kept.approval.cancelled === 'subject-deleted';
