import type { AccountId, ApprovalId, Instant } from '../../shared/brand';
import type { Subject } from '../../subjects/core/model';
import type { Definition, Step, StepDefinition } from './model';
import { openFrom, type Transition } from './transition';

/** Pure: a checked definition on a subject, with its first step open. */
export function start(
  definition: Definition,
  about: { id: ApprovalId; subject: Subject; requester: AccountId },
  at: Instant,
): Transition {
  const approval = {
    ...about,
    status: 'pending' as const,
    definition: { id: definition.id, version: definition.version, name: definition.name },
    startedAt: at,
    steps: definition.steps.map(toWaiting),
  };
  const opened = openFrom(approval, 0, at);
  return { next: opened.next, events: [{ type: 'approval.started', by: about.requester }, ...opened.events] };
}

function toWaiting({ type, name, quorum, approvers }: StepDefinition): Step {
  return {
    type,
    name,
    quorum,
    status: 'waiting',
    approvers: approvers.map((accountId) => ({ type: 'account', accountId })),
  };
}
