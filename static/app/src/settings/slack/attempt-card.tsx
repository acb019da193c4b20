import { Button } from '../../button';
import { Loading } from '../../feedback/loading';
import { Outcome } from '../../feedback/outcome';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { type Attempt, useAttempt, useSlackChange } from './use-slack';

type Props = { attempt: Attempt; close: () => void };

/** What happens on Slack's page, and the last word about it: only who began can say that this is the workspace meant. */
export function AttemptCard({ attempt, close }: Props) {
  return (
    <article className="card" aria-label="Connecting a workspace">
      <Standing attempt={attempt} close={close} />
    </article>
  );
}

function Standing({ attempt, close }: Props) {
  const looked = useAttempt(attempt);
  switch (looked.status) {
    case 'pending':
      return <Loading what="what happens in Slack" />;
    case 'error':
      return <Problem what="It could not be seen what happens in Slack" retry={() => looked.refetch()} />;
    case 'success':
      break;
  }
  if (!looked.data.ok) return <Over reason={looked.data.error} close={close} />;
  const { value } = looked.data;
  switch (value.state) {
    case 'waiting':
      return <Waiting close={close} />;
    case 'ready':
      return <Ready attempt={attempt} teamName={value.teamName} again={value.again} close={close} />;
    case 'refused':
      return <Over reason={`${value.title}. ${value.text}`} close={close} />;
    case 'connected':
      return <p role="status">{value.teamName} is connected.</p>;
  }
}

function Waiting({ close }: { close: () => void }) {
  return (
    <>
      <p role="status">Slack’s page is open in another tab. Allow Baton there, then come back to this page.</p>
      <div className="actions">
        <Button appearance="subtle" onClick={close}>
          Stop waiting
        </Button>
      </div>
    </>
  );
}

function Ready({ attempt, teamName, again, close }: Props & { teamName: string; again: boolean }) {
  const claim = useSlackChange('slack/claim', `Baton is connected to ${teamName}`);
  return (
    <>
      <p role="status">
        Slack has let Baton into <strong>{teamName}</strong>.{' '}
        {again ? 'It takes the place of the present access.' : null}
      </p>
      <Outcome change={claim} what="The workspace was not connected" />
      <div className="actions">
        <Button
          appearance="primary"
          isLoading={claim.isPending}
          onClick={() => claim.mutate(attempt, { onSuccess: (answer) => (answer.ok ? close() : undefined) })}
        >
          Connect {teamName}
        </Button>
        <Button appearance="subtle" onClick={close}>
          Not this one
        </Button>
      </div>
    </>
  );
}

function Over({ reason, close }: { reason: string; close: () => void }) {
  return (
    <>
      <Refusal reason={reason} />
      <div className="actions">
        <Button onClick={close}>Close</Button>
      </div>
    </>
  );
}
