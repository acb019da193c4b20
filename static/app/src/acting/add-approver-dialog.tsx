import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Outcome } from '../feedback/outcome';
import { FormDialog } from '../form/form-dialog';
import { isUnplaced, refusalAt } from '../form/refused-fields';
import type { Person } from '../people/person';
import { SomeoneField } from '../people/someone-field';
import { ReasonField } from './reason-field';
import { StepChoice } from './step-choice';
import { useAct } from './use-act';

type Props = { approval: ApprovalView; close: () => void };

export function AddApproverDialog({ approval, close }: Props) {
  const { id, definitionName, steps, may } = approval;
  const [requestId] = useState(() => crypto.randomUUID());
  const [step, setStep] = useState(may.addTo.length === 1 ? may.addTo[0] : undefined);
  const [who, setWho] = useState<Person>();
  const [reason, setReason] = useState('');
  const act = useAct();
  const isReady = step !== undefined && who !== undefined && reason.trim() !== '';

  function send() {
    if (step === undefined || who === undefined) return;
    const action = { type: 'add-approver', step, who: who.accountId, reason: reason.trim() } as const;
    act.mutate({ approvalId: id, action, requestId }, { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <FormDialog
      title={`Add an approver to “${definitionName}”`}
      confirm="Add"
      isReady={isReady}
      isSending={act.isPending}
      send={send}
      close={close}
    >
      <StepChoice steps={steps} from={may.addTo} chosen={step} onChange={setStep} />
      <SomeoneField label="Ask this person too" chosen={who} error={refusalAt(act.data, 'who')} onChange={setWho} />
      <ReasonField reason={reason} error={refusalAt(act.data, 'reason')} onChange={setReason} />
      {act.isError || isUnplaced(act.data, ['who', 'reason']) ? <Outcome change={act} what="Nobody was added" /> : null}
    </FormDialog>
  );
}
