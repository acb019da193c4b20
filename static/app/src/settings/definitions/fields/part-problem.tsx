import type { Place } from '../part';
import { problemAt } from '../paths';

type Props = { part: Place; deep?: boolean };

/** What is wrong with a place as a whole. */
export function PartProblem({ part, deep = false }: Props) {
  const problem = problemAt(part.faults, part.path, { deep });
  return problem === undefined ? null : (
    <p className="error" role="alert">
      {problem}
    </p>
  );
}
