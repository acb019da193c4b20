import Textfield from '@atlaskit/textfield';
import type { FormEvent } from 'react';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../field';
import { useConnectSlack } from './use-slack';

type Props = { connected: () => void; goBack?: () => void };

export function ConnectForm({ connected, goBack }: Props) {
  const connect = useConnectSlack();
  const refusal = connect.data?.ok === false ? connect.data : undefined;
  const errorOf = (field: string) => (refusal?.field === field ? refusal.error : undefined);
  const isPlaced = FIELDS.some(({ name }) => name === refusal?.field);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const [botToken, signingSecret] = FIELDS.map(({ name }) => String(entered.get(name) ?? '').trim());
    connect.mutate(
      { botToken: botToken ?? '', signingSecret: signingSecret ?? '' },
      { onSuccess: (answer) => (answer.ok ? connected() : undefined) },
    );
  }

  return (
    <form onSubmit={send} aria-labelledby="slack-connect">
      <h2 id="slack-connect">2. Connect it</h2>
      <p className="subtle">Both are kept as secrets and never shown again.</p>
      {FIELDS.map(({ name, label, hint }) => (
        <Field key={name} label={label} hint={hint} error={errorOf(name)}>
          {(ids) => (
            <Textfield
              {...ids}
              name={name}
              type="password"
              autoComplete="off"
              isRequired
              isInvalid={errorOf(name) !== undefined}
            />
          )}
        </Field>
      ))}
      {isPlaced ? null : <Outcome change={connect} what="Slack could not be connected" />}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={connect.isPending}>
          Connect Slack
        </Button>
        {goBack === undefined ? null : (
          <Button appearance="subtle" onClick={goBack}>
            Keep the present connection
          </Button>
        )}
      </div>
    </form>
  );
}

const FIELDS = [
  { name: 'botToken', label: 'Bot token', hint: 'Install App → Bot User OAuth Token. It starts with xoxb-.' },
  { name: 'signingSecret', label: 'Signing secret', hint: 'Basic Information → App Credentials.' },
] as const;
