import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import type { ConnectionView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Instant } from '../../instant';
import { usePeople } from '../../people/use-people';
import { ChannelField } from './channel-field';
import { RemoveDialog } from './remove-dialog';
import { RenameForm } from './rename-form';
import { SelfCheck } from './self-check';
import { useSlackChange } from './use-slack';

type Props = {
  connection: ConnectionView;
  /** Not without the credentials of the app. */
  authorize: (() => void) | undefined;
};

export function WorkspaceCard({ connection, authorize }: Props) {
  const [open, setOpen] = useState<'rename' | 'remove'>();
  const makeDefault = useSlackChange('slack/set-default', `${connection.name} is the default workspace`);
  const { teamId, name, isDefault, state } = connection;
  const look = LOOKS[state];
  const close = () => setOpen(undefined);
  return (
    <article className="card" aria-label={name}>
      <div className="card-title">
        <h3>{name}</h3>
        <span className="tools">
          <Lozenge appearance={look.appearance}>{look.label}</Lozenge>
          {isDefault ? <Lozenge appearance="inprogress">Default</Lozenge> : null}
        </span>
      </div>
      <About connection={connection} />
      {open === 'rename' ? <RenameForm connection={connection} close={close} /> : null}
      <ChannelField connection={connection} />
      <SelfCheck teamId={teamId} />
      <Outcome change={makeDefault} what="The default workspace was not changed" />
      <div className="actions">
        {authorize === undefined ? null : (
          <Button appearance={state === 'healthy' ? 'default' : 'primary'} onClick={authorize}>
            Authorize again
          </Button>
        )}
        {isDefault ? null : (
          <Button isLoading={makeDefault.isPending} onClick={() => makeDefault.mutate({ teamId })}>
            Make it the default
          </Button>
        )}
        <Button onClick={() => setOpen('rename')}>Rename</Button>
        <Button appearance="subtle" onClick={() => setOpen('remove')}>
          Remove
        </Button>
      </div>
      {open === 'remove' ? <RemoveDialog connection={connection} close={close} /> : null}
    </article>
  );
}

function About({ connection }: { connection: ConnectionView }) {
  const { teamName, name, installedAt, installedBy } = connection;
  const people = usePeople(installedBy === undefined ? [] : [installedBy]);
  return (
    <p className="subtle">
      {teamName === name ? null : `${teamName} in Slack. `}
      Connected <Instant at={installedAt} />
      {installedBy === undefined ? ' with a bot token.' : ` by ${people.nameOf(installedBy)}.`}
    </p>
  );
}

const LOOKS: Record<ConnectionView['state'], { label: string; appearance: 'success' | 'removed' }> = {
  healthy: { label: 'Connected', appearance: 'success' },
  revoked: { label: 'Access revoked', appearance: 'removed' },
  uninstalled: { label: 'App removed', appearance: 'removed' },
  broken: { label: 'Refused by Slack', appearance: 'removed' },
};
