import { describe, expect, it } from 'vitest';
import type { Approval, Refusal } from '../../src/approvals/core/model';
import { toAccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError, UnreadableError } from '../../src/shared/errors';
import { renderRequest } from '../../src/slack/blocks';
import { renderNotice } from '../../src/slack/notices';
import { BEN, CLEO, definition, RITA, terms, userStep } from '../support/builders';
import { START } from '../support/fake-ports';
import { approvalAfter, approvalOf, later, peopleOf, type Terms } from '../support/running-approvals';
import { buttonsOf, wordsOf } from '../support/slack-reading';
import { button, MESSAGE, PERSON, RESPONSE_URL, TEAM, TOKEN } from '../support/slack-requests';
import { BEN_LINKED, givenBridge, posted, type Setting, team, user } from './given-bridge';

const CLICK_ID = `slack:${TEAM}:${PERSON}:${MESSAGE.channel}:${MESSAGE.ts}:1791792000.000200`;
const UNKNOWN = 'Baton does not know this message, so nothing was changed. Open the work item in Jira to decide there.';
const press = (action: string) => ({ actions: [button({ action_id: action })] });
const DATE = '<!date^';

describe('a click by the person who was asked', () => {
  it.each<[string, string, Terms, string]>([
    ['approves', 'approve', {}, 'You approved OPS-1. Next: <@U-cleo>.'],
    [
      'approves as the last',
      'approve',
      { decisions: [[CLEO, 'approve']] },
      'You approved OPS-1. The approval is complete.',
    ],
    [
      'approves the first of two steps',
      'approve',
      { steps: [userStep([BEN]), userStep([CLEO, RITA])] },
      'You approved OPS-1. Next: <@U-cleo> and <@U-rita>.',
    ],
    ['rejects', 'reject', {}, 'You rejected OPS-1. The approval is rejected.'],
    ['abstains', 'abstain', {}, 'You abstained on OPS-1. Next: <@U-cleo>.'],
    [
      'asks for changes',
      'request-changes',
      {},
      'You asked for changes to OPS-1. The requester is told, and you are asked again afterwards.',
    ],
  ])('%s, and the person is told at once what happens next', async (_claim, action, before, text) => {
    const { click, handled, told, did } = givenBridge({ approval: approvalOf(before) });

    const answer = await click(press(action));

    expect(answer).toEqual({ status: 200, body: '' });
    expect(handled).toMatchObject([
      { what: { type: 'decide', by: BEN, kind: action, via: 'slack', step: 0, round: 0 } },
    ]);
    expect(told).toEqual([text]);
    expect(did.filter((each) => !each.startsWith('names'))).toEqual(['secret', 'read', 'decide', 'reply']);
  });

  it('names two of those who are next, and counts the others', async () => {
    const people = ['ada', 'cleo', 'dora', 'emil'].map(toAccountId);
    const { click, told, did } = givenBridge({ approval: approvalOf({ steps: [userStep([BEN, ...people])] }) });

    await click();

    expect(told).toEqual(['You approved OPS-1. Next: another approver, <@U-cleo> and 2 more.']);
    expect(did).toContain('names 2');
  });

  it('is named by what Slack says of it, so that a repetition is known again', async () => {
    const { click, handled } = givenBridge();

    await click();
    await click();

    const command = { id: CLICK_ID, correlation: 'correlation-1' };
    expect(handled).toMatchObject([{ command, attempts: 2 }, { command }]);
  });

  it('lets no title take effect in the answer', async () => {
    const title = '<!channel> *now* & <https://evil.example|Jira>';
    const { click, told } = givenBridge({ approval: approvalOf({ subject: { kind: 'page', title, key: '' } }) });

    await click();

    expect(told[0]?.replace('<@U-cleo>', '')).not.toMatch(/[<>*]/);
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
    ['carries the token of a notice', { row: { kind: 'notice' } }, {}, UNKNOWN],
    [
      'comes from another person',
      {},
      { user: { id: 'U0CLEO001', team_id: TEAM } },
      `These buttons belong to <@${PERSON}>`,
    ],
  ])('decides nothing: it %s', async (_claim, setting, payload, text) => {
    const { click, handled, written, told } = givenBridge(setting);

    const answer = await click(payload);

    expect(answer).toEqual({ status: 200, body: '' });
    expect([handled, written]).toEqual([[], []]);
    expect(told).toEqual([expect.stringContaining(text)]);
  });

  it('decides nothing on a row that never learnt whom it goes to', async () => {
    const nobody = givenBridge({ row: { slack: undefined } });
    const noReader = givenBridge({ row: { recipient: undefined } });

    await nobody.click();
    await noReader.click();

    expect([...nobody.handled, ...noReader.handled]).toEqual([]);
  });
});

