import type { SlackView } from '../../../../../../src/admin/contract';
import { Button } from '../../../button';
import { Loading } from '../../../feedback/loading';
import { Problem } from '../../../feedback/problem';
import { Refusal } from '../../../feedback/refusal';
import { goToTab } from '../../go-to-tab';
import { ModeField } from '../../slack/mode-field';
import { useSlack } from '../../slack/use-slack';
import { PartProblem } from '../fields/part-problem';
import type { Delivery } from '../form';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { withMode } from './delivery';
import { DeliveryChannel } from './delivery-channel';
import { WorkspaceField } from './workspace-field';

/** Where people are asked in Slack. */
export function DeliveryFields({ part }: { part: Part<Delivery> }) {
  const slack = useSlack();
  switch (slack.status) {
    case 'pending':
      return <Loading what="the Slack workspaces" />;
    case 'error':
      return <Problem what="The Slack workspaces could not be loaded" retry={() => slack.refetch()} />;
    case 'success':
      if (!slack.data.ok) return <Refusal reason={slack.data.error} />;
      return (
        <div id={part.path} tabIndex={-1}>
          <Places part={part} connections={slack.data.value.connections} />
        </div>
      );
  }
}

type Props = { part: Part<Delivery>; connections: SlackView['connections'] };

function Places({ part, connections }: Props) {
  const { value, path, faults, onChange } = part;
  const usual = connections.find(({ isDefault }) => isDefault) ?? connections[0];
  if (usual === undefined) return <NotConnected part={part} />;

  const there = connections.find(({ teamId }) => teamId === value.workspace);
  const isChoice = connections.length > 1 || (value.workspace !== undefined && there === undefined);
  const workspace = value.workspace === undefined ? usual : there;
  return (
    <>
      <ModeField
        id={`${path}.mode`}
        label="Where people are asked"
        error={problemAt(faults, `${path}.mode`)}
        value={value.mode}
        choose={(mode) => onChange(withMode(value, mode))}
      />
      {isChoice ? <WorkspaceField part={part} connections={connections} usual={usual} /> : null}
      {value.mode === 'direct' || workspace === undefined ? null : (
        <DeliveryChannel key={workspace.teamId} part={part} connection={workspace} />
      )}
      <PartProblem part={part} />
    </>
  );
}

function NotConnected({ part }: { part: Part<Delivery> }) {
  return (
    <>
      <p>Slack is not connected, so everybody gets an e-mail.</p>
      <PartProblem part={part} deep />
      <div className="actions">
        <Button onClick={() => goToTab('slack')}>Connect Slack</Button>
      </div>
    </>
  );
}
