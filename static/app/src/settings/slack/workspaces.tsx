import { useState } from 'react';
import type { SlackView } from '../../../../../src/admin/contract';
import { openTab } from '../../api';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { AttemptCard } from './attempt-card';
import { ConnectForm } from './connect-form';
import { type Attempt, useBegin } from './use-slack';
import { WorkspaceCard } from './workspace-card';

/** The workspaces that Baton speaks in, and the way to one more. */
export function Workspaces({ slack }: { slack: SlackView }) {
  const begin = useBegin();
  const [attempt, setAttempt] = useState<Attempt>();
  const { connections, most, client } = slack;

  function authorize(teamId?: string) {
    begin.mutate(teamId === undefined ? {} : { teamId }, {
      onSuccess: (answer) => {
        if (!answer.ok) return;
        setAttempt(answer.value);
        void openTab(answer.value.url);
      },
    });
  }

  return (
    <section className="workspaces" aria-labelledby="slack-workspaces">
      <div>
        <h2 id="slack-workspaces">Workspaces</h2>
        <p className="subtle">
          {connections.length} of at most {most}. People are asked in the default workspace, unless a definition names
          another one.
        </p>
      </div>
      {connections.map((connection) => (
        <WorkspaceCard
          key={connection.teamId}
          connection={connection}
          authorize={client === undefined ? undefined : () => authorize(connection.teamId)}
        />
      ))}
      {attempt === undefined ? null : (
        <AttemptCard key={attempt.attempt} attempt={attempt} close={() => setAttempt(undefined)} />
      )}
      <Outcome change={begin} what="Slack’s page could not be opened" />
      {client === undefined ? (
        <p className="subtle">Save the credentials of the Slack app first, then connect a workspace.</p>
      ) : (
        <div className="actions">
          <Button
            appearance="primary"
            isDisabled={connections.length >= most}
            isLoading={begin.isPending}
            onClick={() => authorize()}
          >
            Connect a workspace
          </Button>
        </div>
      )}
      <details>
        <summary>Connect with a bot token instead</summary>
        <ConnectForm />
      </details>
    </section>
  );
}
