import type { Log } from '../ports';
import type { SlackTeamId, SlackUserId } from '../shared/brand';
import { describeError } from '../shared/errors';
import type { Reply } from './reply';
import type { Enqueue } from './tasks';

/** Where a person is answered. */
export type AnswerTo = {
  readonly team: SlackTeamId;
  readonly user: SlackUserId;
  /** Missing where what is said to one person might not be seen, or where Slack gave none. */
  readonly responseUrl?: string | undefined;
};

export type Tell = (to: AnswerTo, text: string) => Promise<void>;

/** Beside the message where that works; else as a direct message, which is posted without anybody waiting for it. */
export function createTell({ log, reply, enqueue }: { log: Log; reply: Reply; enqueue: Enqueue }): Tell {
  return async function tell({ team, user, responseUrl }, text) {
    if (await reply(responseUrl, text)) return;
    try {
      await enqueue({ type: 'answer', team, user, text });
    } catch (error) {
      log.warn('answer-lost', { ...describeError(error) });
    }
  };
}
