import { describe, expect, it } from 'vitest';
import type { Command, Refusal } from '../../src/approvals/core/model';
import { toAccountId, toSlackTeamId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { BEN, CLEO } from '../support/builders';
import type { Terms } from '../support/running-approvals';
import { button, MESSAGE, PERSON, RESPONSE_URL, TEAM, TOKEN } from '../support/slack-requests';
import { givenClick, posted, type Setting, team, user } from './given-click';

const CLICK_ID = `slack:${TEAM}:${PERSON}:${MESSAGE.channel}:${MESSAGE.ts}:1791792000.000200`;
const UNKNOWN = 'Baton does not know this message, so nothing was changed. Open the work item in Jira to decide there.';

describe('a click by the person who was asked', () => {
  it.each<[string, string, Terms, Command['type'], string]>([
    [
      'approves',
      'approve',
      { decisions: [[BEN, 'approve']] },
      'decide',
      'You approved OPS-1. The other approvers are still to decide.',
    ],
    [
      'approves as the last',
      'approve',
      {
        decisions: [
          [CLEO, 'approve'],
          [BEN, 'approve'],
        ],
      },
      'decide',
      'You approved OPS-1. The approval is complete.',
    ],
    ['rejects', 'reject', { decisions: [[BEN, 'reject']] }, 'decide', 'You rejected OPS-1. The approval is rejected.'],
  ])('%s, and the person is told at once', async (_claim, action, after, type, text) => {
    const { click, handled, replies, did } = givenClick({ after });

    const answer = await click({ actions: [button({ action_id: action })] });

    expect(answer).toEqual({ status: 200, body: '' });
    expect(handled).toMatchObject([{ what: { type, by: BEN, kind: action, via: 'slack', step: 0 } }]);
    expect(replies).toEqual([[RESPONSE_URL, text]]);
    expect(did).toEqual(['decide']);
  });

  it('is named by what Slack says of it, so that a repetition is known again', async () => {
    const { click, handled } = givenClick();

    await click();
    await click();

    const command = { id: CLICK_ID, correlation: 'correlation-1' };
    expect(handled).toMatchObject([{ command }, { command }]);
  });

  it('loses two races at most before the queue takes over', async () => {
    const { click, handled } = givenClick();

    await click();

    expect(handled).toMatchObject([{ attempts: 2 }]);
  });
});

describe('a click that does not belong to its message', () => {
  const other = { type: 'message', message_ts: '1.1', channel_id: MESSAGE.channel };

  it.each<[string, Setting, object, string]>([
    ['carries a token that nobody gave out', {}, { actions: [button({ value: 'apr-1:forged' })] }, UNKNOWN],
    ['carries no token', {}, { actions: [button({ value: undefined })] }, UNKNOWN],
    ['carries the token of another message', {}, { container: other }, UNKNOWN],
    [
      'carries a token into another channel',
      {},
      { container: { ...other, message_ts: MESSAGE.ts, channel_id: 'C1' } },
      UNKNOWN,
    ],
    [
      'carries the token of another workspace',
      { row: { slack: { ...posted, team: toSlackTeamId('T2') } } },
      {},
      UNKNOWN,
    ],
    ['carries the token of a row that is no request', { row: { kind: 'state-property' } }, {}, UNKNOWN],
    [
      'comes from another person',
      {},
      { user: { id: 'U0CLEO001', team_id: TEAM } },
      'These buttons belong to somebody else, so nothing was changed. Use the message that Baton sent to you.',
    ],
  ])('decides nothing: it %s', async (_claim, setting, payload, text) => {
    const { click, did, replies } = givenClick(setting);

    const answer = await click(payload);

    expect(answer).toEqual({ status: 200, body: '' });
    expect(did).toEqual([]);
    expect(replies).toEqual([[RESPONSE_URL, text]]);
  });

  it('decides nothing on a row that never learnt whom it goes to', async () => {
    const { click, did, row } = givenClick();
    const { slack: _, ...unaddressed } = row;
    const nobody = givenClick({ row: { ...unaddressed, recipient: toAccountId('ben') } });

    await click({ container: other });
    await nobody.click({ container: other });

    expect([...did, ...nobody.did]).toEqual([]);
  });
});

describe('a click on a message whose posting nobody saw answered', () => {
  const unseen: Setting = {
    row: { slack: { team, user }, progress: { status: 'pending', fallback: 'answer-not-seen' } },
  };

  it('teaches where the message stands, and then decides', async () => {
    const { click, did, written } = givenClick(unseen);

    await click();

    expect(did).toEqual(['write row', 'decide']);
    expect(written).toMatchObject([{ key: TOKEN, slack: posted, progress: { status: 'sent' }, shown: 0 }]);
  });

  it('decides although somebody else has just written the row', async () => {
    const { click, did, log } = givenClick({ ...unseen, rowMoved: true });

    await click();

    expect(did).toEqual(['write row', 'decide']);
    expect(log.lines).toMatchObject([{ event: 'notification-healed', fields: { stored: false } }]);
  });

  it('teaches nothing when another person pressed it', async () => {
    const { click, did } = givenClick(unseen);

    await click({ user: { id: 'U0CLEO001', team_id: TEAM } });

    expect(did).toEqual([]);
  });
});

describe('a click for which there is no time or no luck left', () => {
  const PROCESSING = 'Processing… Your decision is on its way; this message is updated when it is recorded.';
  const task = {
    approvalId: 'apr-1',
    command: { id: CLICK_ID, correlation: 'correlation-1' },
    what: { type: 'decide', by: BEN, kind: 'approve', via: 'slack', step: 0 },
    replyTo: RESPONSE_URL,
  };

  it.each<[string, Setting, readonly string[]]>([
    ['is still decided at once just before the deadline', { readMs: 1_499 }, ['decide']],
    ['goes to the queue at the deadline', { readMs: 1_500 }, ['enqueue']],
    [
      'goes to the queue when the writing fails',
      { handleFails: new TransientError('store: 503') },
      ['decide', 'enqueue'],
    ],
  ])('%s', async (_claim, setting, done) => {
    const { click, did } = givenClick(setting);

    await click();

    expect(did).toEqual(done);
  });

  it('takes the same id, person and address to the queue, and says that it is on its way', async () => {
    const { click, queued, replies } = givenClick({ readMs: 2_000 });

    const answer = await click();

    expect(answer).toEqual({ status: 200, body: '' });
    expect(queued).toEqual([task]);
    expect(replies).toEqual([[RESPONSE_URL, PROCESSING]]);
  });

  it('is admitted to have failed when the queue takes nothing either', async () => {
    const { click, replies } = givenClick({ readMs: 2_000, enqueueFails: new TransientError('queue') });

    const answer = await click();

    expect(answer.status).toBe(200);
    expect(replies).toMatchObject([[RESPONSE_URL, expect.stringContaining('Please click again')]]);
  });
});

describe('a click that the rules refuse', () => {
  it.each<[Refusal | 'not-found', string]>([
    ['approval-closed', 'This approval is already over, so nothing was changed. Its message shows the outcome.'],
    ['already-decided', 'Your decision is already recorded, so nothing was changed.'],
    [
      'not-an-approver',
      'You are not one of the approvers, so nothing was changed. Ask the person who started it to add you.',
    ],
    ['step-not-open', 'Your step of this approval is not open yet. You will be asked when it is.'],
    ['not-found', 'This approval no longer exists. Open the work item in Jira to see what became of it.'],
  ])('says why, and brings the message up to date: %s', async (refusal, text) => {
    const { click, did, written, replies, log } = givenClick({ refusal });

    const answer = await click();

    expect(answer).toEqual({ status: 200, body: '' });
    expect(did).toEqual(['decide', 'write row', 'refresh']);
    expect(written).toMatchObject([{ key: TOKEN, shown: 0, retryAt: 0 }]);
    expect(replies).toEqual([[RESPONSE_URL, text]]);
    expect(log.lines).toMatchObject([
      { level: 'warn', event: 'click-refused', fields: { reason: refusal, click: CLICK_ID } },
    ]);
  });
});

it('writes no line that names an address to answer to, or a token', async () => {
  const lines = [
    ...(await linesOf({})),
    ...(await linesOf({ refusal: 'approval-closed' })),
    ...(await linesOf({ handleFails: new TransientError('store') })),
  ];

  expect(lines.length).toBeGreaterThan(0);
  expect(JSON.stringify(lines)).not.toMatch(/hooks\.slack|xoxb|signing/);
});

async function linesOf(setting: Setting) {
  const { click, log } = givenClick(setting);
  await click();
  return log.lines;
}
