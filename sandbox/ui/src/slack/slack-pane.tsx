import { useState } from 'react';
import type { Screen } from '../api';
import { Portrait } from '../portrait';
import { questionsOf } from './buttons';
import { MessageView } from './message-view';

type Props = { screen: Screen; nameOf: (userId: string) => string };
type Conversation = Screen['conversations'][number];

/** Slack as one person sees it. It opens where the last message came in, unless they have chosen. */
export function SlackPane({ screen, nameOf }: Props) {
  const { team, user, conversations } = screen;
  const [chosen, choose] = useState<string>();
  const sorted = [...conversations].sort((one, other) => newest(other) - newest(one));
  const open = conversations.find(({ id }) => id === chosen) ?? sorted[0];
  const labelOf = ({ kind, name }: Conversation) => (kind === 'dm' ? 'Baton' : `# ${name}`);
  return (
    <section className="pane" aria-label={`Slack of ${user.name}`}>
      <div className="pane-bar">
        <Portrait name={user.name} />
        <strong>{user.name}</strong>
        <span className="team">{team.name}</span>
      </div>
      <nav aria-label={`Conversations of ${user.name}`}>
        {conversations.map((conversation) => {
          const waiting = conversation.messages.filter(({ blocks }) => questionsOf(blocks).length > 0).length;
          return (
            <button
              key={conversation.id}
              type="button"
              aria-pressed={conversation.id === open?.id}
              onClick={() => choose(conversation.id)}
            >
              {labelOf(conversation)}
              {waiting > 0 ? <span className="count">{waiting}</span> : null}
            </button>
          );
        })}
      </nav>
      <div className="newest-in-view">
        <ol className="messages">
          {open === undefined || open.messages.length === 0 ? <li className="quiet">No messages yet</li> : null}
          {open?.messages.map((message) => (
            <MessageView key={message.ts} message={message} member={{ team: team.id, user: user.id }} nameOf={nameOf} />
          ))}
        </ol>
      </div>
    </section>
  );
}

const newest = ({ messages }: Conversation) => Math.max(0, ...messages.map(({ postedAt }) => postedAt));
