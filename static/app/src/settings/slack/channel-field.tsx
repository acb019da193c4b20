import type { ConnectionView } from '../../../../../src/admin/contract';
import { Outcome } from '../../feedback/outcome';
import { ChannelPicker } from './channel-picker';
import { useSlackChange } from './use-slack';

/** The channel of a workspace for what goes to a channel, checked when it is chosen. */
export function ChannelField({ connection }: { connection: ConnectionView }) {
  const { teamId, defaultChannel } = connection;
  const change = useSlackChange('slack/set-channel', 'The default channel is changed');
  const refusal = change.data?.ok === false ? change.data : undefined;
  const isPlaced = refusal?.field === 'channel';
  return (
    <>
      <ChannelPicker
        teamId={teamId}
        label="Default channel"
        hint="Where people are asked in a channel, unless a definition names another one."
        error={isPlaced ? refusal?.error : undefined}
        isBusy={change.isPending}
        chosen={defaultChannel}
        choose={(channel) => change.mutate({ teamId, channel: channel?.id ?? null })}
      />
      {isPlaced ? null : <Outcome change={change} what="The channel was not changed" />}
    </>
  );
}
