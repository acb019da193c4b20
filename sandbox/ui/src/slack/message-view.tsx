import 'slack-blocks-to-jsx/dist/style.css';
import { type Member, pressButton, type SlackMessage } from '../api';
import { Portrait } from '../portrait';
import { useAction } from '../questions';
import { toClock } from '../time';
import { Blocks } from './blocks';

type Props = { message: SlackMessage; member: Member; nameOf: (userId: string) => string };

export function MessageView({ message, member, nameOf }: Props) {
  const press = useAction(pressButton);
  const { channel, ts, blocks, botId, edited, ephemeralTo } = message;
  const isApp = botId !== undefined;
  const trouble = press.error?.message ?? press.data?.error;
  return (
    <li className={ephemeralTo === undefined ? 'message' : 'message ephemeral'}>
      <Portrait name={nameOf(message.user)} isApp={isApp} />
      <div className="message-body">
        {ephemeralTo === undefined ? null : <p className="quiet">Only visible to you</p>}
        <p className="message-head">
          <strong>{isApp ? 'Baton' : nameOf(message.user)}</strong>
          {isApp ? <span className="app-tag">APP</span> : null}
          <span className="quiet">{toClock(message.postedAt)}</span>
          {edited === undefined ? null : <span className="quiet">(edited)</span>}
        </p>
        {blocks.length === 0 ? (
          <p>{message.text}</p>
        ) : (
          <Blocks
            blocks={blocks}
            nameOf={nameOf}
            isBusy={press.isPending}
            press={(actionId) => press.mutate({ ...member, channel, ts, actionId })}
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
