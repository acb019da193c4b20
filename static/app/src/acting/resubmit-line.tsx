import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { useAct } from './use-act';

/** The requester's turn after somebody asked for changes. */
export function ResubmitLine({ approval: { id, steps, may } }: { approval: ApprovalView }) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const act = useAct();
  const step = may.resubmit?.step;

  function send() {
    if (step === undefined) return;
    act.mutate(
      { approvalId: id, action: { type: 'resubmit', step }, requestId },
      // It may be returned once more, and submitting it then is something new.
      { onSuccess: () => setRequestId(crypto.randomUUID()) },
    );
  }

  return (
    <>
      {step === undefined ? null : (
        <div className="turn">
          <p>
            <strong>It is your turn.</strong> “{steps[step]?.name ?? ''}” wants changes. Make them, then submit it
            again: everybody in this step is asked anew.
          </p>
          <div className="actions">
            <Button appearance="primary" isLoading={act.isPending} onClick={send}>
              Submit again
            </Button>
          </div>
        </div>
      )}
      <Outcome change={act} what="It was not submitted again" />
    </>
  );
}
