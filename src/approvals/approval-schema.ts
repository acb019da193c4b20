import * as z from 'zod';
import { toAccountId, toApprovalId, toDefinitionId, toPersonId } from '../shared/brand';
import { definedStep, definedTerms } from './definition-schema';

const account = z.string().transform(toAccountId);
const person = z.string().transform(toPersonId);
const decisionKind = z.enum(['approve', 'reject', 'request-changes', 'abstain', 'vote']);
const via = z.enum(['slack', 'jira', 'confluence', 'email', 'api']);
const outcome = z.enum(['approved', 'rejected', 'expired', 'cancelled']);
const closedStatus = z.enum(['approved', 'rejected', 'skipped', 'left-out', 'expired']);
const deadlockReason = z.enum(['nobody-to-ask', 'nobody-active', 'too-many-people', 'quorum-out-of-reach', 'tie']);
const instant = z.number();
const index = z.number();

const actor = z.union([
  z.object({ type: z.literal('account'), accountId: account }),
  z.object({ type: z.literal('system') }),
]);
const decision = z.object({
  kind: decisionKind,
  at: instant,
  via,
  sequence: z.number(),
  commented: z.boolean(),
  by: person.optional(),
  options: z.array(index).optional(),
  basis: z.string(),
});
const approver = z.object({
  id: person,
  round: z.number(),
  delegates: z.array(z.object({ id: person, until: instant })),
  decision: decision.optional(),
  left: z
    .object({
      reason: z.enum(['reassigned', 'no-longer-named', 'inactive']),
      at: instant,
      to: person.optional(),
    })
    .optional(),
  added: z.enum(['by-hand', 'escalation']).optional(),
  called: z.object({ by: account, reason: z.string() }).optional(),
});
const excluded = z.object({
  id: person,
  because: z.enum(['requester', 'assignee', 'reporter', 'last-editor', 'inactive']),
});
const clock = z.object({
  dueAt: instant,
  onExpiry: z.enum(['expire', 'approve', 'reject']),
  remindAt: z.array(instant),
  reminded: z.number(),
  escalations: z.array(z.object({ at: instant, to: account })),
  escalated: z.number(),
});

const { when: _, ...designed } = definedStep.shape;
const stepTerms = {
  ...designed,
  approvers: z.array(approver),
  excluded: z.array(excluded),
  reminders: z.number().optional(),
};
const running = {
  openedAt: instant,
  clock: clock.optional(),
  deadlock: z.object({ reason: deadlockReason, since: instant }).optional(),
  staffedAt: instant,
  reminders: z.number(),
  remindedAt: instant.optional(),
};
const step = z.discriminatedUnion('status', [
  z.object({ ...stepTerms, status: z.literal('waiting') }),
  z.object({ ...stepTerms, status: z.literal('resolving'), reachedAt: instant }),
  z.object({ ...stepTerms, ...running, status: z.literal('open') }),
  z.object({ ...stepTerms, ...running, status: z.literal('returned'), returnedAt: instant }),
  z.object({
    ...stepTerms,
    status: closedStatus,
    openedAt: instant.optional(),
    closedAt: instant,
    clock: clock.optional(),
    winner: index.optional(),
  }),
]);

