import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { Radio } from '@atlaskit/radio';
import { useId, useState } from 'react';
import type { ApprovalView, MayView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { useAct } from './use-act';

type Props = { approval: ApprovalView; vote: NonNullable<MayView['closeVote']>; close: () => void };

/** Where options are tied, the moderator chooses among them. */
export function CloseVoteDialog({ approval, vote: { step, tied }, close }: Props) {
  const [requestId] = useState(() => crypto.randomUUID());
  const [option, setOption] = useState<number>();
  const name = useId();
  const act = useAct();
  const isTied = tied.length > 0;

  function send() {
    const action = { type: 'close-vote', step, ...(option === undefined ? {} : { option }) } as const;
    act.mutate(
      { approvalId: approval.id, action, requestId },
      { onSuccess: (answer) => (answer.ok ? close() : undefined) },
    );
  }

  return (
    <Modal onClose={close} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle>Close the vote?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>Nobody can vote in “{approval.steps[step]?.name ?? ''}” any more, and the result counts.</p>
        {isTied ? (
          <fieldset className="field">
            <legend className="label">These have the same number of votes. Which one wins?</legend>
            {tied.map((each) => (
              <Radio
                key={each.option}
                name={name}
                value={String(each.option)}
                label={each.name}
                isChecked={option === each.option}
                onChange={() => setOption(each.option)}
              />
            ))}
          </fieldset>
        ) : null}
        <Outcome change={act} what="The vote was not closed" />
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={close}>
          Go back
        </Button>
        <Button
          appearance="primary"
          isDisabled={isTied && option === undefined}
          isLoading={act.isPending}
          onClick={send}
        >
          Close the vote
        </Button>
      </ModalFooter>
    </Modal>
  );
}
