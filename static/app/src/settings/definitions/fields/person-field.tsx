import type { Part } from '../part';
import { PeopleField } from './people-field';

type Props = { part: Part<string>; label: string; hint?: string };

/** One person; whoever is chosen last stays. */
export function PersonField({ part, label, hint }: Props) {
  const asList: Part<readonly string[]> = {
    ...part,
    value: part.value === '' ? [] : [part.value],
    onChange: (people) => part.onChange(people.at(-1) ?? ''),
  };
  return <PeopleField part={asList} label={label} hint={hint} />;
}
