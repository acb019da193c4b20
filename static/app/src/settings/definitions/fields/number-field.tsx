import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';

type Props = { part: Part<number>; label: string; hint?: string; min?: number; max?: number; unit?: string };

/** Empty counts as 0 and stays empty while it is typed in. */
export function NumberField({ part, label, hint, min = 0, max, unit }: Props) {
  const [typed, setTyped] = useState(String(part.value));
  const problem = problemAt(part.faults, part.path);
  const shown = Number(typed) === part.value ? typed : String(part.value);
  return (
    <Field id={part.path} label={label} hint={hint} error={problem}>
      {(ids) => (
        <Textfield
          {...ids}
          type="number"
          min={min}
          max={max}
          isInvalid={problem !== undefined}
          value={shown}
          elemAfterInput={unit === undefined ? undefined : <span className="unit">{unit}</span>}
          onChange={(event) => {
            const entered = event.currentTarget.value;
            setTyped(entered);
            part.onChange(Number(entered));
          }}
        />
      )}
    </Field>
  );
}
