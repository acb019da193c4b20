import { Radio } from '@atlaskit/radio';
import { useId } from 'react';
import type { SlackSettingsView } from '../../../../../src/admin/contract';

type Mode = SlackSettingsView['delivery'];
type Props = { label: string; id?: string; error: string | undefined; value: Mode; choose: (mode: Mode) => void };

/** Where people are asked, each way with a sentence about what it means. */
export function ModeField({ label, id, error, value, choose }: Props) {
  const name = useId();
  return (
    <fieldset className="field" id={id} tabIndex={-1}>
      <legend className="label">{label}</legend>
      {MODES.map((mode) => (
        <div key={mode.value} className="explained">
          <Radio
            name={name}
            value={mode.value}
            label={mode.label}
            aria-describedby={`${name}-${mode.value}`}
            isChecked={value === mode.value}
            onChange={() => choose(mode.value)}
          />
          <p className="subtle" id={`${name}-${mode.value}`}>
            {mode.about}
          </p>
        </div>
      ))}
      {error === undefined ? null : (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

const MODES: readonly { value: Mode; label: string; about: string }[] = [
  { value: 'direct', label: 'Direct message', about: 'Each person is asked alone, in a message from Baton.' },
  {
    value: 'channel',
    label: 'Channel',
    about: 'One message asks everybody in a channel. Whoever is not in it is still told alone.',
  },
  { value: 'both', label: 'Both', about: 'Each person is asked alone, and one message in a channel shows it to all.' },
];
