import type { SlackMessage } from '../../../src/notifications/core/model';
import { asksNow } from '../../../src/notifications/core/plan';
import type { Surfaces, Telling } from '../../../src/notifications/core/surfaces';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../../src/shared/errors';
import { rule } from '../../approvals/given-delegations';
import { crowd } from '../../support/builders';
import type { Chance } from './chance';

/** Who is in every group, and who may decide in whose place. */
export const MEMBERS = crowd(3);
export const HOUSE_RULES = crowd(1).map((person) => rule(person, crowd(5).slice(4)));

/** A message: for which row, the sequence it shows, and whether it can be answered. */
export type Seen = { readonly row: string; readonly at: SlackMessage; shown: number; asks: boolean };

/** What the people see in the end: everything that ever left Baton. */
export type Outside = {
  readonly messages: Seen[];
  readonly mails: string[];
  readonly comments: string[];
  readonly properties: number[];
  readonly effects: string[];
  /** Rows of which an answer was never seen. */
  readonly unseen: Set<string>;
  /** Rows of which something was refused for good. */
  readonly refused: Set<string>;
};

export const emptyOutside = (): Outside => ({
  messages: [],
  mails: [],
  comments: [],
  properties: [],
  effects: [],
  unseen: new Set(),
  refused: new Set(),
});

const RETRY_AFTER_MS = 30_000;

/** Slack, Jira and the mail, each call in its turn and with its troubles. */
export function createOutsideSurfaces(outside: Outside, chance: Chance, turn: () => Promise<void>): Surfaces {
  async function call<T>({ row }: Telling, effect: () => T): Promise<T> {
    await turn();
    if (chance.strikes('refusedForNow')) {
      throw new TransientError('rate_limited', chance.random() < 0.5 ? { retryAfterMs: RETRY_AFTER_MS } : {});
    }
    if (chance.strikes('refusedForGood')) {
      outside.refused.add(row.key);
      throw new PermanentError('not_allowed');
    }
    if (!chance.strikes('unseen')) return effect();

    outside.unseen.add(row.key);
    if (chance.random() < 0.5) effect();
    throw new UnknownOutcomeError('no answer');
  }

  return {
    post: (telling) =>
      call(telling, () => {
        const { slack } = telling.row;
        if (slack === undefined) throw new TransientError('person-not-resolved');
        const at = { ...slack, posted: { channel: 'D1', ts: `${outside.messages.length + 1}.0` } };
        outside.messages.push({ row: telling.row.key, at, shown: telling.sequence, asks: asksIn(telling) });
        return at;
      }),
    update: (telling) =>
      call(telling, () => {
        const { ts } = telling.row.slack?.posted ?? {};
        const message = outside.messages.find(({ at }) => at.posted?.ts === ts);
        if (message === undefined) throw new PermanentError('message_not_found');
        message.shown = telling.sequence;
        message.asks = asksIn(telling);
      }),
    email: (telling) => call(telling, () => void outside.mails.push(telling.row.key)),
    comment: (telling, mayExist) =>
      call(telling, () => {
        if (mayExist && outside.comments.includes(telling.row.key)) return;
        outside.comments.push(telling.row.key);
      }),
    property: (telling) => call(telling, () => void outside.properties.push(telling.sequence)),
    // Whatever it is, doing it again leaves it as it is.
    effect: (telling) => call(telling, () => void outside.effects.push(telling.row.key)),
  };
}

const asksIn = ({ approval, row }: Telling) => asksNow(approval, row);
