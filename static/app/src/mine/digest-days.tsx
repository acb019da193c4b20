import { useId } from 'react';
import { toggled, WEEK } from './digest-draft';

type Props = { days: readonly number[]; error: string | undefined; onChange: (days: readonly number[]) => void };

/** Each day is on or off, in one press. */
export function DigestDays({ days, error, onChange }: Props) {
  const told = useId();
  return (
    <fieldset className="field" aria-describedby={told}>
      <legend className="label">Days</legend>
      <div className="presets">
        {WEEK.map(({ day, name }) => (
          <button
            key={day}
            type="button"
            aria-label={name}
            aria-pressed={days.includes(day)}
            onClick={() => onChange(toggled(days, day))}
          >
            {name.slice(0, 3)}
          </button>
        ))}
      </div>
      <p id={told} className="error" role={error === undefined ? undefined : 'alert'}>
        {error}
      </p>
    </fieldset>
  );
}
