import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { SlackView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../../form/field';
import { Instant } from '../../instant';
import { SecretField, textsOf } from './secret-field';
import { SigningSecrets } from './signing-secrets';
import { useSlackChange } from './use-slack';

const FIELDS = ['clientId', 'clientSecret', 'signingSecret'];

/** What proves the app to Slack, and Slack to Baton. */
export function Credentials({ slack }: { slack: SlackView }) {
  const [isChanging, setChanging] = useState(false);
  const { client } = slack;
  return (
    <section aria-labelledby="slack-credentials">
      <h2 id="slack-credentials">Credentials</h2>
      {client === undefined || isChanging ? (
        <CredentialsForm slack={slack} saved={() => setChanging(false)} />
      ) : (
        <article className="card">
          <p>
            Client ID <code>{client.id}</code>. Its secret was entered <Instant at={client.changedAt} />
            {client.isOld ? ', more than 90 days ago: replace it.' : '.'}
          </p>
          <div className="actions">
            <Button onClick={() => setChanging(true)}>Change the credentials</Button>
          </div>
        </article>
      )}
      {slack.signingSecrets.length === 0 || isChanging ? null : <SigningSecrets secrets={slack.signingSecrets} />}
    </section>
  );
}

function CredentialsForm({ slack, saved }: { slack: SlackView; saved: () => void }) {
  const save = useSlackChange('slack/save-app', 'The credentials are saved');
  const refusal = save.data?.ok === false ? save.data : undefined;
  const errorOf = (field: string) => (refusal?.field === field ? refusal.error : undefined);
  const isFirst = slack.client === undefined;
  const kept = isFirst ? '' : ' Leave it empty to keep the present one.';

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = textsOf(event.currentTarget);
    save.mutate(
      { clientId: text('clientId'), clientSecret: text('clientSecret'), signingSecret: text('signingSecret') },
      { onSuccess: (answer) => (answer.ok ? saved() : undefined) },
    );
  }

  return (
    <form onSubmit={send} aria-label="Credentials of the Slack app">
      <p className="subtle">All from Basic Information of the Slack app. Secrets are never shown again.</p>
      <Field label="Client ID" error={errorOf('clientId')}>
        {(ids) => (
          <Textfield
            {...ids}
            name="clientId"
            autoComplete="off"
            isRequired
            defaultValue={slack.client?.id ?? ''}
            isInvalid={errorOf('clientId') !== undefined}
          />
        )}
      </Field>
      <SecretField
        name="clientSecret"
        label="Client secret"
        hint={`Basic Information → App Credentials.${kept}`}
        error={errorOf('clientSecret')}
        isRequired={isFirst}
      />
      <SecretField
        name="signingSecret"
        label="Signing secret"
        hint={`Basic Information → App Credentials.${slack.signingSecrets.length === 0 ? '' : ' Leave it empty to keep the present one.'}`}
        error={errorOf('signingSecret')}
        isRequired={slack.signingSecrets.length === 0}
      />
      {FIELDS.some((field) => errorOf(field) !== undefined) ? null : (
        <Outcome change={save} what="The credentials were not saved" />
      )}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={save.isPending}>
          Save
        </Button>
        {isFirst ? null : (
          <Button appearance="subtle" onClick={saved}>
            Keep the present ones
          </Button>
        )}
      </div>
    </form>
  );
}
