import { ListField } from '../fields/list-field';
import { OptionField } from '../fields/option-field';
import { TextField } from '../fields/text-field';
import type { Effect } from '../form';
import { member, type Part, seenAs } from '../part';
import { EFFECTS, freshEffect } from './effect';
import { FieldToSet } from './field-to-set';

export function EffectsFields({ part, label }: { part: Part<readonly Effect[]>; label: string }) {
  return (
    <ListField part={part} label={label} one="effect" hasOrder fresh={() => freshEffect('add-label')}>
      {(effect) => <EffectFields part={effect} />}
    </ListField>
  );
}

function EffectFields({ part }: { part: Part<Effect> }) {
  const kind: Part<Effect['type']> = {
    ...part,
    value: part.value.type,
    onChange: (type) => (type === part.value.type ? undefined : part.onChange(freshEffect(type))),
  };
  return (
    <>
      <OptionField part={kind} at={`${part.path}.type`} label="Do" options={EFFECTS} />
      <Details part={part} />
    </>
  );
}

function Details({ part }: { part: Part<Effect> }) {
  const { value } = part;
  switch (value.type) {
    case 'transition':
      return <TextField part={member(seenAs(part, value), 'to')} label="Status" hint="As Jira shows its name." />;
    case 'set-field':
      return (
        <>
          <FieldToSet part={member(seenAs(part, value), 'field')} />
          <TextField part={member(seenAs(part, value), 'value')} label="Value" />
        </>
      );
    case 'add-label':
      return <TextField part={member(seenAs(part, value), 'label')} label="Label" hint="Without spaces." />;
    case 'comment':
      return <TextField part={member(seenAs(part, value), 'text')} label="Comment" kind="lines" maxLength={2000} />;
  }
}
