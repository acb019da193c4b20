import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { DigestView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { Outcome } from '../feedback/outcome';
import { Field } from '../form/field';
import { isUnplaced, refusalAt } from '../form/refused-fields';
import { DigestDays } from './digest-days';
import { type DigestDraft, toDraft } from './digest-draft';
import { useSaveDigest, useTurnOffDigest } from './use-digest';

const INPUTS = ['at', 'days', 'timeZone'] as const;

export function DigestForm({ view }: { view: DigestView }) {
  const [draft, setDraft] = useState(() => toDraft(view, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const save = useSaveDigest();
  const turnOff = useTurnOffDigest();
  const errorAt = (input: (typeof INPUTS)[number]) => refusalAt(save.data, input);
  const isOn = view.plan !== undefined;

  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft);
  }
  return (
    <form onSubmit={send} noValidate aria-label="Daily digest">
      <Field label="Time" error={errorAt('at')}>
        {(ids) => (
          <Textfield
            {...ids}
            type="time"
            width="small"
            value={draft.at}
            isInvalid={errorAt('at') !== undefined}
            onChange={({ currentTarget }) => setDraft({ ...draft, at: currentTarget.value })}
          />
        )}
      </Field>
      <DigestDays days={draft.days} error={errorAt('days')} onChange={(days) => setDraft({ ...draft, days })} />
      <ZoneField
        draft={draft}
        hint={hintFor(view)}
        error={errorAt('timeZone')}
        onChange={(timeZone) => setDraft({ ...draft, timeZone })}
      />
      {save.isError || isUnplaced(save.data, INPUTS) ? (
        <Outcome change={save} what="Your digest was not saved" />
      ) : null}
      <Outcome change={turnOff} what="Your digest was not turned off" />
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={save.isPending}>
          {isOn ? 'Save' : 'Send me a digest'}
        </Button>
        {isOn ? (
          <Button appearance="subtle" isLoading={turnOff.isPending} onClick={() => turnOff.mutate({})}>
            Turn it off
          </Button>
        ) : null}
      </div>
    </form>
  );
}

const hintFor = ({ quietHours }: DigestView): string | undefined =>
  quietHours === undefined
    ? undefined
    : `Your quiet hours, ${quietHours.from} to ${quietHours.to}, follow the same clocks. A digest waits until they end.`;

type Option = { value: string; label: string };
const toOption = (zone: string): Option => ({ value: zone, label: zone.replaceAll('_', ' ') });

type ZoneProps = {
  draft: DigestDraft;
  hint: string | undefined;
  error: string | undefined;
  onChange: (zone: string) => void;
};

function ZoneField({ draft, hint, error, onChange }: ZoneProps) {
  return (
    <Field label="Time zone" hint={hint} error={error}>
      {({ id, 'aria-describedby': told }) => (
        <Select<Option>
          inputId={id}
          aria-describedby={told}
          isInvalid={error !== undefined}
          options={Intl.supportedValuesOf('timeZone').map(toOption)}
          value={toOption(draft.timeZone)}
          onChange={(chosen) => (chosen === null ? undefined : onChange(chosen.value))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
