import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import type { Confirmed } from './offers';
import { useAct } from './use-act';

type Props = { offer: Confirmed; approval: ApprovalView; close: () => void };

export function ConfirmDialog({ offer, approval, close }: Props) {
  const [requestId] = useState(() => crypto.randomUUID());
  const act = useAct();
  const { title, text, confirm, failed, action, appearance } = offer;
  const send = () =>
    act.mutate(
      { approvalId: approval.id, action, requestId },
      { onSuccess: (answer) => (answer.ok ? close() : undefined) },
    );

  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle appearance={appearance === 'primary' ? undefined : appearance}>{title}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>{text}</p>
        <Outcome change={act} what={failed} />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Go back
        </Button>
        <Button appearance={appearance} isLoading={act.isPending} onClick={send}>
          {confirm}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
