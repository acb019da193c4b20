import { everybody } from '../cast';
import { type Day, knownApprovals } from '../day-log';
import { ask } from '../panel';
import type { Action } from './action';

const isKnown = (day: Day) => knownApprovals(day).size > 0;

export const start: Action = {
  weight: 5,
  isPossible: () => true,
  async run({ stage, asked, definitionIds }) {
    const plan = stage.random.pick(stage.plans);
    const { requester: handle, requestId } = plan;
    const payload = { definitionId: definitionIds.get(plan.name), requestId };
    asked.push(await ask(stage, { what: 'start', plan, handle, requestId, payload }));
  },
};

/** By an approver more often than not. */
export const decide: Action = {
  weight: 4,
  isPossible: isKnown,
  async run(day) {
    const { stage, asked } = day;
    const { random } = stage;
    const [name, approvalId] = random.pick([...knownApprovals(day)]);
    const plan = random.pick(stage.plans.filter((each) => each.name === name));
    const approvers = plan.steps.flatMap((step) => step.approvers);
    const handle = random.pick(random.chance(0.8) ? approvers : everybody);
    const what = random.chance(0.75) ? 'approve' : 'reject';
    const requestId = `decision-${asked.length}`;
    const comment = random.chance(0.3) ? { comment: `because of ${asked.length}` } : {};
    const payload = { approvalId, decision: what, requestId, ...comment };
    asked.push(await ask(stage, { what, plan, handle, requestId, payload }));
  },
};

export const cancel: Action = {
  weight: 0.7,
  isPossible: isKnown,
  async run(day) {
    const { stage, asked } = day;
    const { random } = stage;
    const [name, approvalId] = random.pick([...knownApprovals(day)]);
    const plan = random.pick(stage.plans.filter((each) => each.name === name));
    const handle = random.chance(0.5) ? plan.requester : random.pick(everybody);
    const requestId = `cancel-${asked.length}`;
    asked.push(await ask(stage, { what: 'cancel', plan, handle, requestId, payload: { approvalId, requestId } }));
  },
};

export const look: Action = {
  weight: 1,
  isPossible: () => true,
  async run({ stage, asked }) {
    const plan = stage.random.pick(stage.plans);
    const handle = stage.random.pick(everybody);
    const requestId = `look-${asked.length}`;
    asked.push(await ask(stage, { what: 'look', plan, handle, requestId, payload: {} }));
  },
};
