import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { Button } from '../button';

export function LeaveDialog({ stay, leave }: { stay: () => void; leave: () => void }) {
  return (
    <Modal onClose={stay} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle appearance="warning">Leave without saving?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>What you changed in this definition is lost when you leave.</p>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={stay}>
          Go on editing
        </Button>
        <Button appearance="warning" onClick={leave}>
          Leave without saving
        </Button>
      </ModalFooter>
    </Modal>
  );
}
