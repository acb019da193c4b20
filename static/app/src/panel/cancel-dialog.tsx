import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { useCancel } from './use-approvals';

export function CancelDialog({ approval, close }: { approval: ApprovalView; close: () => void }) {
  const [requestId] = useState(() => crypto.randomUUID());
  const cancel = useCancel();
  const send = () =>
    cancel.mutate({ approvalId: approval.id, requestId }, { onSuccess: (answer) => (answer.ok ? close() : undefined) });

  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle appearance="warning">Cancel “{approval.definitionName}”?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>
          Nobody can decide any more, and everybody who was asked sees that it is cancelled. You can start it again.
        </p>
        <Outcome change={cancel} what="The approval was not cancelled" />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Keep it
        </Button>
        <Button appearance="warning" isLoading={cancel.isPending} onClick={send}>
          Cancel approval
        </Button>
      </ModalFooter>
    </Modal>
  );
}
