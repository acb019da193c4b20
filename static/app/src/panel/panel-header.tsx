import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { SubjectView } from '../../../../src/admin/contract';
import { Button } from '../button';
import type { People } from '../people/use-people';
import { StartDialog } from './start-dialog';

type Props = { view: SubjectView; people: People; isStale: boolean };

export function PanelHeader({ view, people, isStale }: Props) {
  const [isStarting, setStarting] = useState(false);
  const hasDefinition = view.definitions.length > 0;
  return (
    <header className="panel-header">
      <p className="subtle" role="status">
        {isStale ? 'Not up to date: Baton cannot be reached. Trying again.' : summarise(view)}
      </p>
      {hasDefinition ? (
        <Button appearance={view.approvals.length === 0 ? 'primary' : 'default'} onClick={() => setStarting(true)}>
          Start approval
        </Button>
      ) : null}
      {view.slackConnected ? null : (
        <p className="hint">Slack is not connected, so people are asked by e-mail. An administrator can connect it.</p>
      )}
      <ModalTransition>
        {isStarting ? (
          <StartDialog definitions={view.definitions} people={people} close={() => setStarting(false)} />
        ) : null}
      </ModalTransition>
    </header>
  );
}

function summarise({ approvals }: SubjectView): string {
  const pending = approvals.filter(({ state }) => state === 'pending').length;
  if (pending > 0) return pending === 1 ? '1 approval is pending' : `${pending} approvals are pending`;
  return approvals.length === 0 ? '' : 'Nothing is pending';
}
