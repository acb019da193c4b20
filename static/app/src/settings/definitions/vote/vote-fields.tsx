import { CheckField } from '../fields/check-field';
import { ListField } from '../fields/list-field';
import { OptionField } from '../fields/option-field';
import { PersonField } from '../fields/person-field';
import { TextField } from '../fields/text-field';
import type { Vote } from '../form';
import { member, type Part } from '../part';

export function VoteFields({ part }: { part: Part<Vote> }) {
  const moderator = member(part, 'moderator');
  return (
    <>
      <ListField
        part={member(part, 'options')}
        label="Options"
        one="option"
        hasOrder
        fresh={() => ({ name: '', rejects: false })}
      >
        {(option, index) => (
          <>
            <TextField part={member(option, 'name')} label={`Option ${index + 1}`} maxLength={100} />
            <CheckField part={member(option, 'rejects')} label="Winning it rejects the step" />
          </>
        )}
      </ListField>
      <OptionField part={member(part, 'choice')} label="Each person may choose" options={CHOICES} />
      <OptionField part={member(part, 'tie')} label="When options have the same number of votes" options={TIES} />
      <PersonField
        part={{
          ...moderator,
          value: moderator.value ?? '',
          onChange: (person) => moderator.onChange(person === '' ? undefined : person),
        }}
        label="Moderator (optional)"
        hint="Closes the vote, at any time; then it does not close by itself."
      />
    </>
  );
}

const CHOICES = [
  { value: 'single', label: 'One option' },
  { value: 'multiple', label: 'Several options' },
] as const;

const TIES = [
  { value: 'deadlock', label: 'The step is stuck until somebody changes their vote' },
  { value: 'first', label: 'The one further up wins' },
  { value: 'reject', label: 'The step is rejected' },
  { value: 'moderator', label: 'The moderator decides' },
] as const;
