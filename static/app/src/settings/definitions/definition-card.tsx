import Lozenge from '@atlaskit/lozenge';
import type { DefinitionSummary } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { numbered } from '../../numbered';
import { saveFile } from './save-file';
import { useArchiveDefinition, useExportDefinition } from './use-definitions';

type Props = { definition: DefinitionSummary; edit?: () => void };

export function DefinitionCard({ definition, edit }: Props) {
  const archive = useArchiveDefinition();
  const write = useExportDefinition();
  const { id, name, description, scope, automatic, version, archived, steps } = definition;
  const toFile = () =>
    write.mutate({ id }, { onSuccess: (answer) => (answer.ok ? saveFile(answer.value) : undefined) });

  return (
    <li className="card">
      <div className="card-title">
        <h3>
          {name} {automatic ? <Lozenge appearance="inprogress">Automatic</Lozenge> : null}
        </h3>
        <div className="tools">
          {edit === undefined ? null : (
            <Button spacing="compact" aria-label={`Edit ${name}`} onClick={edit}>
              Edit
            </Button>
          )}
          <Button
            appearance="subtle"
            spacing="compact"
            isLoading={write.isPending}
            aria-label={`Export ${name}`}
            onClick={toFile}
          >
            Export
          </Button>
          <Button
            appearance="subtle"
            spacing="compact"
            isLoading={archive.isPending}
            aria-label={`${archived ? 'Bring back' : 'Archive'} ${name}`}
            onClick={() => archive.mutate({ id, archived: !archived })}
          >
            {archived ? 'Bring back' : 'Archive'}
          </Button>
        </div>
      </div>
      {description === '' ? null : <p>{description}</p>}
      <p className="subtle">
        {scope} · version {version}
      </p>
      <ol className="preview">
        {numbered(steps).map(({ number, item: step }) => (
          <li key={number}>
            <strong>{step.name}</strong>
            <span>
              {step.asks} · {step.quorum}
              {step.together ? ` · at the same time as step ${number - 1}` : ''}
            </span>
          </li>
        ))}
      </ol>
      <Outcome change={archive} what={archived ? 'It was not brought back' : 'It was not archived'} />
      <Outcome change={write} what="It was not exported" />
    </li>
  );
}
