import type { FormEvent } from 'react';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { SecretField, textsOf } from './secret-field';
import { useSlackChange } from './use-slack';

/** For the one workspace in which the app was made, without the way over Slack's consent page. */
export function ConnectForm() {
  const connect = useSlackChange('slack/connect', 'The workspace is connected');
  const refusal = connect.data?.ok === false ? connect.data : undefined;
  const errorOf = (field: string) => (refusal?.field === field ? refusal.error : undefined);
  const isPlaced = FIELDS.some(({ name }) => errorOf(name) !== undefined);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = textsOf(form);
    connect.mutate(
      { botToken: text('botToken'), signingSecret: text('signingSecret') },
      { onSuccess: (answer) => (answer.ok ? form.reset() : undefined) },
    );
  }

  return (
    <form onSubmit={send} aria-label="Connect with a bot token">
      <p className="subtle">Both are kept as secrets and never shown again.</p>
      {FIELDS.map(({ name, label, hint }) => (
        <SecretField key={name} name={name} label={label} hint={hint} error={errorOf(name)} isRequired />
      ))}
      {isPlaced ? null : <Outcome change={connect} what="Slack could not be connected" />}
      <div className="actions">
        <Button type="submit" isLoading={connect.isPending}>
          Connect Slack
        </Button>
      </div>
    </form>
  );
}

const FIELDS = [
  { name: 'botToken', label: 'Bot token', hint: 'Install App → Bot User OAuth Token. It starts with xoxb-.' },
  { name: 'signingSecret', label: 'Signing secret', hint: 'Basic Information → App Credentials.' },
] as const;
