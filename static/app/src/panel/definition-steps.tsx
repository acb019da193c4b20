import type { DefinitionSummary } from '../../../../src/admin/contract';
import { numbered } from '../numbered';
import type { People } from '../people/use-people';

type Props = { definition: DefinitionSummary; people: People };

/** Who will be asked, in which order. */
export function DefinitionSteps({ definition, people }: Props) {
  return (
    <ol className="preview" aria-label="Steps">
      {numbered(definition.steps).map(({ number, item: step }) => (
        <li key={number}>
          <strong>{step.name}</strong>
          <span>{step.approvers.map(people.nameOf).join(', ')}</span>
          <span className="subtle">{describeQuorum(step)}</span>
        </li>
      ))}
    </ol>
  );
}

function describeQuorum({ approvers, quorum }: DefinitionSummary['steps'][number]): string {
  if (approvers.length === 1) return 'One person decides';
  if (quorum === 'any') return 'One approval is enough';
  return approvers.length === 2 ? 'Both must approve' : `All ${approvers.length} must approve`;
}