describe('a click on a message whose posting nobody saw answered', () => {
  const unseen: Setting = {
    row: { slack: { team, user }, progress: { status: 'pending', fallback: 'answer-not-seen' } },
  };

  it('teaches where the message stands, and then decides', async () => {
    const { click, did, written } = givenBridge(unseen);

    await click();

    expect(did.slice(1, 4)).toEqual(['read', 'write row', 'decide']);
    expect(written).toMatchObject([{ key: TOKEN, slack: posted, progress: { status: 'sent' }, shown: 0 }]);
  });

  it('decides although somebody else has just written the row', async () => {
    const { click, handled, log } = givenBridge({ ...unseen, rowMoved: true });

    await click();

    expect(handled).toHaveLength(1);
    expect(log.lines).toMatchObject([{ event: 'notification-healed', fields: { stored: false } }]);
  });

  it('teaches nothing when another person pressed it', async () => {
    const { click, written } = givenBridge(unseen);

    await click({ user: { id: 'U0CLEO001', team_id: TEAM } });

    expect(written).toEqual([]);
  });
});

describe('a click for which there is no time or no luck left', () => {
  const PROCESSING = 'Processing… Your decision is on its way; this message is updated when it is recorded.';
  const task = {
    type: 'command',
    approvalId: 'apr-1',
    command: { id: CLICK_ID, correlation: 'correlation-1' },
    what: { type: 'decide', by: BEN, kind: 'approve', via: 'slack', step: 0, round: 0 },
    to: { team: TEAM, user: PERSON, responseUrl: RESPONSE_URL },
  };

  it.each<[string, Setting, readonly string[]]>([
    ['is still decided at once just before the deadline', { readMs: 1_499 }, ['decide']],
    ['goes to the queue at the deadline', { readMs: 1_500 }, ['enqueue command']],
    [
      'goes to the queue when the writing fails',
      { handleFails: new TransientError('store: 503') },
      ['decide', 'enqueue command'],
    ],
  ])('%s', async (_claim, setting, done) => {
    const { click, did } = givenBridge(setting);

    await click();

    expect(did.filter((each) => each === 'decide' || each.startsWith('enqueue'))).toEqual(done);
  });

  it('takes the same id, person and address to the queue, and says that it is on its way', async () => {
    const { click, tasks, told } = givenBridge({ readMs: 2_000 });

    await click();

    expect(tasks).toEqual([task]);
    expect(told).toEqual([PROCESSING]);
  });

  it('is carried out from the queue, and only a refusal is told', async () => {
    const fine = givenBridge({ readMs: 2_000 });
    const late = givenBridge({ readMs: 2_000, meanwhile: approvalOf({ decisions: [[CLEO, 'reject']] }) });

    await fine.click();
    await fine.drain();
    await late.click();
    await late.drain();

    expect(fine.told).toEqual([PROCESSING]);
    expect(late.told).toEqual([PROCESSING, expect.stringContaining('This approval was rejected by <@U-cleo>')]);
  });

  it('is admitted to have failed when the queue takes nothing either', async () => {
    const { click, told } = givenBridge({ readMs: 2_000, enqueueFails: new TransientError('queue') });

    const answer = await click();

    expect(answer.status).toBe(200);
    expect(told).toEqual([expect.stringContaining('Please click again')]);
  });
});

