import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { shownIn, toMinutes, type Unit } from './duration';

type Option = { value: Unit; label: string };
type Props = { part: Part<number>; label: string; hint?: string; day: number };

/** Minutes, entered in the unit of one's choice. */
export function DurationField({ part, label, hint, day }: Props) {
  const [chosen, setChosen] = useState<Unit>();
  const { amount, unit } = shownIn(part.value, day, chosen);
  const [typed, setTyped] = useState(String(amount));
  const problem = problemAt(part.faults, part.path);
  return (
    <Field id={part.path} label={label} hint={hint} error={problem}>
      {(ids) => (
        <div className="duration">
          <Textfield
            {...ids}
            type="number"
            min={1}
            isInvalid={problem !== undefined}
            value={Number(typed) === amount ? typed : String(amount)}
            onChange={(event) => {
              const entered = event.currentTarget.value;
              setTyped(entered);
              setChosen(unit);
              part.onChange(toMinutes({ amount: Number(entered), unit }, day));
            }}
          />
          <Select<Option>
            aria-label={`Unit of: ${label}`}
            isSearchable={false}
            options={UNITS}
            value={UNITS.find(({ value }) => value === unit) ?? null}
            onChange={(next) => {
              if (next === null) return;
              setChosen(next.value);
              part.onChange(toMinutes({ amount, unit: next.value }, day));
            }}
            menuPosition="fixed"
          />
        </div>
      )}
    </Field>
  );
}

const UNITS: readonly Option[] = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
];
