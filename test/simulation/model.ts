import { accountOf, type Plan } from './cast';

/** What a person or Jira did to an approval, in order. */
export type Deed =
  | { readonly type: 'decide'; readonly by: string; readonly kind: 'approve' | 'reject' }
  | { readonly type: 'cancel'; readonly by: 'system' | string };

export type Outcome = {
  status: 'pending' | 'approved' | 'rejected' | 'cancelled';
  readonly steps: ('waiting' | 'open' | 'approved' | 'rejected' | 'skipped')[];
  /** Who has decided what, by step. */
  readonly decisions: Map<string, 'approve' | 'reject'>[];
  readonly events: string[];
  readonly wrongs: string[];
};

/**
 * What an approval comes to, worked out naively from its plan and the deeds alone: an independent second opinion.
 * `events` is what an audit log must say, `wrongs` are deeds that had to be refused.
 */
export function follow(plan: Plan, deeds: readonly Deed[]): Outcome {
  const outcome: Outcome = {
    status: 'pending',
    steps: plan.steps.map((_, index) => (index === 0 ? 'open' : 'waiting')),
    decisions: plan.steps.map(() => new Map()),
    events: [`started by ${accountOf(plan.requester)}`, 'opened 0'],
    wrongs: [],
  };
  for (const deed of deeds) {
    if (outcome.status !== 'pending') outcome.wrongs.push(`${deed.type} by ${deed.by} after the end`);
    if (deed.type === 'decide') decide(outcome, plan, deed);
    else close(outcome, 'cancelled', deed.by);
  }
  return outcome;
}

function decide(outcome: Outcome, plan: Plan, { by, kind }: Extract<Deed, { type: 'decide' }>): void {
  const index = outcome.steps.indexOf('open');
  const step = plan.steps[index];
  const decisions = outcome.decisions[index];
  if (step === undefined || decisions === undefined) return;
  const approvers = step.approvers.map(accountOf);
  if (!approvers.includes(by)) outcome.wrongs.push(`${by} decides in step ${index} without being asked`);
  if (decisions.has(by)) outcome.wrongs.push(`${by} decides twice in step ${index}`);

  decisions.set(by, kind);
  outcome.events.push(`decided ${index} ${kind} by ${by}`);
  const yes = [...decisions.values()].filter((each) => each === 'approve').length;
  const no = decisions.size - yes;
  const needed = step.quorum === 'all' ? approvers.length : 1;
  if (yes >= needed) approveStep(outcome, index, by);
  else if (no > approvers.length - needed) {
    outcome.steps[index] = 'rejected';
    outcome.events.push(`closed ${index} rejected`);
    close(outcome, 'rejected', by);
  }
}

function approveStep(outcome: Outcome, index: number, by: string): void {
  outcome.steps[index] = 'approved';
  outcome.events.push(`closed ${index} approved`);
  if (index + 1 === outcome.steps.length) close(outcome, 'approved', by);
  else {
    outcome.steps[index + 1] = 'open';
    outcome.events.push(`opened ${index + 1}`);
  }
}

function close(outcome: Outcome, status: Outcome['status'], by: string): void {
  outcome.status = status;
  outcome.events.push(`ended ${status} by ${by}`);
  for (const [index, each] of outcome.steps.entries()) {
    if (each === 'open' || each === 'waiting') outcome.steps[index] = 'skipped';
  }
}