describe('an answer', () => {
  it.each([
    ['nothing was given to answer to', {}, { response_url: undefined }],
    [
      'it might not be seen in a thread',
      {},
      { container: { type: 'message', message_ts: MESSAGE.ts, channel_id: MESSAGE.channel, thread_ts: '1.2' } },
    ],
    ['Slack did not take it', { replies: false }, {}],
  ])('comes as a direct message where %s', async (_why, setting, payload) => {
    const { click, posts, drain } = givenBridge(setting);

    await click(payload);
    expect(posts).toEqual([]);
    await drain();

    expect(posts).toMatchObject([{ to: PERSON, message: { text: 'You approved OPS-1. Next: <@U-cleo>.' } }]);
  });

  it('is not posted twice where Slack’s answer was not seen, and is tried again where it never left', async () => {
    const task = { type: 'answer', team, user, text: 'Done.' } as const;
    const unseen = givenBridge({ postFails: new UnknownOutcomeError('no-answer') });
    const gone = givenBridge({ postFails: new PermanentError('user_disabled') });
    const later = givenBridge({ postFails: new TransientError('ratelimited') });

    await unseen.bridge.runTask(task);
    await gone.bridge.runTask(task);

    await expect(later.bridge.runTask(task)).rejects.toThrow('ratelimited');
    expect([unseen.log.events(), gone.log.events()]).toEqual([['answer-lost'], ['answer-lost']]);
  });
});

describe('a click that the rules refuse', () => {
  const reassigned = approvalAfter([userStep([BEN, CLEO])], {
    type: 'reassign',
    by: { id: BEN, admin: false },
    step: 0,
    from: BEN,
    to: RITA,
    reason: 'Away.',
  });

  it.each<[string, Approval, readonly string[]]>([
    [
      'who decided already, and when',
      approvalOf({ decisions: [[BEN, 'approve']] }),
      ['Your decision was recorded', DATE],
    ],
    ['who ended it, and when', approvalOf({ decisions: [[CLEO, 'reject']] }), ['rejected by <@U-cleo>', DATE]],
    [
      'that it was cancelled, and when',
      approvalOf({ cancelled: 'by-requester' }),
      ['This approval was cancelled', DATE],
    ],
    [
      'who closed the step',
      approvalOf({ steps: [userStep([BEN, CLEO], { type: 'any' }), userStep([RITA])], decisions: [[CLEO, 'approve']] }),
      ['This step was approved by <@U-cleo>', DATE],
    ],
    ['to whom it was handed on', reassigned, ['This was handed on to <@U-rita>', DATE]],
    [
      'who can start it again after a change',
      { ...approvalOf(), outdatedAt: START },
      ['The content was changed', DATE, '<@U-rita> can start it again'],
    ],
    [
      'who may decide',
      approvalOf({ steps: [userStep([CLEO])] }),
      ['You are not one of the approvers', '<@U-cleo> can decide', '/baton link'],
    ],
  ])('says %s', async (_what, approval, texts) => {
    const { click, told, did, written } = givenBridge({ approval });

    await click();

    for (const text of texts) expect(told[0]).toContain(text);
    expect(did).toEqual(expect.arrayContaining(['write row', 'refresh']));
    expect(written).toMatchObject([{ key: TOKEN, shown: 0, retryAt: 0 }]);
  });

  it.each<[Refusal | 'not-found', string]>([
    ['step-not-open', 'Your step of this approval is not open yet. You will be asked when it is.'],
    ['not-found', 'This approval no longer exists. Open the work item in Jira to see what became of it.'],
    [
      'asked-anew',
      'You were asked again after this message, so nothing was changed. Use the newer message that Baton sent to you.',
    ],
    ['comment-required', 'This answer needs a comment. Open it, decide there and say why.'],
  ])('says why, and brings the message up to date: %s', async (refusal, text) => {
    const { click, told, log } = givenBridge({ refusal });

    await click();

    expect(told).toEqual([text]);
    expect(log.lines).toMatchObject([
      { level: 'warn', event: 'click-refused', fields: { reason: refusal, click: CLICK_ID } },
    ]);
  });

  it('says what became of it meanwhile, not what was read before', async () => {
    const { click, told } = givenBridge({ meanwhile: approvalOf({ decisions: [[CLEO, 'reject']] }) });

    await click();

    expect(told).toEqual([expect.stringContaining('This approval was rejected by <@U-cleo>')]);
  });

  it('keeps within four reads, also then', async () => {
    const { click, did } = givenBridge({ approval: approvalOf({ decisions: [[CLEO, 'reject']] }) });

    await click();

    // The row and the approval, the approval again, and the one name.
    expect(did.filter((each) => ['read', 'load'].includes(each) || each.startsWith('names'))).toEqual([
      'read',
      'load',
      'names 1',
    ]);
  });
});

