import type { ConnectionView } from '../../../../../../src/admin/contract';
import { ChannelPicker } from '../../slack/channel-picker';
import { useChannelCheck } from '../../slack/use-slack';
import type { Delivery } from '../form';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { withChannel } from './delivery';

type Props = { part: Part<Delivery>; connection: ConnectionView };

/** The channel, and what Slack says of it now. */
export function DeliveryChannel({ part, connection }: Props) {
  const { value, path, faults, onChange } = part;
  const { teamId, name, defaultChannel } = connection;
  const at = `${path}.channel`;
  const usual =
    defaultChannel === undefined
      ? `${name} has no default channel, so choose one here.`
      : `Without one people are asked in #${defaultChannel.name}, the default channel of ${name}.`;
  return (
    <>
      <ChannelPicker
        id={at}
        teamId={teamId}
        label="Channel"
        hint={value.channel === undefined ? usual : ''}
        error={problemAt(faults, at, { deep: true })}
        chosen={value.channel}
        choose={(channel) => onChange(withChannel(value, teamId, channel))}
      />
      {value.channel === undefined ? null : <Verdict teamId={teamId} channel={value.channel.id} />}
    </>
  );
}

function Verdict({ teamId, channel }: { teamId: string; channel: string }) {
  const { status, data } = useChannelCheck(teamId, channel);
  return (
    <p className={data?.ok === false || status === 'error' ? 'error' : 'subtle'} role="status">
      {status === 'pending' ? 'Asking Slack…' : null}
      {status === 'error' ? 'Slack could not be asked about this channel now. It is checked when you save.' : null}
      {data?.ok === false ? data.error : null}
      {data?.ok === true ? verdictText(data.value) : null}
    </p>
  );
}

const verdictText = ({ name, joins }: { name: string; joins: boolean }) =>
  joins ? `Baton joins #${name} by itself when you save.` : `Baton is in #${name}.`;