const fingerprint = z.object({
  digest: z.string(),
  version: z.number().optional(),
  parts: z.record(z.string(), z.object({ hash: z.string(), excerpt: z.string() })),
});
const change = z.object({ part: z.string(), before: z.string(), after: z.string() });
const terms = {
  id: z.string().transform(toApprovalId),
  definition: z.object({
    id: z.string().transform(toDefinitionId),
    version: z.number(),
    name: z.string(),
    owner: account,
  }),
  terms: definedTerms,
  subject: z.object({
    kind: z.enum(['work-item', 'page']),
    id: z.string(),
    key: z.string(),
    title: z.string(),
    url: z.string(),
    container: z.string(),
  }),
  requester: account,
  startedAt: instant,
  follows: z.string().transform(toApprovalId).optional(),
  basis: fingerprint,
  changed: z.object({ at: instant, digest: z.string(), changes: z.array(change) }).optional(),
  askedAgain: z.object({ at: instant, changes: z.array(change) }).optional(),
  outdatedAt: instant.optional(),
  steps: z.array(step),
};
const approval = z.discriminatedUnion('status', [
  z.object({ ...terms, status: z.literal('pending') }),
  z.object({
    ...terms,
    status: outcome,
    closedAt: instant,
    cancelled: z.enum(['by-requester', 'by-admin', 'subject-deleted', 'restarted']).optional(),
    finalAt: instant,
    settled: z.boolean(),
    validUntil: instant.optional(),
    validity: z.enum(['valid', 'renewing', 'lapsed']).optional(),
    notRenewed: z.enum(['definition-archived', 'out-of-scope', 'no-step-applies', 'subject-gone']).optional(),
    shelved: z.object({ as: z.enum(['archived', 'deleted']), at: instant }).optional(),
  }),
]);

const onStep = { step: index };
const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('approval.started'), by: account, automatic: z.boolean() }),
  z.object({ type: z.literal('step.reached'), ...onStep }),
  z.object({ type: z.literal('step.opened'), ...onStep }),
  z.object({
    type: z.literal('step.staffed'),
    ...onStep,
    asked: z.array(person),
    left: z.array(person),
    excluded: z.array(excluded),
    dueAt: instant.optional(),
  }),
  z.object({ type: z.literal('step.deadlocked'), ...onStep, reason: deadlockReason }),
  z.object({
    type: z.literal('decision.made'),
    ...onStep,
    by: person,
    inPlaceOf: person.optional(),
    kind: decisionKind,
    via,
    comment: z.string().optional(),
    options: z.array(index).optional(),
    basis: z.string(),
  }),
  z.object({ type: z.literal('decision.withdrawn'), ...onStep, by: person, inPlaceOf: person.optional() }),
  z.object({ type: z.literal('step.returned'), ...onStep }),
  z.object({ type: z.literal('step.resubmitted'), ...onStep, by: account }),
  z.object({
    type: z.literal('step.closed'),
    ...onStep,
    status: closedStatus,
    winner: index.optional(),
    because: z.enum(['quorum', 'escalation', 'expiry', 'moderator']),
  }),
  z.object({ type: z.literal('step.reopened'), ...onStep }),
  z.object({
    type: z.literal('approver.reassigned'),
    ...onStep,
    by: account,
    from: person,
    to: person,
    reason: z.string(),
  }),
  z.object({ type: z.literal('approver.added'), ...onStep, by: account, who: person, reason: z.string() }),
  z.object({ type: z.literal('step.reminded'), ...onStep, number: z.number(), by: actor }),
  z.object({ type: z.literal('step.escalated'), ...onStep, level: z.number(), to: account }),
  z.object({
    type: z.literal('content.changed'),
    meaning: z.enum(['tell', 'mark', 'ask-again']),
    changes: z.array(change),
    version: z.number().optional(),
  }),
  z.object({ type: z.literal('approval.closed'), outcome, by: actor }),
  z.object({ type: z.literal('approval.reopened'), by: person }),
  z.object({ type: z.literal('approval.settled'), outcome }),
  z.object({ type: z.literal('approval.renewing') }),
  z.object({ type: z.literal('approval.lapsed') }),
  z.object({ type: z.literal('approval.shelved'), as: z.enum(['archived', 'deleted', 'none']), by: account }),
]);

export const approvalRecord = z.object({
  version: z.number(),
  data: z.object({
    v: z.literal(1),
    sequence: z.number(),
    approval,
    owed: z.array(z.object({ sequence: z.number(), at: instant, correlation: z.string(), event })),
    commands: z.array(z.string()),
  }),
});
