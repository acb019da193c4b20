import type { FormEvent } from 'react';
import type { Member } from '../api';
import { useAction } from '../questions';
import { enter, inviteApp } from './calls';
import type { Conversation, Screen } from './schema';

type Props = { conversation: Conversation; screen: Screen; member: Member };

/** Where people write, and enter slash commands; and where they bring the app in, when it is not there yet. */
export function EntryBox({ conversation: { id, kind, team, name, isArchived }, screen, member }: Props) {
  const entry = useAction(enter);
  const invite = useAction(inviteApp);
  const trouble = entry.error?.message ?? entry.data?.error ?? invite.error?.message;
  const place = { ...member, team, channel: id };
  if (isArchived) return <p className="quiet entry">This channel is archived.</p>;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (text !== '') entry.mutate({ ...place, text }, { onSuccess: () => form.reset() });
  }

  const where = kind === 'dm' ? 'Baton' : `#${name}`;
  const hint = screen.commands.length === 0 ? '' : `, or ${screen.commands.join(', ')}`;
  return (
    <form className="entry" onSubmit={send}>
      <input
        name="text"
        autoComplete="off"
        aria-label={`Message to ${where}`}
        placeholder={`Message ${where}${hint}`}
      />
      <button type="submit" disabled={entry.isPending}>
        Send
      </button>
      {kind === 'channel' && screen.hasApp ? (
        <button type="button" disabled={invite.isPending} onClick={() => invite.mutate(place)}>
          Invite Baton
        </button>
      ) : null}
      {trouble === undefined ? null : (
        <p className="error" role="alert">
          {trouble}
        </p>
      )}
    </form>
  );
}
