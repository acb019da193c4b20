import { DatePicker } from '@atlaskit/datetime-picker';
import { Radio } from '@atlaskit/radio';
import Select from '@atlaskit/select';
import { useId, useState } from 'react';
import { Field } from '../form/field';
import type { Choice, RuleDraft } from './rule-draft';

type Props = {
  draft: RuleDraft;
  choices: readonly Choice[];
  errors: { from: string | undefined; definitions: string | undefined };
  onChange: (draft: RuleDraft) => void;
};

/** Opened by itself where something in it is not as usual, or wrong; it never closes while somebody works in it. */
export function MoreChoices({ draft, choices, errors, onChange }: Props) {
  const [isOpen, setOpen] = useState(draft.definitions !== 'all' || draft.id !== undefined);
  const isWrong = errors.from !== undefined || errors.definitions !== undefined;
  return (
    <details open={isOpen || isWrong} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Start later, or only for some approvals</summary>
      <Field label="From" error={errors.from}>
        {({ id }) => (
          <DatePicker
            id={id}
            value={draft.firstDay}
            isInvalid={errors.from !== undefined}
            onChange={(firstDay) => onChange({ ...draft, firstDay })}
            shouldShowCalendarButton
            openCalendarLabel="open calendar"
            inputLabel="From"
          />
        )}
      </Field>
      <DefinitionChoice draft={draft} choices={choices} error={errors.definitions} onChange={onChange} />
    </details>
  );
}

type DefinitionProps = Pick<Props, 'draft' | 'choices' | 'onChange'> & { error: string | undefined };

function DefinitionChoice({ draft, choices, error, onChange }: DefinitionProps) {
  const name = useId();
  const { definitions } = draft;
  return (
    <>
      <fieldset className="field">
        <legend className="label">For which approvals</legend>
        <Radio
          name={name}
          value="all"
          label="All"
          isChecked={definitions === 'all'}
          onChange={() => onChange({ ...draft, definitions: 'all' })}
        />
        <Radio
          name={name}
          value="chosen"
          label="Only these"
          isChecked={definitions !== 'all'}
          onChange={() => onChange({ ...draft, definitions: [] })}
        />
      </fieldset>
      {definitions === 'all' ? null : (
        <Field label="Approvals" error={error}>
          {({ id }) => (
            <Select<Choice, true>
              inputId={id}
              isMulti
              options={choices}
              value={definitions}
              getOptionLabel={(choice) => choice.name}
              getOptionValue={(choice) => choice.id}
              isInvalid={error !== undefined}
              placeholder="Choose approvals"
              onChange={(chosen) => onChange({ ...draft, definitions: chosen })}
              menuPosition="fixed"
            />
          )}
        </Field>
      )}
    </>
  );
}
