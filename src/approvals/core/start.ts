import type { AccountId, ApprovalId, Instant } from '../../shared/brand';
import { toExternalId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { Facts, Fingerprint, Subject } from '../../subjects/core/model';
import { holds } from './condition';
import type { Definition, StepDefinition } from './definition';
import type { Approver, PendingApproval, Step } from './model';
import { settleAll } from './settle';
import { advance, andThen, SYSTEM, type Transition } from './transition';

export type Beginning = {
  readonly id: ApprovalId;
  readonly subject: Subject;
  readonly facts: Facts;
  readonly basis: Fingerprint;
  readonly requester: AccountId;
  readonly automatic: boolean;
  readonly follows?: ApprovalId;
};

/** Nothing is approved because no step applied. */
export type StartRefusal = 'no-step-applies';

/** Pure: a checked definition on a subject, with its first steps open or being looked up. */
export function start(definition: Definition, about: Beginning, at: Instant): Result<Transition, StartRefusal> {
  const { id, subject, facts, basis, requester, automatic, follows } = about;
  const steps = definition.steps.map((step) => toStep(step, facts, at));
  if (steps.every(({ status }) => status === 'left-out')) return err('no-step-applies');

  const approval: PendingApproval = {
    id,
    status: 'pending',
    definition: {
      id: definition.id,
      version: definition.version,
      name: definition.name,
      owner: definition.owner,
    },
    terms: definition.terms,
    subject,
    requester,
    startedAt: at,
    basis,
    steps,
    ...(follows === undefined ? {} : { follows }),
  };
  const begun: Transition = { next: approval, events: [{ type: 'approval.started', by: requester, automatic }] };
  const advanced = andThen(begun, (present) => advance(present, at, SYSTEM));
  // A quorum that can never be reached is noticed at once.
  return ok(settleAll(advanced, { at, by: SYSTEM }));
}

function toStep({ when, ...terms }: StepDefinition, facts: Facts, at: Instant): Step {
  const step = { ...terms, approvers: namedIn(terms.asks), excluded: [] };
  const applies = when === undefined || holds(when, facts);
  return applies ? { ...step, status: 'waiting' } : { ...step, status: 'left-out', closedAt: at };
}

/** Who stands in the definition; the others are looked up when their step is reached. */
function namedIn(asks: StepDefinition['asks']): readonly Approver[] {
  switch (asks.type) {
    case 'user':
      return asks.people.map((id) => ({ id, round: 0, delegates: [] }));
    case 'external':
      return [...new Set(asks.emails.map(toExternalId))].map((id) => ({ id, round: 0, delegates: [] }));
    case 'group':
    case 'field':
    case 'role':
    case 'space-permission':
      return [];
  }
}
