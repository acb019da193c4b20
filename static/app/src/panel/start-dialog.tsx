import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import Select from '@atlaskit/select';
import { useId, useState } from 'react';
import type { DefinitionSummary } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import type { People } from '../people/use-people';
import { DefinitionSteps } from './definition-steps';
import { useStart } from './use-approvals';

type Props = { definitions: readonly DefinitionSummary[]; people: People; close: () => void };

export function StartDialog({ definitions, people, close }: Props) {
  // One id for the opened form: pressing twice, or trying again, starts one approval.
  const [requestId] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState(definitions.length === 1 ? definitions[0] : undefined);
  const selectId = useId();
  const start = useStart();

  function send() {
    if (chosen === undefined) return;
    start.mutate({ definitionId: chosen.id, requestId }, { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle>Start approval</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <label className="label" htmlFor={selectId}>
          Approval definition
        </label>
        <Select<DefinitionSummary>
          inputId={selectId}
          options={definitions}
          value={chosen}
          onChange={(definition) => setChosen(definition ?? undefined)}
          getOptionLabel={({ name }) => name}
          getOptionValue={({ id }) => id}
          placeholder="Choose what has to be approved"
          menuPosition="fixed"
        />
        {chosen === undefined ? null : <DefinitionSteps definition={chosen} people={people} />}
        <Outcome change={start} what="The approval could not be started" />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Go back
        </Button>
        <Button appearance="primary" isDisabled={chosen === undefined} isLoading={start.isPending} onClick={send}>
          Start
        </Button>
      </ModalFooter>
    </Modal>
  );
}
