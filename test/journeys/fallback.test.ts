import { expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type PersonName, type Story, tell } from '../support/story';

const POST = 'slack:chat.postMessage';

async function requestTo(story: Story, person: PersonName) {
  const rows = await story.history();
  return rows.find(({ recipient, kind }) => kind === 'approval-request' && recipient === PEOPLE[person].accountId);
}

/** Ada starts it with only Ben to decide, so that what goes wrong concerns his message alone. */
async function startedForBen(story: Story): Promise<void> {
  await story.define('Ben alone', [{ name: 'Ben', approvers: ['ben'], quorum: 'all' }]);
  await story.start('Ben alone');
}

it('mails who has no Slack user, with a subject, the step and the link, and says why', async () => {
  const story = await tell();

  await story.start('Purchase');

  const [mail] = story.mailsTo('dev');
  expect(story.sandbox.mail.all()).toHaveLength(1);
  expect(mail?.subject).toBe('Approval requested: SHOP-1 Release checkout 2.4 on Thursday');
  expect(mail?.text).toContain('Ada Brook asks for your approval: Purchase, step Purchase.');
  expect(mail?.text).toContain('https://lighthouse.atlassian.net/browse/SHOP-1');
  expect(await requestTo(story, 'dev')).toMatchObject({
    surface: 'email',
    status: 'fallen-back',
    reason: 'No Slack user has this person’s e-mail address.',
  });
  expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
});

it('lets who was mailed decide in the panel, and ends in one piece', async () => {
  const story = await tell();
  await story.start('Purchase');

  await story.press('ben', 'approve');
  await story.decide('dev', 'approve');

  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(wordsOf(story.message('ben'))).toContain('Dev Ellis approved');
  expect(story.comments()).toHaveLength(1);
  expect(story.sandbox.mail.all()).toHaveLength(1);
});

