import Select from '@atlaskit/select';
import type { StepView } from '../../../../src/admin/contract';
import { Field } from '../form/field';

type Props = {
  steps: readonly StepView[];
  /** Numbers of the steps to choose from. */
  from: readonly number[];
  chosen: number | undefined;
  onChange: (step: number | undefined) => void;
};

/** Nothing where there is only one step to choose. */
export function StepChoice({ steps, from, chosen, onChange }: Props) {
  if (from.length < 2) return null;
  const options = from.map((step) => ({ value: step, label: steps[step]?.name ?? '' }));
  return (
    <Field label="Step">
      {({ id }) => (
        <Select<{ value: number; label: string }>
          inputId={id}
          options={options}
          value={options.find(({ value }) => value === chosen) ?? null}
          onChange={(option) => onChange(option?.value)}
          placeholder="Choose a step"
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
