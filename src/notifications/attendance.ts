import type { Log } from '../ports';
import type { SlackUserId } from '../shared/brand';
import { describeError } from '../shared/errors';
import { toAudience, type Wanted } from './core/audience';
import type { Audience, ChannelMessage } from './core/model';

export type Deps = {
  log: Log;
  /** Which of these users are in the channel, as far as Slack tells. */
  membersIn: (place: ChannelMessage, users: readonly SlackUserId[]) => Promise<ReadonlySet<SlackUserId>>;
};

/** Who of those who are to be asked in a channel is in it. */
export function createAttendance({ log, membersIn }: Deps) {
  return async function audienceOf(place: ChannelMessage, wanted: readonly Wanted[]): Promise<Audience> {
    const users = wanted.map(({ user }) => user);
    try {
      return toAudience(wanted, await membersIn(place, users));
    } catch (error) {
      // Whatever went wrong, each of them is told directly.
      log.warn('channel-members-not-known', { team: place.team, channel: place.channel.id, ...describeError(error) });
      return toAudience(wanted, new Set());
    }
  };
}
