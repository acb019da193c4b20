import { decide } from '../../src/approvals/core/decide';
import type { Definition } from '../../src/approvals/core/definition';
import type { Approval, ApprovalEvent, Command, Refusal } from '../../src/approvals/core/model';
import { groupsOf } from '../../src/approvals/core/steps';
import type { Instant } from '../../src/shared/brand';
import { START } from '../support/fake-ports';
import { type Dated, startedApproval } from '../support/running-approvals';

/** One command on the way: what there was before it, and what came of it. */
export type Pace = {
  readonly before: Approval;
  readonly command: Command;
  readonly at: Instant;
  readonly sequence: number;
  readonly answer: 'accepted' | Refusal;
  readonly after: Approval;
  readonly events: readonly ApprovalEvent[];
};

export type Walk = {
  readonly first: Approval;
  readonly begun: readonly ApprovalEvent[];
  readonly paces: readonly Pace[];
};

/** Every state is frozen, so that a rule that changes what it is given throws. */
export function walk(definition: Definition, history: readonly Dated[]): Walk {
  const { next: first, events: begun } = startedApproval(definition);
  const paces: Pace[] = [];
  let before = frozen(first);
  let sequence = begun.length + 1;
  let at = START;
  for (const each of history) {
    const command = 'after' in each ? each.command : each;
    if ('after' in each) at = START + each.after;
    const result = decide(before, command, { at, sequence });
    const after = result.ok ? frozen(result.value.next) : before;
    const events = result.ok ? result.value.events : [];
    paces.push({ before, command, at, sequence, answer: result.ok ? 'accepted' : result.error, after, events });
    before = after;
    sequence += events.length;
  }
  return { first, begun, paces };
}

export const lastOf = ({ first, paces }: Walk): Approval => paces.at(-1)?.after ?? first;
export const statesOf = ({ first, paces }: Walk): readonly Approval[] => [first, ...paces.map(({ after }) => after)];
export const eventsOf = ({ begun, paces }: Walk): readonly ApprovalEvent[] => [
  ...begun,
  ...paces.flatMap(({ events }) => events),
];

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
}

export const statusesIn = ({ status, steps }: Approval): readonly string[] => [
  status,
  ...steps.map((each) => each.status),
];

/** The statuses that the events tell of, knowing only which steps were left out from the beginning. */
export function retold(first: Approval, events: readonly ApprovalEvent[]): readonly string[] {
  let status = 'pending';
  let steps = first.steps.map((each): string => (each.status === 'left-out' ? 'left-out' : 'waiting'));
  const set = (index: number, to: string) => {
    steps = steps.map((each, position) => (position === index ? to : each));
  };
  const group = (index: number) => groupsOf(first.steps).find((indexes) => indexes.includes(index)) ?? [];

  for (const event of events) {
    switch (event.type) {
      case 'step.reached':
        set(event.step, 'resolving');
        break;
      case 'step.opened':
      case 'step.resubmitted':
        set(event.step, 'open');
        break;
      case 'step.reopened': {
        const last = Math.max(...group(event.step));
        set(event.step, 'open');
        steps = steps.map((each, position) => (position > last && each !== 'left-out' ? 'waiting' : each));
        break;
      }
      case 'step.returned':
        set(event.step, 'returned');
        break;
      case 'step.closed':
        set(event.step, event.status);
        break;
      case 'approval.closed':
        status = event.outcome;
        steps = steps.map((each) => (['waiting', 'resolving', 'open', 'returned'].includes(each) ? 'skipped' : each));
        break;
      case 'approval.reopened':
        status = 'pending';
        steps = steps.map((each) => (each === 'skipped' ? 'waiting' : each));
        break;
    }
  }
  return [status, ...steps];
}
