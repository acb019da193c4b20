import { everybody, isAdmin, nameOfPlace, PLACES, personOf } from '../cast';
import { type Day, knownApprovals, requestIdOf } from '../day-log';
import { ask, startPlan } from '../panel';
import type { Plan, PlannedStep } from '../plan';
import type { Random } from '../random';
import type { Action } from './action';

const isKnown = (day: Day) => knownApprovals(day).length > 0;
const WHO_IS_LOOKED_UP = ['ben', 'cleo', 'dev', 'eve', 'finn', 'gail', 'hugo'];

export const start: Action = {
  weight: 5,
  isPossible: () => true,
  async run(day) {
    day.asked.push(await startPlan(day, day.stage.random.pick(day.stage.plans)));
  },
};

const approversOf = ({ asks }: PlannedStep) => ('people' in asks ? asks.people : WHO_IS_LOOKED_UP);
const accountsIn = (plan: Plan) => plan.steps.flatMap(approversOf).filter((who) => !who.includes('@'));

/** By somebody who may be asked, more often than not. */
const somebodyIn = (plan: Plan, random: Random) => {
  const likely = accountsIn(plan);
  return random.pick(random.chance(0.85) && likely.length > 0 ? likely : everybody);
};

type Chance = { readonly weight: number; readonly kind: string };

const KINDS: readonly Chance[] = [
  { weight: 7, kind: 'approve' },
  { weight: 2, kind: 'reject' },
  { weight: 1, kind: 'request-changes' },
  { weight: 1, kind: 'abstain' },
];

const VOTES: readonly Chance[] = [
  { weight: 6, kind: 'vote' },
  { weight: 1, kind: 'abstain' },
];

export const decide: Action = {
  weight: 9,
  isPossible: isKnown,
  async run(day) {
    const { stage, asked } = day;
    const { random } = stage;
    const { id: approvalId, plan } = random.pick(knownApprovals(day));
    const handle = somebodyIn(plan, random);
    const step = random.int(0, plan.steps.length - 1);
    const planned = plan.steps[step];
    const isVote = planned?.vote !== undefined && random.chance(0.95);
    const decision = random.weighted(isVote ? VOTES : KINDS).kind;
    const options =
      decision === 'vote' ? { options: random.some([0, 1], planned?.vote?.choice === 'multiple' ? 2 : 1) } : {};
    const comment = random.chance(0.6) ? { comment: `because of ${asked.length}` } : {};
    const only = random.chance(0.7) ? { step } : {};
    const payload = { approvalId, decision, requestId: requestIdOf(day), ...only, ...options, ...comment };
    const where = random.chance(0.85) ? { where: plan.place } : {};
    const words = `${decision} ${plan.name} step ${step}`;
    asked.push(await ask(stage, { words, handle, ...where, functionKey: 'approvals/decide', payload }));
  },
};

export const withdraw: Action = {
  weight: 2,
  isPossible: isKnown,
  async run(day) {
    const { stage, asked } = day;
    const { id: approvalId, plan } = stage.random.pick(knownApprovals(day));
    const payload = { approvalId, requestId: requestIdOf(day) };
    const handle = somebodyIn(plan, stage.random);
    const question = { words: `take back on ${plan.name}`, handle, where: plan.place, payload };
    asked.push(await ask(stage, { ...question, functionKey: 'approvals/withdraw' }));
  },
};

const REASON = 'It is better so.';

function actionFor(plan: Plan, random: Random): { readonly type: string } & Readonly<Record<string, unknown>> {
  const step = random.int(0, plan.steps.length - 1);
  const somebody = () => personOf(random.pick(everybody));
  const asked = plan.steps.flatMap(approversOf);
  return random
    .weighted([
      { weight: 1, action: () => ({ type: 'cancel' }) },
      { weight: 0.7, action: () => ({ type: 'restart' }) },
      { weight: 3, action: () => ({ type: 'resubmit', step }) },
      { weight: 1.5, action: () => ({ type: 'remind', step }) },
      {
        weight: 2,
        action: () => ({ type: 'reassign', step, from: personOf(random.pick(asked)), to: somebody(), reason: REASON }),
      },
      { weight: 1.5, action: () => ({ type: 'add-approver', step, who: somebody(), reason: REASON }) },
      { weight: 1, action: () => ({ type: 'close-vote', step, option: random.int(0, 1) }) },
      { weight: 0.4, action: () => ({ type: random.pick(['archive', 'unarchive', 'delete']) }) },
    ])
    .action();
}

export const act: Action = {
  weight: 5,
  isPossible: isKnown,
  async run(day) {
    const { stage, asked } = day;
    const { random } = stage;
    const { id: approvalId, plan } = random.pick(knownApprovals(day));
    const action = actionFor(plan, random);
    const moderator = plan.steps.find(({ vote }) => vote?.moderator !== undefined)?.vote?.moderator;
    const likely =
      action.type === 'close-vote' && moderator !== undefined
        ? [moderator]
        : [plan.requester, ...everybody.filter(isAdmin)];
    const handle = random.pick(random.chance(0.75) ? likely : everybody);
    const payload = { approvalId, action, requestId: requestIdOf(day) };
    const question = { words: `${action.type} on ${plan.name}`, handle, where: plan.place, payload };
    asked.push(await ask(stage, { ...question, functionKey: 'approvals/act' }));
  },
};

export const look: Action = {
  weight: 2,
  isPossible: () => true,
  async run({ stage, asked }) {
    const where = stage.random.pick(PLACES);
    const handle = stage.random.pick(everybody);
    const question = { words: `look at ${nameOfPlace(where)}`, handle, where, payload: {} };
    asked.push(await ask(stage, { ...question, functionKey: 'approvals/list' }));
  },
};

export const inbox: Action = {
  weight: 0.5,
  isPossible: () => true,
  async run({ stage, asked }) {
    const handle = stage.random.pick(everybody);
    asked.push(await ask(stage, { words: 'my approvals', handle, functionKey: 'approvals/inbox', payload: {} }));
  },
};
