import { AsyncSelect } from '@atlaskit/select';
import { useState } from 'react';
import type { Choice } from '../../../../../../src/admin/contract';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { type Search, UNANSWERED } from './choices';

type Option = { value: string; label: string };
type Props = {
  part: Part<readonly Choice[]>;
  label: string;
  hint?: string;
  search: Search;
};

/** Several of the many things that the product knows, found by what is typed. */
export function SearchField({ part, label, hint, search }: Props) {
  const [trouble, setTrouble] = useState<string>();
  const problem = problemAt(part.faults, part.path, { deep: true });

  /** What failed is thrown on: the list remembers answers, and this is none. */
  async function load(text: string): Promise<Option[]> {
    const answer = await search(text).catch((error: unknown) => {
      setTrouble(UNANSWERED);
      throw error;
    });
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) throw new Error(answer.error);
    return answer.value.map(toOption);
  }

  return (
    <Field id={part.path} label={label} hint={hint} error={problem ?? trouble}>
      {({ id, 'aria-describedby': told }) => (
        <AsyncSelect<Option, true>
          inputId={id}
          aria-describedby={told}
          isMulti
          cacheOptions
          defaultOptions
          isInvalid={problem !== undefined}
          placeholder="Type a name"
          noOptionsMessage={({ inputValue }) => (inputValue === '' ? 'Type a name' : 'Nothing by that name')}
          loadOptions={load}
          value={part.value.map(toOption)}
          onChange={(options) => part.onChange(options.map(toChoice))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}

const toOption = ({ id, name }: Choice): Option => ({ value: id, label: name });
const toChoice = ({ value, label }: Option): Choice => ({ id: value, name: label });
