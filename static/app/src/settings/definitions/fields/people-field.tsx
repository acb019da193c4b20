import { useState } from 'react';
import { Field } from '../../../form/field';
import { PeoplePicker } from '../../../people/people-picker';
import type { Person } from '../../../people/person';
import type { Part, Place } from '../part';
import { problemAt } from '../paths';

type Props = { part: Part<readonly string[]>; label: string; hint?: string; at?: string };

export function PeopleField({ part, label, hint, at = part.path }: Props) {
  // Whoever was just chosen has a name before the page has asked for it.
  const [met, setMet] = useState<readonly Person[]>([]);
  const problem = problemAt(part.faults, at, { deep: true });
  const chosen = part.value
    .filter((accountId) => accountId !== '')
    .map((accountId) => met.find((each) => each.accountId === accountId) ?? named(accountId, part));

  function choose(people: Person[]) {
    setMet([...met, ...people.filter(({ accountId }) => !part.value.includes(accountId))]);
    part.onChange(people.map(({ accountId }) => accountId));
  }

  return (
    <Field id={at} label={label} hint={hint} error={problem}>
      {({ id }) => (
        <PeoplePicker id={id} label={label} chosen={chosen} isInvalid={problem !== undefined} onChange={choose} />
      )}
    </Field>
  );
}

const named = (accountId: string, { people }: Place): Person => ({
  accountId,
  name: people.nameOf(accountId),
});
