import Select from '@atlaskit/select';
import { useState } from 'react';
import type { ApprovalView, MayView } from '../../../../src/admin/contract';
import { Outcome } from '../feedback/outcome';
import { Field } from '../form/field';
import { FormDialog } from '../form/form-dialog';
import { isUnplaced, refusalAt } from '../form/refused-fields';
import type { Person } from '../people/person';
import { SomeoneField } from '../people/someone-field';
import type { People } from '../people/use-people';
import { ReasonField } from './reason-field';
import { useAct } from './use-act';

type Props = { approval: ApprovalView; people: People; close: () => void };
type Seat = MayView['reassign'][number];

/** Gives one person's seat in a step to somebody else. */
export function ReassignDialog({ approval, people, close }: Props) {
  const { id, definitionName, steps, may } = approval;
  const [requestId] = useState(() => crypto.randomUUID());
  const [seat, setSeat] = useState<Seat | undefined>(may.reassign.length === 1 ? may.reassign[0] : undefined);
  const [to, setTo] = useState<Person>();
  const [reason, setReason] = useState('');
  const act = useAct();
  const isReady = seat !== undefined && to !== undefined && reason.trim() !== '';

  function send() {
    if (seat === undefined || to === undefined) return;
    const action = { type: 'reassign', ...seat, to: to.accountId, reason: reason.trim() } as const;
    act.mutate({ approvalId: id, action, requestId }, { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <FormDialog
      title={`Reassign “${definitionName}”`}
      confirm="Reassign"
      isReady={isReady}
      isSending={act.isPending}
      send={send}
      close={close}
    >
      <p className="subtle">The new person is told, and the old one can no longer decide.</p>
      <Field label="Instead of" error={refusalAt(act.data, 'from')}>
        {({ id: inputId }) => (
          <Select<Seat>
            inputId={inputId}
            options={may.reassign}
            value={seat ?? null}
            onChange={(next) => setSeat(next ?? undefined)}
            getOptionLabel={({ step, from }) => `${people.nameOf(from)} in “${steps[step]?.name ?? ''}”`}
            getOptionValue={({ step, from }) => `${step} ${from}`}
            placeholder="Choose who is asked now"
            menuPosition="fixed"
          />
        )}
      </Field>
      <SomeoneField label="Ask this person" chosen={to} error={refusalAt(act.data, 'to')} onChange={setTo} />
      <ReasonField reason={reason} error={refusalAt(act.data, 'reason')} onChange={setReason} />
      {act.isError || isUnplaced(act.data, ['from', 'to', 'reason']) ? (
        <Outcome change={act} what="It was not reassigned" />
      ) : null}
    </FormDialog>
  );
}
