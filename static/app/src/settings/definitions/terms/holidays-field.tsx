import { DatePicker } from '@atlaskit/datetime-picker';
import { Button } from '../../../button';
import { Field } from '../../../form/field';
import { without } from '../lists';
import type { Part } from '../part';
import { problemAt } from '../paths';

/** Days on which nobody works, in their order. */
export function HolidaysField({ part }: { part: Part<readonly string[]> }) {
  const problem = problemAt(part.faults, part.path, { deep: true });
  const add = (date: string) => (date === '' ? undefined : part.onChange([...new Set([...part.value, date])].sort()));
  return (
    <Field id={part.path} label="Holidays" hint="Choose a date to add it." error={problem}>
      {({ id }) => (
        <>
          <DatePicker
            id={id}
            label="Add a holiday"
            value=""
            isInvalid={problem !== undefined}
            shouldShowCalendarButton
            inputLabel="Add a holiday"
            openCalendarLabel="open the calendar"
            onChange={add}
          />
          <ul className="chips" aria-label="Holidays">
            {part.value.map((date, index) => (
              <li key={date}>
                {date}
                <Button
                  appearance="subtle"
                  spacing="compact"
                  aria-label={`Remove ${date}`}
                  onClick={() => part.onChange(without(part.value, index))}
                >
                  ×
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Field>
  );
}
