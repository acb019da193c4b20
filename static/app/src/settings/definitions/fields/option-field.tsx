import Select from '@atlaskit/select';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';

type Option<T extends string> = { value: T; label: string };
type Props<T extends string> = {
  part: Part<T>;
  label: string;
  hint?: string;
  options: readonly Option<T>[];
  /** Where faults name it, when that is not where it stands. */
  at?: string;
};

/** One of a few words. */
export function OptionField<T extends string>({ part, label, hint, options, at = part.path }: Props<T>) {
  const problem = problemAt(part.faults, at);
  return (
    <Field id={at} label={label} hint={hint} error={problem}>
      {({ id, 'aria-describedby': told }) => (
        <Select<Option<T>>
          inputId={id}
          aria-describedby={told}
          isSearchable={false}
          isInvalid={problem !== undefined}
          options={options}
          value={options.find(({ value }) => value === part.value) ?? null}
          onChange={(chosen) => (chosen === null ? undefined : part.onChange(chosen.value))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
