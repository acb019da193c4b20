import { useState } from 'react';
import type { World } from '../api';
import { Portrait } from '../portrait';
import { useAction } from '../questions';
import { questionsOf } from './buttons';
import { openHome } from './calls';
import type { Around } from './choices';
import { EntryBox } from './entry-box';
import { HomeTab } from './home-tab';
import { MessageView } from './message-view';
import { Modal } from './modal';
import type { Conversation, Screen } from './schema';

type Props = { screen: Screen; workspace: World['workspaces'][number]; nameOf: (userId: string) => string };

const HOME = 'home';

/** Slack as one person sees it. It opens where the last message came in, unless they have chosen. */
export function SlackPane({ screen, workspace, nameOf }: Props) {
  const { team, user, conversations } = screen;
  const member = { team: team.id, user: user.id };
  const [chosen, choose] = useState<string>();
  const visit = useAction(openHome);
  const sorted = [...conversations].sort((one, other) => newest(other) - newest(one));
  const open = conversations.find(({ id }) => id === chosen) ?? sorted[0];
  const isHome = chosen === HOME;
  const around = aroundOf(workspace, conversations);
  const top = screen.views.at(-1);
  return (
    <section className="pane" aria-label={`Slack of ${user.name}`}>
      <div className="pane-bar">
        <Portrait name={user.name} />
        <strong>{user.name}</strong>
        <span className="team">{team.name}</span>
      </div>
      <nav aria-label={`Conversations of ${user.name}`}>
        {screen.hasApp ? (
          <button
            type="button"
            aria-pressed={isHome}
            onClick={() => {
              choose(HOME);
              visit.mutate(member);
            }}
          >
            Home of Baton
          </button>
        ) : null}
        {conversations.map((conversation) => {
          const waiting = conversation.messages.filter(({ blocks }) => questionsOf(blocks).length > 0).length;
          return (
            <button
              key={conversation.id}
              type="button"
              aria-pressed={!isHome && conversation.id === open?.id}
              onClick={() => choose(conversation.id)}
            >
              {labelOf(conversation)}
              {waiting > 0 ? <span className="count">{waiting}</span> : null}
            </button>
          );
        })}
      </nav>
      {isHome ? (
        <HomeTab home={screen.home} member={member} around={around} nameOf={nameOf} />
      ) : (
        <>
          <div className="newest-in-view">
            <ol className="messages">
              {open === undefined || open.messages.length === 0 ? <li className="quiet">No messages yet</li> : null}
              {open?.messages.map((message) => (
                <MessageView key={message.ts} message={message} member={member} around={around} nameOf={nameOf} />
              ))}
            </ol>
          </div>
          {open === undefined ? null : <EntryBox key={open.id} conversation={open} screen={screen} member={member} />}
        </>
      )}
      {top === undefined ? null : <Modal key={top.id} view={top} member={member} around={around} nameOf={nameOf} />}
    </section>
  );
}

function labelOf({ kind, name, isPrivate, isArchived }: Conversation): string {
  if (kind === 'dm') return 'Baton';
  const label = isPrivate ? `🔒 ${name}` : `# ${name}`;
  return isArchived ? `${label} (archived)` : label;
}

function aroundOf({ members }: World['workspaces'][number], conversations: readonly Conversation[]): Around {
  const people = members.filter(({ bot, deactivated }) => !(bot || deactivated));
  return {
    people: people.map(({ userId, name }) => ({ value: userId, text: name })),
    channels: conversations.map((conversation) => ({ value: conversation.id, text: labelOf(conversation) })),
  };
}

const newest = ({ messages }: Conversation) => Math.max(0, ...messages.map(({ postedAt }) => postedAt));
