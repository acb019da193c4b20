import type { DefinitionSummary } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Empty } from '../../feedback/empty';
import { numbered } from '../../numbered';
import type { People } from '../../people/use-people';

type Props = {
  definitions: readonly DefinitionSummary[];
  people: People;
  create: () => void;
  edit: (definition: DefinitionSummary) => void;
};

export function DefinitionList({ definitions, people, create, edit }: Props) {
  return (
    <>
      <div className="section-title">
        <p className="subtle">
          A definition says who has to approve, in which order. Anyone can start it on a work item.
        </p>
        <Button appearance="primary" onClick={create}>
          Create definition
        </Button>
      </div>
      {definitions.length === 0 ? (
        <Empty title="No definitions yet">Create the first one; it appears in the panel of every work item.</Empty>
      ) : (
        <ul className="definitions">
          {definitions.map((definition) => (
            <li key={definition.id} className="card">
              <div className="card-title">
                <h2>{definition.name}</h2>
                <Button spacing="compact" aria-label={`Edit ${definition.name}`} onClick={() => edit(definition)}>
                  Edit
                </Button>
              </div>
              <ol className="preview">
                {numbered(definition.steps).map(({ number, item: step }) => (
                  <li key={number}>
                    <strong>{step.name}</strong>
                    <span>{step.approvers.map(people.nameOf).join(step.quorum === 'all' ? ' and ' : ' or ')}</span>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
