import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useId, useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { useDecide } from './use-approvals';

const MAX_CHARS = 2_000;

export function RejectDialog({ approval, close }: { approval: ApprovalView; close: () => void }) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [comment, setComment] = useState('');
  const commentId = useId();
  // What was on the screen when the dialog opened, whatever the list has learned since.
  const [seen] = useState(approval);
  const reject = useDecide(seen);

  function send() {
    const words = comment.trim();
    reject.mutate(
      { decision: 'reject', requestId, ...(words === '' ? {} : { comment: words }) },
      { onSuccess: (answer) => (answer.ok ? close() : undefined) },
    );
  }

  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle>Reject “{approval.definitionName}”?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <label className="label" htmlFor={commentId}>
          Why? (optional)
        </label>
        <textarea
          id={commentId}
          className="textarea"
          rows={3}
          maxLength={MAX_CHARS}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          aria-describedby={`${commentId}-left`}
        />
        <p className="subtle" id={`${commentId}-left`}>
          The requester reads it. {comment.length.toLocaleString()} of {MAX_CHARS.toLocaleString()} characters.
        </p>
        <Outcome change={reject} what="Your rejection was not recorded" />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Go back
        </Button>
        <Button appearance="danger" isLoading={reject.isPending} onClick={send}>
          Reject
        </Button>
      </ModalFooter>
    </Modal>
  );
}
