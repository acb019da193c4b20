import Checkbox from '@atlaskit/checkbox';
import type { ReactNode } from 'react';
import { type Part, seenAs } from '../part';

type Props<T> = {
  part: Part<T | undefined>;
  label: string;
  fresh: () => T;
  children: (part: Part<T>) => ReactNode;
};

/** What is only there when somebody wants it. */
export function OptionalPart<T extends object | number>({ part, label, fresh, children }: Props<T>) {
  const { value } = part;
  return (
    <div className="optional">
      <Checkbox
        label={label}
        isChecked={value !== undefined}
        onChange={(event) => part.onChange(event.currentTarget.checked ? fresh() : undefined)}
      />
      {value === undefined ? null : <div className="optional-body">{children(seenAs(part, value))}</div>}
    </div>
  );
}
