import Checkbox from '@atlaskit/checkbox';
import { Radio } from '@atlaskit/radio';
import { useId } from 'react';
import type { StepView } from '../../../../src/admin/contract';

type Props = {
  vote: NonNullable<StepView['vote']>;
  /** Indexes of the options. */
  chosen: readonly number[];
  error: string | undefined;
  onChange: (chosen: readonly number[]) => void;
};

export function VoteField({ vote: { options, choice }, chosen, error, onChange }: Props) {
  const id = useId();
  const toggle = (index: number) =>
    onChange(chosen.includes(index) ? chosen.filter((each) => each !== index) : [...chosen, index].sort(ascending));
  return (
    <fieldset className="field" aria-describedby={`${id}-told`}>
      <legend className="label">{choice === 'multiple' ? 'Choose one or more' : 'Choose one'}</legend>
      {options.map(({ name }, index) =>
        choice === 'multiple' ? (
          <Checkbox
            key={name}
            label={name}
            isChecked={chosen.includes(index)}
            isInvalid={error !== undefined}
            onChange={() => toggle(index)}
          />
        ) : (
          <Radio
            key={name}
            name={id}
            value={String(index)}
            label={name}
            isChecked={chosen.includes(index)}
            isInvalid={error !== undefined}
            onChange={() => onChange([index])}
          />
        ),
      )}
      <p id={`${id}-told`} className="error" role={error === undefined ? undefined : 'alert'}>
        {error}
      </p>
    </fieldset>
  );
}

const ascending = (one: number, other: number) => one - other;
