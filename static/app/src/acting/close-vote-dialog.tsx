import { Radio } from '@atlaskit/radio';
import { useId, useState } from 'react';
import type { ApprovalView, MayView } from '../../../../src/admin/contract';
import { Outcome } from '../feedback/outcome';
import { FormDialog } from '../form/form-dialog';
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
    <FormDialog
      title="Close the vote?"
      confirm="Close the vote"
      isReady={!isTied || option !== undefined}
      isSending={act.isPending}
      send={send}
      close={close}
    >
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
    </FormDialog>
  );
}
