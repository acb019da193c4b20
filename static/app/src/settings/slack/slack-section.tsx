import './slack.css';
import SectionMessage from '@atlaskit/section-message';
import type { SlackView, SlackWarning } from '../../../../../src/admin/contract';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { BehaviourForm } from './behaviour-form';
import { Credentials } from './credentials';
import { MakeApp } from './make-app';
import { useSlack } from './use-slack';
import { Workspaces } from './workspaces';

export function SlackSection() {
  const slack = useSlack();
  switch (slack.status) {
    case 'pending':
      return <Loading what="the Slack connection" />;
    case 'error':
      return <Problem what="The Slack connection could not be loaded" retry={() => slack.refetch()} />;
    case 'success':
      return slack.data.ok ? <Slack slack={slack.data.value} /> : <Refusal reason={slack.data.error} />;
  }
}

/** From nothing the steps are gone through downwards; what is set up already comes first. */
function Slack({ slack }: { slack: SlackView }) {
  const isSetUp = slack.connections.length > 0;
  return (
    <div className="slack">
      <Warnings warnings={slack.warnings} />
      {isSetUp ? <Workspaces slack={slack} /> : null}
      {isSetUp ? <BehaviourForm slack={slack} /> : null}
      <MakeApp slack={slack} isOpen={!isSetUp} />
      <Credentials slack={slack} />
      {isSetUp ? null : <Workspaces slack={slack} />}
    </div>
  );
}

function Warnings({ warnings }: { warnings: readonly SlackWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <SectionMessage appearance="warning" title="Something needs your attention">
      <ul className="warnings">
        {warnings.map(({ about, text, remedy }) => (
          <li key={`${about} ${text}`}>
            <strong>{about}</strong>: {text} {remedy}
          </li>
        ))}
      </ul>
    </SectionMessage>
  );
}
