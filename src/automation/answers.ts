import type { Approval, Step } from '../approvals/core/model';
import { askedOf } from '../approvals/core/steps';
import type { Instant } from '../shared/brand';

/** An approval as scripts read it. Instants are ISO 8601 in UTC. */
export type ApprovalAnswer = {
  readonly approval: string;
  readonly state: Approval['status'];
  readonly definition: { readonly id: string; readonly name: string; readonly version: number };
  readonly subject: Approval['subject'];
  readonly requester: string;
  readonly startedAt: string;
  readonly closedAt?: string;
  /** Until then the last decision can be taken back. */
  readonly finalAt?: string;
  readonly validUntil?: string;
  readonly outdated: boolean;
  /** Account ids, or `mailto:` and an address, of whoever is still to decide in an open step. */
  readonly waitingFor: readonly string[];
  readonly steps: readonly StepAnswer[];
};

type StepAnswer = {
  readonly name: string;
  readonly state: Step['status'];
  readonly dueAt?: string;
  readonly deadlock?: string;
  readonly approvers: readonly {
    readonly id: string;
    readonly decision?: string;
    readonly decidedBy?: string;
    readonly decidedAt?: string;
  }[];
};

export const toApprovalAnswer = (approval: Approval): ApprovalAnswer => ({
  approval: approval.id,
  state: approval.status,
  definition: {
    id: approval.definition.id,
    name: approval.definition.name,
    version: approval.definition.version,
  },
  subject: approval.subject,
  requester: approval.requester,
  startedAt: toIso(approval.startedAt),
  ...(approval.status === 'pending' ? {} : endOf(approval)),
  outdated: approval.outdatedAt !== undefined,
  waitingFor: waitingFor(approval),
  steps: approval.steps.map(toStep),
});

const endOf = ({ closedAt, finalAt, validUntil }: Exclude<Approval, { status: 'pending' }>) => ({
  closedAt: toIso(closedAt),
  finalAt: toIso(finalAt),
  ...(validUntil === undefined ? {} : { validUntil: toIso(validUntil) }),
});

function waitingFor({ status, steps }: Approval): readonly string[] {
  const open = status === 'pending' ? steps.filter((step) => step.status === 'open') : [];
  const people = open.flatMap((step) => askedOf(step).filter(({ decision }) => decision === undefined));
  return [...new Set(people.map(({ id }) => id))];
}

function toStep(step: Step): StepAnswer {
  const clock = 'clock' in step ? step.clock : undefined;
  const deadlock = 'deadlock' in step ? step.deadlock : undefined;
  return {
    name: step.name,
    state: step.status,
    ...(clock === undefined ? {} : { dueAt: toIso(clock.dueAt) }),
    ...(deadlock === undefined ? {} : { deadlock: deadlock.reason }),
    approvers: askedOf(step).map(({ id, decision }) => ({
      id,
      ...(decision === undefined
        ? {}
        : { decision: decision.kind, decidedBy: decision.by ?? id, decidedAt: toIso(decision.at) }),
    })),
  };
}

const toIso = (at: Instant): string => new Date(at).toISOString();
