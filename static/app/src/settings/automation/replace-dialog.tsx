import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { Button } from '../../button';

type Props = { what: 'replace' | 'revoke'; close: () => void; confirm: () => void };

export function ReplaceDialog({ what, close, confirm }: Props) {
  const { title, action } = WORDS[what];
  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle appearance="warning">{title}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>The present token stops working at once, and so does every script that uses it.</p>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Keep the token
        </Button>
        <Button appearance="warning" onClick={confirm}>
          {action}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

const WORDS = {
  replace: { title: 'Replace the token?', action: 'Replace token' },
  revoke: { title: 'Revoke the token?', action: 'Revoke token' },
};
