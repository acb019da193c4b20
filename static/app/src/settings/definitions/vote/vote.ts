import type { Quorum, StepForm, Vote } from '../form';

export const freshVote = (): Vote => ({
  options: [
    { name: 'Yes', rejects: false },
    { name: 'No', rejects: true },
  ],
  choice: 'single',
  tie: 'deadlock',
});

/** Nobody rejects in a vote or asks for changes, and some quorums have no meaning there. */
export function withVote(step: StepForm, vote: Vote | undefined): StepForm {
  const { vote: _before, ...rest } = step;
  if (vote === undefined) return rest;
  return { ...rest, vote, quorum: quorumOfVote(step.quorum), allow: { ...step.allow, requestChanges: false } };
}

function quorumOfVote({ fail: _fail, ...quorum }: Quorum): Quorum {
  return quorum.type === 'named' || quorum.type === 'any-of' ? { type: 'all' } : quorum;
}
