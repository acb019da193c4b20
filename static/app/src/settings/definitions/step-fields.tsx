import Textfield from '@atlaskit/textfield';
import { Button } from '../../button';
import { PeoplePicker } from '../../people/people-picker';
import { Field } from '../field';
import type { DraftStep } from './draft';

type Props = {
  number: number;
  step: DraftStep;
  errorAt: (place: 'name' | 'approvers') => string | undefined;
  onChange: (step: DraftStep) => void;
  remove?: () => void;
};

export function StepFields({ number, step, errorAt, onChange, remove }: Props) {
  return (
    <fieldset className="card">
      <legend>Step {number}</legend>
      <Field label="Name of the step" error={errorAt('name')}>
        {(ids) => (
          <Textfield
            {...ids}
            maxLength={100}
            value={step.name}
            isInvalid={errorAt('name') !== undefined}
            onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="Approvers" error={errorAt('approvers')}>
        {({ id }) => (
          <PeoplePicker
            id={id}
            label={`Approvers of step ${number}`}
            chosen={step.approvers}
            isInvalid={errorAt('approvers') !== undefined}
            onChange={(approvers) => onChange({ ...step, approvers })}
          />
        )}
      </Field>
      <div className="choices" role="radiogroup" aria-label={`How many must approve step ${number}`}>
        {QUORUMS.map(({ quorum, label }) => (
          <label key={quorum}>
            <input
              type="radio"
              name={`quorum-${step.key}`}
              checked={step.quorum === quorum}
              onChange={() => onChange({ ...step, quorum })}
            />
            {label}
          </label>
        ))}
      </div>
      {remove === undefined ? null : (
        <Button appearance="subtle" spacing="compact" onClick={remove}>
          Remove step {number}
        </Button>
      )}
    </fieldset>
  );
}

const QUORUMS = [
  { quorum: 'all', label: 'Everyone must approve' },
  { quorum: 'any', label: 'One approval is enough' },
] as const;