describe('where decisions need a login', () => {
  const behaviour = { actWithoutLogin: false, actionButtons: true };

  it('an old button decides nothing, and its message is brought up to date', async () => {
    const { click, handled, did, told } = givenBridge({ behaviour });

    await click();

    expect(handled).toEqual([]);
    expect(did).toContain('refresh');
    expect(told).toEqual([expect.stringContaining('Decisions are made in Jira and Confluence here')]);
  });

  it('buttons are links, and the details stay', () => {
    const message = requestTo(approvalOf(), { behaviour });

    expect(buttonsOf(message).map(({ action_id, url }) => [action_id, url !== undefined])).toEqual([
      ['approve-link', true],
      ['reject-link', true],
      ['request-changes-link', true],
      ['abstain-link', true],
      ['view', false],
      ['open', true],
    ]);
  });

  it('without any buttons there is the approval to view alone', () => {
    const message = requestTo(approvalOf(), { behaviour: { actWithoutLogin: true, actionButtons: false } });

    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(['view']);
  });
});

const requestTo = (approval: Approval, more: Partial<Parameters<typeof renderRequest>[0]> = {}) =>
  renderRequest({
    approval,
    sequence: 2,
    step: 0,
    round: 0,
    recipient: BEN,
    people: peopleOf([RITA, BEN, CLEO]),
    token: TOKEN,
    ...more,
  });
const actionsOf = (approval: Approval, more = {}) =>
  buttonsOf(requestTo(approval, more)).map(({ action_id }) => action_id);

describe('taking back', () => {
  const closing = definition({ steps: [userStep([BEN])], terms: terms({ undoMinutes: 10 }) });
  const approve = { type: 'decide', by: BEN, kind: 'approve', via: 'slack' } as const;

  it('is offered to whoever decided, as long as the step is open', () => {
    const open = approvalOf({ decisions: [[BEN, 'approve']] });

    expect(actionsOf(open)).toEqual(['withdraw', 'view', 'open']);
    expect(actionsOf(open, { recipient: CLEO })).not.toContain('withdraw');
    expect(actionsOf(approvalOf())).not.toContain('withdraw');
    expect(wordsOf(requestTo(open))).not.toContain('take this back');
  });

  it('is not offered where the decision closed everything for good', () => {
    expect(actionsOf(approvalOf({ steps: [userStep([BEN])], decisions: [[BEN, 'approve']] }))).toEqual(['open']);
  });

  it('is not offered where the decision closed its step and no time was given to think better of it', () => {
    const two = approvalOf({ steps: [userStep([BEN]), userStep([CLEO])], decisions: [[BEN, 'approve']] });

    expect(actionsOf(two)).toEqual(['view', 'open']);
  });

  it('is offered in the time of grace, and says until when', () => {
    const message = requestTo(approvalAfter(closing, approve));

    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(['withdraw', 'open']);
    expect(wordsOf(message)).toContain(`You can take this back until <!date^${(START + 600_000) / 1_000}^`);
  });

  it('is no longer offered when the outcome is settled, or somebody has gone on from it', () => {
    const settled = approvalAfter(closing, approve, later(600_000, { type: 'tick' }));
    const two = definition({ steps: [userStep([BEN]), userStep([CLEO])], terms: terms({ undoMinutes: 10 }) });
    const goneOn = approvalAfter(two, approve, { ...approve, by: CLEO });

    expect(actionsOf(settled)).toEqual(['open']);
    expect(actionsOf(goneOn)).not.toContain('withdraw');
  });

  it('is done by a click, and told', async () => {
    const { click, handled, told } = givenBridge({ approval: approvalOf({ decisions: [[BEN, 'approve']] }) });

    await click(press('withdraw'));

    expect(handled).toMatchObject([{ what: { type: 'withdraw', by: BEN, step: 0 }, command: { id: CLICK_ID } }]);
    expect(told).toEqual(['You took back what you decided on OPS-1. You are asked again.']);
  });

  it('comes too late with a reason', async () => {
    const { click, told } = givenBridge({ approval: approvalAfter(closing, approve) });

    await click(press('withdraw'));

    expect(told).toEqual([expect.stringContaining('It is too late to take your decision back')]);
  });
});

