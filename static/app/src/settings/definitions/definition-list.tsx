import { useState } from 'react';
import type { DefinitionSummary } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Empty } from '../../feedback/empty';
import { ArchivedDefinitions } from './archived-definitions';
import { DefinitionCard } from './definition-card';

type Props = {
  definitions: readonly DefinitionSummary[];
  create: () => void;
  edit: (id: string) => void;
};

export function DefinitionList({ definitions, create, edit }: Props) {
  const [hasOpened, setOpened] = useState(false);
  return (
    <>
      <div className="section-title">
        <p className="subtle">A definition says who has to approve, in which order, and by when.</p>
        <Button appearance="primary" onClick={create}>
          New definition
        </Button>
      </div>
      {definitions.length === 0 ? (
        <Empty title="No definitions yet">
          Start with a ready one from the gallery; it appears in the panel of every work item and page in its scope.
        </Empty>
      ) : (
        <ul className="definitions">
          {definitions.map((definition) => (
            <DefinitionCard key={definition.id} definition={definition} edit={() => edit(definition.id)} />
          ))}
        </ul>
      )}
      <details className="archived" onToggle={() => setOpened(true)}>
        <summary>Archived definitions</summary>
        {hasOpened ? <ArchivedDefinitions /> : null}
      </details>
    </>
  );
}
