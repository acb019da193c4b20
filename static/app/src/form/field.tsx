import { type ReactNode, useId } from 'react';

type Ids = { id: string; 'aria-describedby': string };
type Props = {
  label: string;
  hint?: string;
  error?: string;
  /** A name of its own, where something else has to find the input. */
  id?: string;
  children: (ids: Ids) => ReactNode;
};

/** A labelled input with its hint and, in its place, what is wrong with it. */
export function Field({ label, hint, error, id: given, children }: Props) {
  const made = useId();
  const id = given ?? made;
  const told = `${id}-told`;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': told })}
      <p
        id={told}
        className={error === undefined ? 'subtle' : 'error'}
        role={error === undefined ? undefined : 'alert'}
      >
        {error ?? hint}
      </p>
    </div>
  );
}
