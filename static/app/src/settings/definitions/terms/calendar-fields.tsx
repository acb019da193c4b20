import Select from '@atlaskit/select';
import { Button } from '../../../button';
import { Field } from '../../../form/field';
import { PartProblem } from '../fields/part-problem';
import type { Calendar } from '../form';
import { member, type Part } from '../part';
import { problemAt } from '../paths';
import { asOnMonday, DAYS } from './calendar';
import { DayHours } from './day-hours';
import { HolidaysField } from './holidays-field';

type Option = { value: string; label: string };
const toOption = (zone: string): Option => ({ value: zone, label: zone.replaceAll('_', ' ') });

export function CalendarFields({ part }: { part: Part<Calendar> }) {
  return (
    <>
      <TimeZoneField part={member(part, 'timeZone')} />
      <fieldset className="field" id={`${part.path}.hours`} tabIndex={-1}>
        <legend className="label">Hours of each day</legend>
        {DAYS.map(({ day, name }) => (
          <DayHours key={day} part={part} day={day} name={name} />
        ))}
        <PartProblem part={member(part, 'hours')} />
        <Button spacing="compact" onClick={() => part.onChange(asOnMonday(part.value))}>
          Monday’s hours on all weekdays
        </Button>
      </fieldset>
      <HolidaysField part={member(part, 'holidays')} />
    </>
  );
}

function TimeZoneField({ part }: { part: Part<string> }) {
  const problem = problemAt(part.faults, part.path);
  return (
    <Field id={part.path} label="Time zone" error={problem}>
      {({ id, 'aria-describedby': told }) => (
        <Select<Option>
          inputId={id}
          aria-describedby={told}
          isInvalid={problem !== undefined}
          options={Intl.supportedValuesOf('timeZone').map(toOption)}
          value={part.value === '' ? null : toOption(part.value)}
          onChange={(chosen) => (chosen === null ? undefined : part.onChange(chosen.value))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
