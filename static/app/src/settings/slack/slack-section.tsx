import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import type { ConnectionView, SlackView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { Instant } from '../../instant';
import { ConnectForm } from './connect-form';
import { SlackSteps } from './slack-steps';
import { useSlack } from './use-slack';

export function SlackSection() {
  const slack = useSlack();
  switch (slack.status) {
    case 'pending':
      return <Loading what="the Slack connection" />;
    case 'error':
      return <Problem what="The Slack connection could not be loaded" retry={() => slack.refetch()} />;
    case 'success':
      return slack.data.ok ? <Connection slack={slack.data.value} /> : <Refusal reason={slack.data.error} />;
  }
}

function Connection({ slack }: { slack: SlackView }) {
  const [isChanging, setChanging] = useState(false);
  if (slack.connection !== undefined && !isChanging) {
    return <Connected connection={slack.connection} change={() => setChanging(true)} />;
  }
  return (
    <div className="columns">
      <SlackSteps interactivityUrl={slack.interactivityUrl} />
      <ConnectForm
        connected={() => setChanging(false)}
        goBack={slack.connection ? () => setChanging(false) : undefined}
      />
    </div>
  );
}

function Connected({ connection, change }: { connection: ConnectionView; change: () => void }) {
  return (
    <article className="card">
      <div className="card-title">
        <h2>{connection.teamName}</h2>
        <Lozenge appearance="success">Connected</Lozenge>
      </div>
      <p className="subtle">
        Since <Instant at={connection.connectedAt} />. Requests go to people in Slack as direct messages; whoever has no
        Slack user there gets an e-mail.
      </p>
      <div className="actions">
        <Button onClick={change}>Change connection</Button>
      </div>
    </article>
  );
}
