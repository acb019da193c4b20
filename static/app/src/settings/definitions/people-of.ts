import type { Form, Quorum, StepForm } from './form';

/** Everybody with an account whom the form names, each once. */
export const peopleOf = ({ steps }: Form): string[] => [
  ...new Set(steps.flatMap(peopleOfStep).filter((accountId) => accountId !== '')),
];

const peopleOfStep = ({ asks, quorum, vote, deadline }: StepForm): readonly string[] => [
  ...(asks.type === 'user' ? asks.people : []),
  ...peopleOfQuorum(quorum),
  ...(vote?.moderator === undefined ? [] : [vote.moderator]),
  ...(deadline?.escalate.map(({ to }) => to) ?? []),
];

function peopleOfQuorum(quorum: Quorum): readonly string[] {
  const rules = quorum.type === 'any-of' ? quorum.rules : [quorum];
  return rules.flatMap((rule) => (rule.type === 'named' ? rule.people : []));
}