describe('reminding', () => {
  const people = peopleOf([RITA, BEN, CLEO]);
  const notice = (approval: Approval) =>
    buttonsOf(renderNotice({ approval, step: 0, people, topic: 'content-changed', token: TOKEN })).map(
      ({ action_id }) => action_id,
    );

  it('is offered to the requester in a notice, as long as somebody is waited for', () => {
    expect(notice(approvalOf())).toEqual(['remind', 'open']);
    expect(notice(approvalOf({ decisions: [[CLEO, 'reject']] }))).toEqual(['open']);
    expect(notice({ ...approvalOf(), outdatedAt: START })).toEqual(['open']);
  });

  it('reminds those who have not decided', async () => {
    const { click, handled, told } = givenBridge({
      row: { kind: 'notice', topic: 'content-changed', recipient: RITA },
      links: {},
    });

    await click(press('remind'));

    expect(handled).toMatchObject([{ what: { type: 'remind', by: { id: RITA, admin: false }, step: 0 } }]);
    expect(told).toEqual(['Reminded <@U-ben> and <@U-cleo> about OPS-1.']);
  });

  it('that has to wait is told to be on its way, and afterwards that it went out', async () => {
    const { click, told, drain } = givenBridge({
      row: { kind: 'notice', topic: 'content-changed', recipient: RITA },
      links: {},
      readMs: 2_000,
    });

    const ON_ITS_WAY = 'Your reminder is on its way. You are told when it went out.';

    await click(press('remind'));
    await drain();

    expect(told).toEqual([ON_ITS_WAY, 'Reminded <@U-ben> and <@U-cleo> about OPS-1.']);
  });

  it('is not for approvers', async () => {
    const { click, told } = givenBridge();

    await click(press('remind'));

    expect(told).toEqual([expect.stringContaining('You may not do that here')]);
  });
});

it('acknowledges with an honest answer when what is stored cannot be read', async () => {
  const unreadable = givenBridge({ readFails: new UnreadableError('stored approval', []) });
  const broken = givenBridge({ readFails: new Error('the text of an error') });

  await unreadable.click();
  await broken.click();

  expect(unreadable.told).toEqual([expect.stringContaining('cannot read this approval')]);
  expect(broken.told).toEqual([expect.stringContaining('Something went wrong on our side')]);
  expect(JSON.stringify(broken.log.lines)).not.toContain('the text of an error');
});

it('writes no line that names an address to answer to, or a token', async () => {
  const settings: Setting[] = [{}, { refusal: 'approval-closed' }, { handleFails: new TransientError('store') }];

  for (const setting of settings) {
    const { click, log } = givenBridge(setting);
    await click();
    expect(JSON.stringify(log.lines)).not.toMatch(/hooks\.slack|xoxb|signing/);
  }
});

it('counts nobody’s link where the pair of the message is enough', async () => {
  const { click, handled } = givenBridge({ links: { [toSlackUserId('U9')]: BEN_LINKED } });

  await click();

  expect(handled).toHaveLength(1);
});
