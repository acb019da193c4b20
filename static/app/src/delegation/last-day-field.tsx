import { DatePicker } from '@atlaskit/datetime-picker';
import { Field } from '../form/field';
import { lastDayOf, PRESETS, presetOf } from './away-ends';

type Props = { lastDay: string; error: string | undefined; onChange: (day: string) => void };

/** The usual ends in one press each, and any other day. */
export function LastDayField({ lastDay, error, onChange }: Props) {
  const now = new Date();
  const pressed = presetOf(lastDay, now);
  return (
    <Field label="Away until" hint="The whole day is included." error={error}>
      {({ id }) => (
        <>
          <fieldset className="presets" aria-label="Usual ends">
            {PRESETS.map(({ preset, label }) => (
              <button
                key={preset}
                type="button"
                aria-pressed={preset === pressed}
                onClick={() => onChange(lastDayOf(preset, now))}
              >
                {label}
              </button>
            ))}
          </fieldset>
          <DatePicker
            id={id}
            value={lastDay}
            isInvalid={error !== undefined}
            onChange={onChange}
            shouldShowCalendarButton
            openCalendarLabel="open calendar"
            inputLabel="Away until"
          />
        </>
      )}
    </Field>
  );
}
