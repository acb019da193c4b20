import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { CancelDialog } from './cancel-dialog';
import { RejectDialog } from './reject-dialog';
import { useDecide } from './use-approvals';

/** What the viewer may do now. A dialog closes when its change went through, and gives the focus back. */
export function ApprovalActions({ approval }: { approval: ApprovalView }) {
  const [dialog, setDialog] = useState<'reject' | 'cancel'>();
  const approve = useDecide(approval);
  const close = () => setDialog(undefined);

  return (
    <>
      {approval.mayDecide || approval.mayCancel ? (
        <div className="actions">
          {approval.mayDecide ? (
            <>
              <Button
                appearance="primary"
                isLoading={approve.isPending}
                onClick={() => approve.mutate({ decision: 'approve', requestId: crypto.randomUUID() })}
              >
                Approve
              </Button>
              <Button isDisabled={approve.isPending} onClick={() => setDialog('reject')}>
                Reject
              </Button>
            </>
          ) : null}
          {approval.mayCancel ? (
            <Button appearance="subtle" onClick={() => setDialog('cancel')}>
              Cancel approval
            </Button>
          ) : null}
        </div>
      ) : null}
      <Outcome change={approve} what="Your approval was not recorded" />
      <ModalTransition>
        {dialog === 'reject' ? <RejectDialog key="reject" approval={approval} close={close} /> : null}
        {dialog === 'cancel' ? <CancelDialog key="cancel" approval={approval} close={close} /> : null}
      </ModalTransition>
    </>
  );
}
