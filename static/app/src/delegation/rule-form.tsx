import { type FormEvent, useState } from 'react';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { Field } from '../form/field';
import { isUnplaced, refusalAt } from '../form/refused-fields';
import { PeoplePicker } from '../people/people-picker';
import { LastDayField } from './last-day-field';
import { MoreChoices } from './more-choices';
import { type Choice, faultsOf, type RuleDraft, toInput } from './rule-draft';
import { useSaveRule } from './use-delegations';

type Props = { initial: RuleDraft; choices: readonly Choice[]; close: () => void };

const INPUTS = ['to', 'from', 'until', 'definitions'] as const;

/** Who and until when; everything else is folded away, since it is rarely wanted. */
export function RuleForm({ initial, choices, close }: Props) {
  const [draft, setDraft] = useState(initial);
  const [isTried, setTried] = useState(false);
  const save = useSaveRule();
  const isNew = initial.id === undefined;
  const missing = faultsOf(draft);
  const errorAt = (input: (typeof INPUTS)[number]) =>
    (isTried ? missing[input] : undefined) ?? refusalAt(save.data, input);

  function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const input = toInput(draft, new Date());
    if (input === undefined || INPUTS.some((each) => missing[each] !== undefined)) return;
    save.mutate(input, { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <form
      className="card"
      onSubmit={send}
      noValidate
      aria-label={isNew ? 'Away until' : 'Change the rule'}
      ref={isNew ? undefined : takeFocus}
      tabIndex={-1}
    >
      {isNew ? null : <h3>Change the rule</h3>}
      <p className="subtle">Somebody else can decide in your place. You can still decide yourself.</p>
      <Field
        label="Who decides for you"
        error={errorAt('to')}
        hint="Several people, if you like; also by e-mail address."
      >
        {({ id }) => (
          <PeoplePicker
            id={id}
            label="Who decides for you"
            addresses
            chosen={draft.to}
            isInvalid={errorAt('to') !== undefined}
            onChange={(to) => setDraft({ ...draft, to })}
          />
        )}
      </Field>
      <LastDayField
        lastDay={draft.lastDay}
        error={errorAt('until')}
        onChange={(lastDay) => setDraft({ ...draft, lastDay })}
      />
      <MoreChoices
        draft={draft}
        choices={choices}
        errors={{ from: errorAt('from'), definitions: errorAt('definitions') }}
        onChange={setDraft}
      />
      {save.isError || isUnplaced(save.data, INPUTS) ? <Outcome change={save} what="The rule was not saved" /> : null}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={save.isPending}>
          {isNew ? 'Let them decide for me' : 'Save'}
        </Button>
        {isNew ? null : (
          <Button appearance="subtle" onClick={close}>
            Discard
          </Button>
        )}
      </div>
    </form>
  );
}

/** The rule that is changed may stand far below the form. */
const takeFocus = (form: HTMLFormElement | null) => form?.focus();
