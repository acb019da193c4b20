import { AsyncSelect } from '@atlaskit/select';
import { useRef, useState } from 'react';
import type { SlackChannelView } from '../../../../../src/admin/contract';
import { Field } from '../../form/field';
import { findChannels } from './use-slack';

type Channel = Pick<SlackChannelView, 'id' | 'name'>;
type Option = { value: string; label: string; channel: Channel };
type Props = {
  teamId: string;
  label: string;
  hint: string;
  error: string | undefined;
  /** A name of its own, where something else has to find the input. */
  id?: string;
  isBusy?: boolean;
  chosen: Channel | undefined;
  choose: (channel: Channel | undefined) => void;
};

const WAIT_MS = 500;

/** A channel of one workspace, found by its name. */
export function ChannelPicker({ teamId, label, hint, error, id: given, isBusy, chosen, choose }: Props) {
  const [trouble, setTrouble] = useState<string>();
  const [more, setMore] = useState(false);
  const search = useLater(async (text: string) => {
    const answer = await findChannels(teamId, text);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) throw new Error(answer.error);
    setMore(!answer.value.complete);
    return answer.value.channels.map(({ id, name, kind }) => toOption({ id, name }, kind));
  });
  return (
    <Field
      id={given}
      label={label}
      hint={more ? 'There are more channels than can be shown: type more of the name.' : hint}
      error={error ?? trouble}
    >
      {({ id, 'aria-describedby': told }) => (
        <AsyncSelect<Option>
          inputId={id}
          aria-describedby={told}
          cacheOptions
          isClearable
          isLoading={isBusy}
          isInvalid={error !== undefined}
          placeholder="Type the name of a channel"
          noOptionsMessage={({ inputValue }) => (inputValue === '' ? 'Type a name' : 'No channel by that name')}
          loadOptions={search}
          value={chosen === undefined ? null : toOption(chosen)}
          onChange={(option) => choose(option?.channel)}
          menuPosition="fixed"
        />
      )}
    </Field>
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

const toOption = (channel: Channel, kind?: SlackChannelView['kind']): Option => ({
  value: channel.id,
  label: kind === 'private' ? `${channel.name} (private)` : `#${channel.name}`,
  channel,
});
