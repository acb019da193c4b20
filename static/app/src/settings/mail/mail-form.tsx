import Select from '@atlaskit/select';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { MailProvider } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../../form/field';
import { PROVIDERS } from './providers';
import { useSaveMail } from './use-mail';

type Props = { provider: MailProvider; from: string; saved: () => void; goBack?: () => void };

export function MailForm({ provider, from, saved, goBack }: Props) {
  const save = useSaveMail();
  const [chosen, setChosen] = useState(PROVIDERS.find(({ value }) => value === provider) ?? PROVIDERS[0]);
  const refusal = save.data?.ok === false ? save.data : undefined;
  const errorOf = (field: string) => (refusal?.field === field ? refusal.error : undefined);
  const isPlaced = ['provider', 'apiKey', 'from'].some((field) => errorOf(field) !== undefined);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (chosen === undefined) return;
    const entered = new FormData(event.currentTarget);
    const text = (name: string) => String(entered.get(name) ?? '').trim();
    save.mutate(
      { provider: chosen.value, apiKey: text('apiKey'), from: text('from') },
      { onSuccess: (answer) => (answer.ok ? saved() : undefined) },
    );
  }

  return (
    <form onSubmit={send} aria-labelledby="mail-form">
      <h2 id="mail-form">Mail of your own</h2>
      <p className="subtle">Baton sends through a mail service that you have an account with.</p>
      <Field label="Service" error={errorOf('provider')}>
        {({ id }) => (
          <Select<(typeof PROVIDERS)[number]>
            inputId={id}
            isSearchable={false}
            options={PROVIDERS}
            value={chosen}
            onChange={(next) => setChosen(next ?? chosen)}
            menuPosition="fixed"
          />
        )}
      </Field>
      <Field label="API key" hint={`${chosen?.keyHint ?? ''} It is never shown again.`} error={errorOf('apiKey')}>
        {(ids) => (
          <Textfield
            {...ids}
            name="apiKey"
            type="password"
            autoComplete="off"
            isRequired
            isInvalid={errorOf('apiKey') !== undefined}
          />
        )}
      </Field>
      <Field label="From" hint="An address that the service may send from." error={errorOf('from')}>
        {(ids) => (
          <Textfield
            {...ids}
            name="from"
            type="email"
            isRequired
            defaultValue={from}
            isInvalid={errorOf('from') !== undefined}
          />
        )}
      </Field>
      {isPlaced ? null : <Outcome change={save} what="The mail settings were not saved" />}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={save.isPending}>
          Save
        </Button>
        {goBack === undefined ? null : (
          <Button appearance="subtle" onClick={goBack}>
            Keep the present settings
          </Button>
        )}
      </div>
    </form>
  );
}
