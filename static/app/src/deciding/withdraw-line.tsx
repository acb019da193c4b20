import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { inWords } from '../time/durations';
import { useNow } from '../time/use-now';
import { useWithdraw } from './use-decide';

/** Taking the viewer's own decision back, and how much time is left for it. */
export function WithdrawLine({ approval: { id, may } }: { approval: ApprovalView }) {
  const now = useNow();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const withdraw = useWithdraw();
  const left = may.withdraw?.until === undefined ? undefined : may.withdraw.until - now;
  const isOffered = may.withdraw !== undefined && (left === undefined || left > 0);

  function send() {
    withdraw.mutate(
      { approvalId: id, step: may.withdraw?.step, requestId },
      // Whoever decides again and takes that back too, means something new.
      { onSuccess: () => setRequestId(crypto.randomUUID()) },
    );
  }

  return (
    <>
      {isOffered ? (
        <div className="withdraw">
          <span className="subtle">
            You have decided.
            {left === undefined ? '' : ` You can take it back for ${inWords(left)} more.`}
          </span>
          <Button spacing="compact" isLoading={withdraw.isPending} onClick={send}>
            Take back my decision
          </Button>
        </div>
      ) : null}
      <Outcome change={withdraw} what="Your decision was not taken back" />
    </>
  );
}
