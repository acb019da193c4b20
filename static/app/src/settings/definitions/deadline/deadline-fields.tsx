import { ListField } from '../fields/list-field';
import { OptionField } from '../fields/option-field';
import { PersonField } from '../fields/person-field';
import type { Deadline } from '../form';
import { member, type Part } from '../part';
import { inWords } from './duration';
import { DurationField } from './duration-field';

type Props = { part: Part<Deadline>; day: number; hasCalendar: boolean };

export function DeadlineFields({ part, day, hasCalendar }: Props) {
  const due = part.value.dueInMinutes;
  const kind = hasCalendar
    ? `Working time: a day has ${inWords(day, Number.POSITIVE_INFINITY)}.`
    : 'Every hour counts, nights too, unless working time is set below.';
  return (
    <>
      <DurationField part={member(part, 'dueInMinutes')} label="Due after" hint={kind} day={day} />
      <ListField
        part={member(part, 'remindBeforeMinutes')}
        label="Reminders"
        one="reminder"
        fresh={() => Math.max(1, Math.floor(due / 2))}
      >
        {(reminder) => <DurationField part={reminder} label="Before it is due" day={day} />}
      </ListField>
      <ListField
        part={member(part, 'escalate')}
        label="Escalation"
        one="level"
        hasOrder
        fresh={() => ({ afterMinutes: Math.max(1, Math.floor(due / 2)), to: '' })}
      >
        {(level) => (
          <>
            <DurationField part={member(level, 'afterMinutes')} label="After" day={day} />
            <PersonField part={member(level, 'to')} label="Ask also" hint="Their decision alone closes the step." />
          </>
        )}
      </ListField>
      <OptionField part={member(part, 'onExpiry')} label="When nobody has decided by then" options={EXPIRIES} />
    </>
  );
}

const EXPIRIES = [
  { value: 'expire', label: 'The approval expires' },
  { value: 'reject', label: 'It counts as rejected' },
  { value: 'approve', label: 'It counts as approved' },
] as const;
