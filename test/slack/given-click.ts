import type { Command, Refusal } from '../../src/approvals/core/model';
import type { CommandId } from '../../src/ledger/record';
import type { Notification } from '../../src/notifications/core/model';
import { toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { err, ok } from '../../src/shared/result';
import { createClicks } from '../../src/slack/clicks';
import { createInteractions } from '../../src/slack/interactions';
import { BEN, notification } from '../support/builders';
import { fakeClock, fakeLog } from '../support/fake-ports';
import { approvalOf, storedOf, type Terms } from '../support/running-approvals';
import { clickPayload, formOf, MESSAGE, NOW, PERSON, SECRET, signed, TEAM, TOKEN } from '../support/slack-requests';

export const team = toSlackTeamId(TEAM);
export const user = toSlackUserId(PERSON);
export const posted = { team, user, posted: MESSAGE };
export type Setting = {
  row?: Partial<Notification>;
  after?: Terms;
  refusal?: Refusal | 'not-found';
  handleFails?: Error;
  enqueueFails?: Error;
  /** How long reading takes. */
  readMs?: number;
  /** Somebody else has written the row meanwhile. */
  rowMoved?: boolean;
};

/** From the signed request to the decision; what was done is written down in order. */
export function givenClick(setting: Setting = {}) {
  const { row: changes = {}, after = {}, refusal, handleFails, enqueueFails, readMs = 0, rowMoved = false } = setting;
  const clock = fakeClock(NOW);
  const log = fakeLog();
  const row = notification({
    key: TOKEN,
    recipient: BEN,
    slack: posted,
    progress: { status: 'sent' },
    shown: 2,
    ...changes,
  });
  const did: string[] = [];
  const handled: { what: Command; command: CommandId; attempts: number | undefined }[] = [];
  const queued: unknown[] = [];
  const written: Notification[] = [];
  const replies: (readonly [string | undefined, string])[] = [];

  const clicks = createClicks({
    clock,
    correlation: 'correlation-1',
    log,
    async read(token) {
      clock.advance(readMs);
      return token === TOKEN ? { row, stored: storedOf(approvalOf()) } : undefined;
    },
    async replaceRow(next) {
      did.push('write row');
      written.push(next);
      return rowMoved ? undefined : next;
    },
    async handle(_id, what, command, options) {
      did.push('decide');
      handled.push({ what, command, attempts: options.attempts });
      if (handleFails !== undefined) throw handleFails;
      return refusal === undefined ? ok(storedOf(approvalOf(after))) : err(refusal);
    },
    async enqueue(task) {
      did.push('enqueue');
      if (enqueueFails !== undefined) throw enqueueFails;
      queued.push(task);
    },
    async refreshRow() {
      did.push('refresh');
    },
  });
  const handle = createInteractions({
    clock,
    log,
    connections: {
      all: async () => ({
        signingSecrets: [SECRET],
        connections: [{ team, teamName: 'Lighthouse', botUser: user, botToken: 'xoxb-1', connectedAt: NOW }],
      }),
    },
    reply: async (url, text) => void replies.push([url, text]),
    findMessage: clicks.find,
  });

  const click = (payload: object = {}) => handle(signed(formOf(clickPayload(payload))));
  return { click, log, did, handled, queued, written, replies, row };
}