it('mails everybody as long as no Slack workspace is connected', async () => {
  const story = await tell({ prepare: false });
  await story.define('Release approval', [{ name: 'Both', approvers: ['ben', 'cleo'], quorum: 'all' }]);

  await story.start('Release approval');

  expect([story.mailsTo('ben').length, story.mailsTo('cleo').length]).toEqual([1, 1]);
  expect((await story.panel()).slackConnected).toBe(false);
  expect(await requestTo(story, 'ben')).toMatchObject({
    status: 'fallen-back',
    reason: expect.stringContaining('No Slack workspace is connected.'),
  });
  await story.decide('ben', 'approve');
  await story.decide('cleo', 'approve');
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('waits as long as Slack asks after a 429, then sends exactly once', async () => {
  const story = await tell();
  story.sandbox.faults.add([{ at: POST, kind: 'rate-limited', retryAfterSeconds: 40 }]);

  await startedForBen(story);
  expect([story.messages('ben').length, (await requestTo(story, 'ben'))?.status]).toEqual([0, 'pending']);
  story.sandbox.clock.advance(39_000);
  await story.sandbox.drain();
  expect(story.messages('ben')).toHaveLength(0);
  story.sandbox.clock.advance(2_000);
  await story.sandbox.drain();

  expect(story.messages('ben')).toHaveLength(1);
  await story.settle();
  expect(story.messages('ben')).toHaveLength(1);
  expect(story.sandbox.mail.all()).toEqual([]);
  expect((await requestTo(story, 'ben'))?.status).toBe('sent');
});

it('never posts again when the answer to a post is lost, and mails instead', async () => {
  const story = await tell();
  story.sandbox.faults.add([{ at: POST, kind: 'timeout', effect: 'after' }]);

  await startedForBen(story);
  await story.settle();

  expect(story.messages('ben')).toHaveLength(1);
  expect(story.mailsTo('ben')).toHaveLength(1);
  expect(await requestTo(story, 'ben')).toMatchObject({
    status: 'fallen-back',
    reason: 'The answer to the sending was never seen, so it was not sent a second time.',
  });
});

it('learns from a click where the message stands whose posting nobody saw answered', async () => {
  const story = await tell();
  story.sandbox.faults.add([{ at: POST, kind: 'timeout', effect: 'after' }]);
  await startedForBen(story);

  const { told } = await story.press('ben', 'approve');

  expect(told).toBe('You approved SHOP-1. The approval is complete.');
  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(wordsOf(story.message('ben'))).toContain('Approved: Ben alone');
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('mails, and never posts again, when a post went unanswered before it had its effect', async () => {
  const story = await tell();
  story.sandbox.faults.add([{ at: POST, kind: 'timeout', effect: 'before' }]);

  await startedForBen(story);
  await story.settle();

  expect([story.messages('ben').length, story.mailsTo('ben').length]).toEqual([0, 1]);
});

it('takes a click on a message while it is not yet known whether it was posted', async () => {
  const story = await tell();
  await story.define('Both', [{ name: 'Both', approvers: ['ben', 'cleo'], quorum: 'all' }]);
  story.sandbox.faults.add([
    { at: 'function:run-relay', kind: 'death', atCall: await callOfFirstPost(), effect: 'after' },
  ]);
  await story.start('Both');
  const [first, second] = story.messages('ben').length > 0 ? (['ben', 'cleo'] as const) : (['cleo', 'ben'] as const);

  await story.press(first, 'approve');
  await story.settle();

  expect(choicesOf(story.message(first))).toEqual([]);
  await story.decide(second, 'approve');
  expect(wordsOf(story.message(first))).toContain('Approved: Both');
});

/** The number of the host call with which the relay of a start posts its first message. */
async function callOfFirstPost(): Promise<number> {
  const labels: string[] = [];
  const probe = await tell({ turnstile: { pass: async (label) => void labels.push(label) } });
  await probe.start('Release approval');
  return labels.indexOf(POST) - labels.lastIndexOf('queue:push');
}

it('mails when Slack has revoked the token, and says what to do', async () => {
  const story = await tell();
  story.sandbox.slack.revoke('T0LIGHT01');

  await startedForBen(story);
  await story.settle();

  expect(story.sandbox.slack.messages('T0LIGHT01')).toEqual([]);
  expect(story.mailsTo('ben')).toHaveLength(1);
  expect((await requestTo(story, 'ben'))?.reason).toContain('Connect');
});

it('mails when Slack knows the person but refuses the message', async () => {
  const story = await tell();
  story.sandbox.faults.add([{ at: POST, kind: 'slack-error', error: 'token_revoked' }]);

  await startedForBen(story);

  expect(story.mailsTo('ben')).toHaveLength(1);
  expect(await requestTo(story, 'ben')).toMatchObject({
    surface: 'email',
    status: 'fallen-back',
    reason: expect.stringContaining('Connect the workspace again'),
  });
});

it('shows as dead what neither Slack nor e-mail could bring, and the panel still works', async () => {
  const story = await tell();
  story.sandbox.faults.add([
    { at: POST, kind: 'slack-error', error: 'channel_not_found' },
    { at: 'jira:POST /rest/api/3/issue/{id}/notify', kind: 'server-error', times: 9 },
  ]);

  await startedForBen(story);
  await story.settle(60);

  const dead = await story.history('dead');
  expect(dead).toHaveLength(1);
  expect(dead[0]).toMatchObject({ kind: 'approval-request', recipient: PEOPLE.ben.accountId, status: 'dead' });
  expect(dead[0]?.reason).toBeTruthy();
  expect((await story.decide('ben', 'approve')).ok).toBe(true);
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('does not ask any more who could not be asked before the matter was settled', async () => {
  const story = await tell();
  await story.define('Either', [{ name: 'Either', approvers: ['ben', 'cleo'], quorum: 'any' }]);
  story.sandbox.faults.add([{ at: POST, kind: 'rate-limited', retryAfterSeconds: 60 }]);
  await story.start('Either');
  const reached = story.messages('ben').length > 0 ? 'ben' : 'cleo';
  const missed = reached === 'ben' ? 'cleo' : 'ben';

  await story.press(reached, 'approve');
  await story.settle();

  expect(choicesOf(story.message(reached))).toEqual([]);
  expect(story.messages(missed).flatMap(choicesOf)).toEqual([]);
  expect(story.sandbox.mail.all()).toEqual([]);
});
