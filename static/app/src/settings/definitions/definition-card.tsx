import Lozenge from '@atlaskit/lozenge';
import type { DefinitionSummary } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { saveFile } from '../save-file';
import { PlannedSteps } from './planned-steps';
import { useArchiveDefinition, useExportDefinition } from './use-definitions';

type Props = { definition: DefinitionSummary; edit?: () => void };

export function DefinitionCard({ definition, edit }: Props) {
  const archive = useArchiveDefinition();
  const write = useExportDefinition();
  const { id, name, description, scope, automatic, version, archived, steps } = definition;

  function toFile() {
    write.mutate(
      { id },
      {
        onSuccess(answer) {
          if (!answer.ok) return;
          const { fileName, json } = answer.value;
          saveFile({ fileName, text: json, type: 'application/json' });
        },
      },
    );
  }

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
      <PlannedSteps steps={steps} />
      <Outcome change={archive} what={archived ? 'It was not brought back' : 'It was not archived'} />
      <Outcome change={write} what="It was not exported" />
    </li>
  );
}
