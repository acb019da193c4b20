import Checkbox from '@atlaskit/checkbox';
import type { Part } from '../part';
import { PartProblem } from './part-problem';

type Props<T extends string> = {
  part: Part<readonly T[]>;
  label: string;
  options: readonly { value: T; label: string }[];
};

/** Any of a few words, in the order in which they are offered. */
export function CheckList<T extends string>({ part, label, options }: Props<T>) {
  const toggle = (changed: T, isChecked: boolean) =>
    part.onChange(
      options.map(({ value }) => value).filter((value) => (value === changed ? isChecked : part.value.includes(value))),
    );
  return (
    <fieldset className="field" id={part.path} tabIndex={-1}>
      <legend className="label">{label}</legend>
      <div className="checks">
        {options.map(({ value, label: name }) => (
          <Checkbox
            key={value}
            label={name}
            isChecked={part.value.includes(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
        ))}
      </div>
      <PartProblem part={part} deep />
    </fieldset>
  );
}
