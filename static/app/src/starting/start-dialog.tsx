import Select from '@atlaskit/select';
import { useState } from 'react';
import type { DefinitionSummary } from '../../../../src/admin/contract';
import { Outcome } from '../feedback/outcome';
import { Field } from '../form/field';
import { FormDialog } from '../form/form-dialog';
import { Preview } from './preview';
import { usePreview, useStart } from './use-start';

type Props = { definitions: readonly DefinitionSummary[]; close: () => void };

export function StartDialog({ definitions, close }: Props) {
  // One id for the opened form: pressing twice, or trying again, starts one approval.
  const [requestId] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState(definitions.length === 1 ? definitions[0] : undefined);
  const preview = usePreview(chosen?.id);
  const start = useStart();
  const isStuck = preview.data?.ok === true && preview.data.value.problems.length > 0;

  function send() {
    if (chosen === undefined) return;
    start.mutate({ definitionId: chosen.id, requestId }, { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <FormDialog
      title="Start approval"
      confirm="Start"
      width="medium"
      isReady={chosen !== undefined && !isStuck}
      isSending={start.isPending}
      send={send}
      close={close}
    >
      <Field label="Approval definition" hint={chosen?.description}>
        {({ id }) => (
          <Select<DefinitionSummary>
            inputId={id}
            options={definitions}
            value={chosen ?? null}
            onChange={(definition) => setChosen(definition ?? undefined)}
            getOptionLabel={({ name }) => name}
            getOptionValue={(definition) => definition.id}
            placeholder="Choose what has to be approved"
            menuPosition="fixed"
          />
        )}
      </Field>
      {chosen === undefined ? null : <Preview preview={preview} />}
      <Outcome change={start} what="The approval could not be started" />
    </FormDialog>
  );
}
