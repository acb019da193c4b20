import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { CloseVoteDialog } from './close-vote-dialog';

/** For the moderator of a vote. */
export function CloseVoteLine({ approval }: { approval: ApprovalView }) {
  const [seen, setSeen] = useState<ApprovalView>();
  const step = approval.may.closeVote?.step;
  return (
    <>
      {step === undefined ? null : (
        <div className="actions">
          <Button onClick={() => setSeen(approval)}>Close the vote “{approval.steps[step]?.name ?? ''}”</Button>
        </div>
      )}
      <ModalTransition>
        {seen?.may.closeVote === undefined ? null : (
          <CloseVoteDialog approval={seen} vote={seen.may.closeVote} close={() => setSeen(undefined)} />
        )}
      </ModalTransition>
    </>
  );
}
