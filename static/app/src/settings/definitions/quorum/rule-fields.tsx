import { NumberField } from '../fields/number-field';
import { PeopleField } from '../fields/people-field';
import type { Rule } from '../form';
import { member, type Part, seenAs } from '../part';

/** What a rule needs besides its kind. */
export function RuleFields({ part }: { part: Part<Rule> }) {
  const { value } = part;
  switch (value.type) {
    case 'all':
    case 'any':
    case 'all-responded':
      return null;
    case 'number':
      return <NumberField part={member(seenAs(part, value), 'pass')} label="How many" min={1} max={100} />;
    case 'percent':
      return (
        <NumberField
          part={member(seenAs(part, value), 'percent')}
          label="Percentage"
          hint="Rounded up to whole people; whoever abstains is not counted."
          min={1}
          max={100}
          unit="%"
        />
      );
    case 'named':
      return (
        <PeopleField
          part={member(seenAs(part, value), 'people')}
          label="Each of these people"
          hint="They must be among those whom the step asks."
        />
      );
  }
}
