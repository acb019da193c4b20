import { z } from 'zod';
import type { Plan } from '../cast';
import type { Day } from '../day-log';
import { type Deed, follow, type Outcome } from '../model';
import { type KeptApproval, type KeptEntry, type Records, recordsIn } from '../records';
import { requestsIn, type SeenRequest } from '../slack-message';

/** One approval with its audit log, and what it has to be by that log. */
export type Case = {
  readonly plan: Plan;
  readonly kept: KeptApproval;
  readonly entries: readonly KeptEntry[];
  readonly outcome: Outcome;
};

export type Evidence = {
  readonly day: Day;
  readonly records: Records;
  readonly cases: readonly Case[];
  readonly requests: readonly SeenRequest[];
};

const decided = z.object({ by: z.string(), kind: z.enum(['approve', 'reject']) });
const closed = z.object({
  outcome: z.string(),
  by: z.union([
    z.object({ type: z.literal('system') }).transform(() => 'system'),
    z.object({ accountId: z.string() }).transform(({ accountId }) => accountId),
  ]),
});

export function gather(day: Day): Evidence {
  const { sandbox, plans } = day.stage;
  const records = recordsIn(sandbox);
  const cases = records.approvals.map((kept) => {
    const { id, definition } = kept.approval;
    const plan = plans.find(({ name }) => name === definition.name);
    if (plan === undefined) throw new Error(`an approval of ${definition.name}, which nobody meant to start`);
    const entries = records.audit.filter(({ record }) => record === id).sort((a, b) => a.sequence - b.sequence);
    return { plan, kept, entries, outcome: follow(plan, entries.flatMap(toDeeds)) };
  });
  return { day, records, cases, requests: requestsIn(sandbox) };
}

function toDeeds({ event }: KeptEntry): Deed[] {
  if (event.type === 'decision.made') return [{ type: 'decide', ...decided.parse(event) }];
  if (event.type !== 'approval.closed') return [];
  const { outcome, by } = closed.parse(event);
  return outcome === 'cancelled' ? [{ type: 'cancel', by }] : [];
}

/** An audit entry in the words of the model. */
export function eventText({ event }: KeptEntry): string {
  switch (event.type) {
    case 'approval.started':
      return `started by ${event.by}`;
    case 'step.opened':
      return `opened ${event.step}`;
    case 'decision.made':
      return `decided ${event.step} ${event.kind} by ${event.by}`;
    case 'step.closed':
      return `closed ${event.step} ${event.status}`;
    case 'approval.closed': {
      const { outcome, by } = closed.parse(event);
      return `ended ${outcome} by ${by}`;
    }
    default:
      return event.type;
  }
}

/** When the step was settled for this person, by the audit log; undefined while they may still decide. */
export function settledAt({ entries }: Case, step: number, account: string): number | undefined {
  const settling = entries.find(
    ({ event }) =>
      (event.type === 'decision.made' && event.step === step && event.by === account) ||
      (event.type === 'step.closed' && event.step === step) ||
      event.type === 'approval.closed',
  );
  return settling?.at;
}
