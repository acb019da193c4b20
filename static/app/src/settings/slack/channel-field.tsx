import { AsyncSelect } from '@atlaskit/select';
import { useRef, useState } from 'react';
import type { ConnectionView } from '../../../../../src/admin/contract';
import { Outcome } from '../../feedback/outcome';
import { Field } from '../../form/field';
import { findChannels, useSlackChange } from './use-slack';

type Option = { value: string; label: string };

const WAIT_MS = 500;

/** The channel of a workspace for what goes to a channel, found by its name and checked when it is chosen. */
export function ChannelField({ connection }: { connection: ConnectionView }) {
  const { teamId, defaultChannel } = connection;
  const choose = useSlackChange('slack/set-channel', 'The default channel is changed');
  const [trouble, setTrouble] = useState<string>();
  const [more, setMore] = useState(false);
  const refusal = choose.data?.ok === false ? choose.data : undefined;
  const error = refusal?.field === 'channel' ? refusal.error : trouble;
  const search = useLater(async (text: string) => {
    const answer = await findChannels(teamId, text);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) throw new Error(answer.error);
    setMore(!answer.value.complete);
    return answer.value.channels.map(({ id, name, kind }) => toOption(id, name, kind));
  });
  const hint = more
    ? 'There are more channels than can be shown: type more of the name.'
    : 'For what goes to a channel.';
  return (
    <>
      <Field label="Default channel" hint={hint} error={error}>
        {({ id, 'aria-describedby': told }) => (
          <AsyncSelect<Option>
            inputId={id}
            aria-describedby={told}
            cacheOptions
            isClearable
            isLoading={choose.isPending}
            placeholder="Type the name of a channel"
            noOptionsMessage={({ inputValue }) => (inputValue === '' ? 'Type a name' : 'No channel by that name')}
            loadOptions={search}
            value={defaultChannel === undefined ? null : toOption(defaultChannel.id, defaultChannel.name)}
            onChange={(option) => choose.mutate({ teamId, channel: option?.value ?? null })}
            menuPosition="fixed"
          />
        )}
      </Field>
      {refusal?.field === 'channel' ? null : <Outcome change={choose} what="The channel was not changed" />}
    </>
  );
}

/** Slack allows only so many looks a minute, so a name is looked up when its typing has come to a halt. */
function useLater(search: (text: string) => Promise<Option[]>) {
  const timer = useRef<number>(undefined);
  return (text: string) =>
    new Promise<Option[]>((resolve, reject) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => search(text).then(resolve, reject), WAIT_MS);
    });
}

const toOption = (id: string, name: string, kind?: 'public' | 'private'): Option => ({
  value: id,
  label: kind === 'private' ? `${name} (private)` : `#${name}`,
});
