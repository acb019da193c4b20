import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { CloseVoteDialog } from './close-vote-dialog';
import { awaitsClosing } from './vote-turn';

type Props = { approval: ApprovalView };

/** For the moderator of a vote. */
export function CloseVoteLine({ approval }: Props) {
  const [seen, setSeen] = useState<ApprovalView>();
  return (
    <>
      {approval.may.closeVote === undefined ? null : <Offer approval={approval} press={() => setSeen(approval)} />}
      <ModalTransition>
        {seen?.may.closeVote === undefined ? null : (
          <CloseVoteDialog approval={seen} vote={seen.may.closeVote} close={() => setSeen(undefined)} />
        )}
      </ModalTransition>
    </>
  );
}

/** It is the moderator’s turn once everybody has answered. */
function Offer({ approval, press }: Props & { press: () => void }) {
  const { steps, may } = approval;
  const name = steps[may.closeVote?.step ?? -1]?.name ?? '';
  const label = `Close the vote “${name}”`;
  if (!awaitsClosing(approval)) {
    return (
      <div className="actions">
        <Button onClick={press}>{label}</Button>
      </div>
    );
  }
  const isTied = (may.closeVote?.tied.length ?? 0) > 0;
  return (
    <div className="turn">
      <p>
        <strong>It is your turn.</strong> Everybody in “{name}” has answered.{' '}
        {isTied ? 'Close the vote, and choose which option wins.' : 'Close the vote.'}
      </p>
      <div className="actions">
        <Button appearance="primary" onClick={press}>
          {label}
        </Button>
      </div>
    </div>
  );
}
