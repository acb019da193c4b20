import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../field';
import { type Draft, type DraftStep, emptyStep, toInput } from './draft';
import { StepFields } from './step-fields';
import { useSaveDefinition } from './use-definitions';

export function DefinitionForm({ initial, close }: { initial: Draft; close: () => void }) {
  const [draft, setDraft] = useState(initial);
  const save = useSaveDefinition();
  const refusal = save.data?.ok === false ? save.data : undefined;
  const errorAt = (place: string) => (toPlace(refusal?.field) === place ? refusal?.error : undefined);
  const isPlaced = placesOf(draft).some((place) => errorAt(place) !== undefined);

  const setSteps = (steps: readonly DraftStep[]) => setDraft({ ...draft, steps });
  const setStep = (changed: DraftStep) =>
    setSteps(draft.steps.map((step) => (step.key === changed.key ? changed : step)));

  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate(toInput(draft), { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <form className="definition-form" onSubmit={send} noValidate>
      <h2>{initial.id === undefined ? 'New definition' : `Edit “${initial.name}”`}</h2>
      <Field
        label="Name"
        hint="People choose it by this name, for example “Release to production”."
        error={errorAt('name')}
      >
        {(ids) => (
          <Textfield
            {...ids}
            autoFocus
            maxLength={100}
            value={draft.name}
            isInvalid={errorAt('name') !== undefined}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
        )}
      </Field>
      {draft.steps.map((step, index) => (
        <StepFields
          key={step.key}
          number={index + 1}
          step={step}
          errorAt={(place) => errorAt(`steps.${index}.${place}`)}
          onChange={setStep}
          remove={
            draft.steps.length === 1 ? undefined : () => setSteps(draft.steps.filter(({ key }) => key !== step.key))
          }
        />
      ))}
      <Button onClick={() => setSteps([...draft.steps, emptyStep()])}>Add step</Button>
      {isPlaced ? null : <Outcome change={save} what="The definition was not saved" />}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={save.isPending}>
          Save
        </Button>
        <Button appearance="subtle" onClick={close}>
          Discard
        </Button>
      </div>
    </form>
  );
}

/** `steps[0].name` and `steps.0.approvers.2` both mean a place in the form. */
function toPlace(field: string | undefined): string | undefined {
  return field
    ?.replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .slice(0, 3)
    .join('.');
}

const placesOf = ({ steps }: Draft) => [
  'name',
  ...steps.flatMap((_, index) => [`steps.${index}.name`, `steps.${index}.approvers`]),
];
