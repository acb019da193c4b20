import { askAnew } from './decisions';
import type { Deed } from './deed';
import { open, settleAll } from './settle';
import { groupsOf, type Model, type Step, tellAskings } from './state';

/** What the content's being another means by the policy. Without a change it is again what it was. */
export function contentChanged(model: Model, { meaning, changes, at }: Deed): void {
  const { onChange } = model.plan.terms;
  if (meaning === 'tell' && changes === 0) {
    model.outdated = false;
    settleAll(model, at);
    return;
  }
  const isOver = model.status !== 'pending';
  const due = isOver && onChange === 'ask-again' ? 'mark' : onChange;
  if (meaning !== due) model.wrongs.push(`a change means ${meaning}, and its policy says ${onChange}`);
  if (isOver && model.status !== 'approved') model.wrongs.push('a change matters to what is over');
  if (meaning === 'mark') model.outdated = true;
  if (meaning !== 'ask-again') return;
  model.outdated = false;
  askAgain(model, at);
  settleAll(model, at);
}

const isDecided = ({ seats }: Step) => [...seats.values()].some(({ voice }) => voice !== undefined);

/** Back to the first group, if anybody has decided at all. */
function askAgain(model: Model, at: number): void {
  if (!model.steps.some(isDecided)) return;
  const isOut = (index: number) => model.steps[index]?.status === 'left-out';
  const first = groupsOf(model).find((group) => !group.every(isOut)) ?? [];
  for (const [index, step] of model.steps.entries()) {
    if (step.status === 'left-out') continue;
    if (!first.includes(index)) waitAgain(step);
    else if (step.status !== 'resolving' && (step.status !== 'open' || isDecided(step))) {
      askAnew(step, ({ voice }) => voice !== undefined);
      open(step, at);
      model.due.push(`reopened ${index}`);
      tellAskings(model, step, index);
    }
  }
}

function waitAgain(step: Step): void {
  if (step.status === 'waiting') return;
  askAnew(step, () => step.status !== 'resolving');
  Object.assign(step, {
    status: 'waiting',
    openedAt: undefined,
    closedAt: undefined,
    dueAt: undefined,
    stuck: undefined,
    called: [],
  });
}
