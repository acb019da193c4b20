import type { ReactNode } from 'react';
import { Button } from '../../../button';
import { inserted, moved, without } from '../lists';
import { items, type Part } from '../part';
import { ItemTools } from './item-tools';
import { PartProblem } from './part-problem';

type Props<T> = {
  part: Part<readonly T[]>;
  label: string;
  /** One of them, as buttons name it. */
  one: string;
  fresh: () => T;
  hasOrder?: boolean;
  children: (part: Part<T>, index: number) => ReactNode;
};

/** A short list: what is in it has no identity of its own, its fields show what stands at that place. */
export function ListField<T>({ part, label, one, fresh, hasOrder = false, children }: Props<T>) {
  const { value, onChange } = part;
  const listed = items(part);
  return (
    <fieldset className="field list" id={part.path} tabIndex={-1}>
      <legend className="label">{label}</legend>
      <ol>
        {listed.map((item, index) => (
          <li key={item.path} className="list-item">
            <div className="list-fields">{children(item, index)}</div>
            <ItemTools
              what={`${one} ${index + 1}`}
              isFirst={index === 0}
              isLast={index === listed.length - 1}
              move={hasOrder ? (by) => onChange(moved(value, index, by)) : undefined}
              remove={() => onChange(without(value, index))}
            />
          </li>
        ))}
      </ol>
      <PartProblem part={part} />
      <Button spacing="compact" onClick={() => onChange(inserted(value, value.length, fresh()))}>
        Add {one}
      </Button>
    </fieldset>
  );
}
