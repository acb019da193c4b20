import { expect, it } from 'vitest';
import { z } from 'zod';
import { defaultWorld } from '../../sandbox/world/world';
import { buttonsOf, choicesOf } from '../support/slack-reading';
import { PEOPLE, TEAM, tell } from '../support/story';
import { everything, requestOf, send, sendChanged, started } from '../support/tampering';

it('a person who is not an approver is told so in the panel, and nothing changes', async () => {
  const story = await started();
  const before = everything(story);

  const answer = await story.decide('dev', 'approve');

  expect(answer).toEqual({
    ok: false,
    error: 'You are not one of the approvers. Ask the person who started the approval.',
  });
  expect(everything(story)).toEqual(before);
});

it('a colleague who presses the buttons of another person’s message decides nothing', async () => {
  const story = await started();
  const before = everything(story);

  const user = { id: PEOPLE.ada.slack, username: 'ada', name: 'ada', team_id: TEAM };
  const answer = await sendChanged(story, (payload) => ({ ...payload, user }));

  expect(answer).toEqual({ status: 200, body: '' });
  expect(story.whispers('ben').at(-1)).toContain(
    `These buttons belong to <@${PEOPLE.ben.slack}>, so nothing was changed.`,
  );
  expect(everything(story)).toEqual(before);
});

it('a second decision is refused with the reason', async () => {
  const story = await started();
  const second = requestOf(story);
  story.sandbox.clock.advance(1_000);
  await story.press('ben', 'approve');
  const before = everything(story);

  await send(story, second);

  expect(story.whispers('ben').at(-1)).toMatch(/^Your decision was recorded <!date.*, so nothing was changed\.$/);
  expect(everything(story)).toEqual(before);
});

it('the same click delivered twice counts once and is answered as the first', async () => {
  const story = await started();
  const click = requestOf(story);
  await send(story, click);
  const before = everything(story);

  await send(story, click);

  expect(new Set(story.whispers('ben'))).toEqual(new Set(['You approved SHOP-1. Next: <@U0CLEO001>.']));
  expect(everything(story)).toEqual(before);
});

it('a click after the end is refused with the reason and what to look at', async () => {
  const story = await started();
  const late = requestOf(story, 'cleo');
  await story.press('ben', 'reject');
  const before = everything(story);

  await send(story, late);

  expect(story.whispers('cleo').at(-1)).toMatch(
    /^This approval was rejected by <@U0BEN0001> <!date.*, so nothing was changed\.$/,
  );
  expect(everything(story)).toEqual(before);
});

it('a late click also brings the message up to date that still offered the button', async () => {
  const story = await started();
  const late = requestOf(story, 'cleo');
  story.sandbox.faults.add([{ at: 'slack:chat.update', times: 9, kind: 'slack-error', error: 'cant_update_message' }]);
  await story.press('ben', 'reject');
  story.sandbox.faults.clear();

  await send(story, late);

  expect(story.whispers('cleo').at(-1)).toContain('This approval was rejected by');
  expect(choicesOf(story.message('cleo'))).toEqual([]);
});

it('the token of one approval inside the message of another decides neither', async () => {
  const story = await started();
  const stolen = buttonsOf(story.message('ben'))[0]?.value;
  await story.start('Purchase');
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => {
    const [action] = z.array(z.looseObject({})).parse(payload.actions);
    return { ...payload, actions: [{ ...action, value: stolen }] };
  });

  expect(answer.status).toBe(200);
  expect(story.whispers('ben').at(-1)).toContain('Baton does not know this message, so nothing was changed.');
  expect(everything(story)).toEqual(before);
});

it.each([
  ['nobody knows', 'apr-00000000000000000000:000000000000000000000000'],
  ['is no token', '../../etc/passwd'],
  ['is empty', ''],
])('a token that %s decides nothing', async (_title, value) => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => {
    const [action] = z.array(z.looseObject({})).parse(payload.actions);
    return { ...payload, actions: [{ ...action, value }] };
  });

  expect(answer.status).toBe(200);
  expect(story.whispers('ben').at(-1)).toContain('Baton does not know this message');
  expect(everything(story)).toEqual(before);
});

it.each([
  ['comes from another workspace', 'of its own workspace only', { id: PEOPLE.ben.slack, team_id: 'T0HARBOUR' }, TEAM],
  [
    'is of a workspace that is not connected',
    'no longer connected to this workspace',
    { id: PEOPLE.ben.slack, team_id: 'T0HARBOUR' },
    'T0HARBOUR',
  ],
])('a click by a person who %s decides nothing', async (_title, words, user, team) => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => ({ ...payload, user, team: { id: team } }));

  expect(answer.status).toBe(200);
  expect(story.whispers('ben').at(-1)).toContain(words);
  expect(everything(story)).toEqual(before);
});

it.each([
  ['action that Baton does not know', { action_id: 'approve_everything' }],
  ['element of another kind', { type: 'static_select' }],
])('a click on an %s does nothing at all', async (_title, change) => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => {
    const [action] = z.array(z.looseObject({})).parse(payload.actions);
    return { ...payload, actions: [{ ...action, ...change }] };
  });

  expect(answer).toEqual({ status: 200, body: '' });
  expect(everything(story)).toEqual(before);
});

it('a work item that the person may not see cannot be looked at or decided on', async () => {
  const story = await started();

  const answer = await story.onItem('approvals/list', 'dev', {}, '99999');

  expect(answer).toEqual({ ok: false, error: 'Jira does not show you this work item, so Baton does not either.' });
});

it('an approval is not decided from the panel of another work item', async () => {
  const story = await started();
  const before = everything(story);
  const [approval] = (await story.panel()).approvals;

  const input = { approvalId: approval?.id, decision: 'approve', requestId: 'request-elsewhere' };
  const answer = await story.onItem('approvals/decide', 'ben', input, '10002');

  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining('does not exist on this work item') });
  expect(everything(story)).toEqual(before);
});

it('the settings answer nobody but an administrator', async () => {
  const story = await tell();
  const call = { module: 'settings', accountId: defaultWorld.people[1]?.accountId ?? '', payload: {} };

  for (const functionKey of [
    'slack/get',
    'slack/connect',
    'definitions/list',
    'definitions/save',
    'notifications/list',
  ]) {
    expect(await story.sandbox.invoke({ ...call, functionKey })).toEqual({
      ok: false,
      error: 'Only a Jira administrator can do this. Ask one, or sign in as one.',
    });
  }
});
