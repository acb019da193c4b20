import { CreatableSelect } from '@atlaskit/select';
import { useState } from 'react';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { withWords } from './words';

type Option = { value: string; label: string };
type Props = {
  part: Part<readonly string[]>;
  label: string;
  hint?: string;
  placeholder?: string;
  offered?: readonly Option[];
};

/** Several texts of one's own, or of those offered; what was typed counts without the Enter key too. */
export function WordsField({ part, label, hint, placeholder = 'Type, then press Enter', offered = [] }: Props) {
  const [typed, setTyped] = useState('');
  const problem = problemAt(part.faults, part.path, { deep: true });
  const toOption = (value: string): Option => offered.find((each) => each.value === value) ?? { value, label: value };

  function add(entered: string) {
    setTyped('');
    const next = withWords(part.value, entered);
    if (next.length > part.value.length) part.onChange(next);
  }

  return (
    <Field id={part.path} label={label} hint={hint} error={problem}>
      {({ id, 'aria-describedby': told }) => (
        <CreatableSelect<Option, true>
          inputId={id}
          aria-describedby={told}
          isMulti
          isInvalid={problem !== undefined}
          placeholder={placeholder}
          options={offered}
          value={part.value.map(toOption)}
          inputValue={typed}
          onInputChange={(text, { action }) => (action === 'input-change' ? setTyped(text) : undefined)}
          onChange={(options) => part.onChange(options.map(({ value }) => value))}
          onCreateOption={add}
          onBlur={() => add(typed)}
          formatCreateLabel={(text) => `Add “${text}”`}
          noOptionsMessage={() => 'Type, then press Enter'}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
