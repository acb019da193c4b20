import 'slack-blocks-to-jsx/dist/style.css';
import type { Member } from '../api';
import { Portrait } from '../portrait';
import { useAction } from '../questions';
import { toClock } from '../time';
import { Blocks } from './blocks';
import { clickMessage } from './calls';
import type { Around } from './choices';
import type { Block, SlackMessage } from './schema';

type Props = { message: SlackMessage; member: Member; around: Around; nameOf: (userId: string) => string };

export function MessageView({ message, member: { user }, around, nameOf }: Props) {
  const press = useAction(clickMessage);
  const { team, channel, ts, threadTs, blocks, botId, edited, ephemeralTo } = message;
  const isApp = botId !== undefined;
  const trouble = press.error?.message ?? press.data?.error;
  return (
    <li className={ephemeralTo === undefined ? 'message' : 'message ephemeral'}>
      <Portrait name={nameOf(message.user)} isApp={isApp} />
      <div className="message-body">
        {ephemeralTo === undefined ? null : <p className="quiet">Only visible to you</p>}
        {threadTs === undefined || threadTs === ts ? null : <p className="quiet">Replied in a thread</p>}
        <p className="message-head">
          <strong>{isApp ? 'Baton' : nameOf(message.user)}</strong>
          {isApp ? <span className="app-tag">APP</span> : null}
          <span className="quiet">{toClock(message.postedAt)}</span>
          {edited === undefined ? null : <span className="quiet">(edited)</span>}
        </p>
        {blocks.length === 0 ? (
          <Blocks
            blocks={[asSection(message.text)]}
            nameOf={nameOf}
            around={around}
            isBusy={false}
            act={() => undefined}
          />
        ) : (
          <Blocks
            blocks={blocks}
            nameOf={nameOf}
            around={around}
            isBusy={press.isPending}
            act={(named, value) => press.mutate({ ...named, team, user, channel, ts, value })}
          />
        )}
        {trouble === undefined ? null : (
          <p className="error" role="alert">
            {trouble}
          </p>
        )}
      </div>
    </li>
  );
}

/** A message without blocks is written in Slack's markup, as the text of a section is. */
const asSection = (text: string): Block => ({ type: 'section', block_id: 'text', text: { type: 'mrkdwn', text } });
