import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import type { ConnectionView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { useSlackChange } from './use-slack';

type Props = { connection: ConnectionView; close: () => void };

export function RemoveDialog({ connection, close }: Props) {
  const { teamId, name } = connection;
  const remove = useSlackChange('slack/delete', `${name} is removed`);
  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle appearance="warning">Remove {name}?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>Baton leaves this workspace. The buttons of its messages stop working, and people get e-mails instead.</p>
        <Outcome change={remove} what="The workspace was not removed" />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Keep the workspace
        </Button>
        <Button
          appearance="warning"
          isLoading={remove.isPending}
          onClick={() => remove.mutate({ teamId }, { onSuccess: (answer) => (answer.ok ? close() : undefined) })}
        >
          Remove
        </Button>
      </ModalFooter>
    </Modal>
  );
}
