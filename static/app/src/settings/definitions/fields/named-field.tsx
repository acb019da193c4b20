import Select from '@atlaskit/select';
import type { Choice } from '../../../../../../src/admin/contract';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';
import type { Choices } from './choices';

type Option = { value: string; label: string };
type Props = {
  part: Part<Choice>;
  label: string;
  hint?: string;
  choices: Choices;
  /** What to do when there is nothing to choose from. */
  nothing: string;
};

/** One thing of a list that the product gave, kept with its name. */
export function NamedField({ part, label, hint, choices, nothing }: Props) {
  const { value } = part;
  const problem = problemAt(part.faults, part.path, { deep: true });
  return (
    <Field id={part.path} label={label} hint={hint} error={problem ?? choices.trouble}>
      {({ id, 'aria-describedby': told }) => (
        <Select<Option>
          inputId={id}
          aria-describedby={told}
          isLoading={choices.isLoading}
          isInvalid={problem !== undefined}
          placeholder="Choose"
          noOptionsMessage={() => nothing}
          options={choices.list.map(({ id: choice, name }) => ({ value: choice, label: name }))}
          value={value.id === '' ? null : { value: value.id, label: value.name }}
          onChange={(chosen) => (chosen === null ? undefined : part.onChange({ id: chosen.value, name: chosen.label }))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
