import { useEffect, useState } from 'react';
import { answerJira } from '../workflow-rule';
import { writeRule } from './rule';

/** Has the present choice ready for the moment in which Jira asks for it. */
export function useRule(definitionId: string | undefined) {
  const [wasAsked, setAsked] = useState(false);
  const [isDeaf, setDeaf] = useState(false);
  const [attempt, setAttempt] = useState(1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: Another attempt offers the same choice again.
  useEffect(() => {
    answerJira(() => {
      setAsked(true);
      return definitionId === undefined ? undefined : writeRule(definitionId);
    }).then(
      () => setDeaf(false),
      () => setDeaf(true),
    );
  }, [definitionId, attempt]);

  return { wasAsked, isDeaf, tryAgain: () => setAttempt(attempt + 1) };
}
