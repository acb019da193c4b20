import { useState } from 'react';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Outcome } from '../feedback/outcome';
import { FormDialog } from '../form/form-dialog';
import type { Confirmed } from './offers';
import { useAct } from './use-act';

type Props = { offer: Confirmed; approval: ApprovalView; close: () => void };

export function ConfirmDialog({ offer, approval, close }: Props) {
  const [requestId] = useState(() => crypto.randomUUID());
  const act = useAct();
  const { title, text, confirm, failed, action, appearance } = offer;
  const send = () =>
    act.mutate(
      { approvalId: approval.id, action, requestId },
      { onSuccess: (answer) => (answer.ok ? close() : undefined) },
    );

  return (
    <FormDialog
      title={title}
      confirm={confirm}
      appearance={appearance}
      isSending={act.isPending}
      send={send}
      close={close}
    >
      <p>{text}</p>
      <Outcome change={act} what={failed} />
    </FormDialog>
  );
}
