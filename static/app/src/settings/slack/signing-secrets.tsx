import { type FormEvent, useState } from 'react';
import type { SlackView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Instant } from '../../instant';
import { SecretField, textsOf } from './secret-field';
import { useEndOverlap, useSlackChange } from './use-slack';

/** Their age, their replacement, and the time in which two of them count. */
export function SigningSecrets({ secrets }: { secrets: SlackView['signingSecrets'] }) {
  const [isReplacing, setReplacing] = useState(false);
  const end = useEndOverlap();
  const isOverlap = secrets.length > 1;
  return (
    <article className="card">
      <h3>Signing secret</h3>
      <ul className="how-to plain">
        {secrets.map(({ since, validUntil, isOld }) => (
          <li key={since}>
            Entered <Instant at={since} />
            {validUntil === undefined ? null : (
              <>
                , counts until <Instant at={validUntil} />
              </>
            )}
            {isOld ? '. It is more than 90 days old: replace it.' : null}
          </li>
        ))}
      </ul>
      {isReplacing ? <ReplaceForm close={() => setReplacing(false)} /> : null}
      <Outcome change={end} what="The overlap was not ended" />
      <div className="actions">
        {isReplacing ? null : <Button onClick={() => setReplacing(true)}>Replace the signing secret</Button>}
        {isOverlap ? (
          <Button isLoading={end.isPending} onClick={() => end.mutate({})}>
            End the overlap now
          </Button>
        ) : null}
      </div>
    </article>
  );
}

function ReplaceForm({ close }: { close: () => void }) {
  const replace = useSlackChange('slack/replace-signing-secret', 'The signing secret is replaced');
  const refusal = replace.data?.ok === false ? replace.data : undefined;
  const error = refusal?.field === 'signingSecret' ? refusal.error : undefined;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const signingSecret = textsOf(event.currentTarget)('signingSecret');
    replace.mutate({ signingSecret }, { onSuccess: (answer) => (answer.ok ? close() : undefined) });
  }

  return (
    <form onSubmit={send} aria-label="Replace the signing secret">
      <SecretField
        name="signingSecret"
        label="New signing secret"
        hint="The former one goes on counting for 24 hours, so that nothing is lost meanwhile."
        error={error}
        isRequired
      />
      {error === undefined ? <Outcome change={replace} what="The signing secret was not replaced" /> : null}
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={replace.isPending}>
          Replace
        </Button>
        <Button appearance="subtle" onClick={close}>
          Keep the present one
        </Button>
      </div>
    </form>
  );
}
