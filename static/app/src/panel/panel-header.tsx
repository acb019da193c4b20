import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { SubjectView } from '../../../../src/admin/contract';
import { Button } from '../button';
import { StartDialog } from '../starting/start-dialog';
import { summarise } from './in-view';

type Props = { view: SubjectView; isStale: boolean };

export function PanelHeader({ view, isStale }: Props) {
  const [isStarting, setStarting] = useState(false);
  const hasDefinition = view.definitions.length > 0;
  return (
    <header className="panel-header">
      <p className="subtle" role="status">
        {isStale ? 'Not up to date: Baton cannot be reached. Trying again.' : summarise(view.approvals)}
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
        {isStarting ? <StartDialog definitions={view.definitions} close={() => setStarting(false)} /> : null}
      </ModalTransition>
    </header>
  );
}
