import type { Approval } from '../approvals/core/model';
import type { ChannelMessage, DirectMessage, Notification, SlackMessage } from '../notifications/core/model';
import type { PersonId } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import type { Place } from './client';
import type { Sender } from './parse';
import type { Who } from './who';
import type { ClickRefusal } from './words';

/** `heal` is set when the click told where a message stands whose posting nobody saw answered. */
export type Holder = { readonly by: PersonId; readonly heal?: SlackMessage };

type Held = { readonly sender: Sender; readonly message: Place | undefined };

/**
 * The token, the message and the person must belong together: a token moved to another message, or pressed by somebody
 * else, does nothing. Where there is no message, the person may also be known by their link; in a channel they are
 * known by nothing else.
 */
export function createHolderOf(who: Pick<Who, 'linkOf' | 'accountOf'>) {
  return async function holderOf(
    { slack, recipient }: Notification,
    sender: Sender,
    message: Place | undefined,
  ): Promise<Result<Holder, ClickRefusal>> {
    const held = { sender, message };
    if (slack?.channel !== undefined) return inChannel(slack, held);
    if (recipient === undefined) return err('message-unknown');
    if (message !== undefined) return ofMessage(slack, recipient, { sender, message });
    if (slack?.team === sender.team && slack.user === sender.user) return ok({ by: recipient });
    const linked = await who.linkOf(sender.team, sender.user);
    return linked?.account === recipient ? ok({ by: recipient }) : err('not-your-message');
  };

  async function inChannel(slack: ChannelMessage, { sender, message }: Held): Promise<Result<Holder, ClickRefusal>> {
    if (slack.team !== sender.team || !standsAt(slack, message)) return err('message-unknown');
    const by = await who.accountOf(sender.team, sender.user);
    if (by === undefined) return err('not-linked');
    const isNew = slack.posted === undefined && message !== undefined;
    return ok(isNew ? { by, heal: { ...slack, posted: message } } : { by });
  }
}

function ofMessage(
  slack: DirectMessage | undefined,
  by: PersonId,
  { sender, message }: { sender: Sender; message: Place },
): Result<Holder, ClickRefusal> {
  if (slack === undefined || slack.team !== sender.team) return err('message-unknown');
  const { posted } = slack;
  if (posted !== undefined && !isSame(posted, message)) return err('message-unknown');
  if (slack.user !== sender.user) return err('not-your-message');
  return ok(posted === undefined ? { by, heal: { ...slack, posted: message } } : { by });
}

/** A form has no place of its own. */
function standsAt({ posted, channel }: ChannelMessage, message: Place | undefined): boolean {
  if (message === undefined) return true;
  return posted === undefined ? channel.id === message.channel : isSame(posted, message);
}

const isSame = (posted: Place, { channel, ts }: Place): boolean => posted.channel === channel && posted.ts === ts;

export function aboutOf(
  { row, approval }: { row: Notification; approval: Approval },
  holder: Result<Holder, ClickRefusal>,
) {
  const by = row.recipient ?? (holder.ok ? holder.value.by : undefined);
  if (by === undefined) return undefined;
  const owner = holder.ok ? undefined : row.slack?.user;
  return { approval, step: row.step, by, ...(owner === undefined ? {} : { owner }) };
}
