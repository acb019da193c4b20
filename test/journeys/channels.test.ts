import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryMode } from '../../src/approvals/core/definition';
import { accepted, PEOPLE, type PersonName, TEAM, tell } from '../support/story';

const RELEASES = 'C0RELEASE';
/** Ben is in it, and Cleo is not. */
const SHOP_FLOOR = 'C0SHOPFLR';
const POST = 'slack:chat.postMessage';

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});

async function given(delivery: DeliveryMode) {
  const story = await tell();
  const { sandbox, admin } = story;
  open.push(sandbox);
  accepted(await admin('slack/set-channel', { teamId: TEAM, channel: RELEASES }));
  const { settings } = accepted(await admin('slack/get'));
  accepted(await admin('slack/save-settings', { ...settings, delivery }));

  const seenBy = (who: PersonName) => sandbox.slack.open({ team: TEAM, user: PEOPLE[who].slack }).conversations;
  const inChannel = (id = RELEASES, who: PersonName = 'ada') =>
    seenBy(who)
      .flatMap((each) => (each.id === id ? each.messages : []))
      .filter(({ botId }) => botId !== undefined);
  const posts = (id = RELEASES) =>
    inChannel(id).filter(({ ephemeralTo, threadTs }) => ephemeralTo === undefined && threadTs === undefined);
  const replies = (id = RELEASES) => inChannel(id).filter(({ threadTs }) => threadTs !== undefined);
  const directly = (who: PersonName) =>
    seenBy(who)
      .flatMap(({ kind, messages }) => (kind === 'dm' ? messages : []))
      .filter(({ botId }) => botId !== undefined);

  async function pressInChannel(who: PersonName, actionId: string, { user = PEOPLE[who].slack, id = RELEASES } = {}) {
    const newest = posts(id).at(-1);
    if (newest === undefined) throw new Error(`nothing stands in ${id}`);
    sandbox.clock.advance(1_000);
    await sandbox.slack.click({ team: TEAM, channel: id, ts: newest.ts, user, actionId });
    const click = sandbox.invocations().findLast((each) => each.function === 'slack-interactivity');
    await sandbox.drain();
    const told = inChannel(id, who)
      .filter(({ ephemeralTo }) => ephemeralTo === user)
      .at(-1)?.text;
    return { told, reads: click?.kvs.reads };
  }
  const textOf = (message: { blocks: unknown } | undefined) => JSON.stringify(message?.blocks);
  return { ...story, posts, replies, directly, pressInChannel, textOf };
}

const BOTH = [{ name: 'Managers', approvers: ['ben', 'cleo'], quorum: 'all' }] as const;

describe('where people are asked in a channel', () => {
  it('all is asked and decided there, and its end is said in the thread', async () => {
    const { define, start, posts, replies, directly, pressInChannel, textOf, approval, history, inbox } =
      await given('channel');
    await define('Ship it', BOTH);

    await start('Ship it');
    const asked = posts().map(textOf);
    const ben = await pressInChannel('ben', 'approve');
    const again = await pressInChannel('ben', 'approve');
    const stranger = await pressInChannel('ada', 'approve');
    const between = textOf(posts()[0]);
    const waiting = (await inbox('cleo')).length;
    await pressInChannel('cleo', 'approve');

    expect(asked).toEqual([expect.stringContaining('Waiting for <@U0BEN0001>, <@U0CLEO001>')]);
    expect([ben.told, again.told, stranger.told]).toEqual([
      expect.stringContaining('You approved SHOP-1. Next: <@U0CLEO001>'),
      expect.stringContaining('Your decision was recorded'),
      expect.stringContaining(
        'You are not one of the approvers, so nothing was changed. <@U0BEN0001> and <@U0CLEO001> can decide.',
      ),
    ]);
    expect(between).toContain('<@U0BEN0001> approved');
    expect(waiting).toBe(1);
    expect((await approval()).state).toBe('approved');
    expect(textOf(posts()[0])).toContain('Approved: Ship it');
    expect(textOf(posts()[0])).not.toContain('"action_id":"approve"');
    expect(replies()).toMatchObject([{ threadTs: posts()[0]?.ts, text: expect.stringContaining('Approved: Ship it') }]);
    expect([...directly('ben'), ...directly('cleo')]).toEqual([]);
    const rows = (await history()).map(({ kind, surface, status, channel }) => [kind, surface, status, channel]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['channel-request', 'slack-channel', 'updated', 'releases'],
        ['channel-outcome', 'slack-channel', 'sent', 'releases'],
        ['approval-request', 'slack-channel', 'suppressed', undefined],
      ]),
    );
  });

  it('a click takes at most two reads more than in a direct message', async () => {
    const { define, start, pressInChannel } = await given('channel');
    await define('Ship it', BOTH);
    await start('Ship it');

    const { reads } = await pressInChannel('ben', 'approve');

    expect(reads).toBeLessThanOrEqual(4 + 2);
  });

  it('an approver who was told nothing for a week is looked up anew by their click', async () => {
    const { define, start, pressInChannel, sandbox } = await given('channel');
    await define('Ship it', BOTH);
    await start('Ship it');

    sandbox.clock.advance(8 * 24 * 3_600_000);
    await sandbox.drain();
    const ben = await pressInChannel('ben', 'approve');

    expect(ben.told).toContain('You approved SHOP-1.');
  });

  it('an approver who is not in the channel gets a direct message, and the history says why', async () => {
    const { form, start, posts, directly, press, pressInChannel, textOf, approval, history } = await given('channel');
    await form({
      name: 'Open early',
      terms: { delivery: { mode: 'channel', channel: { id: SHOP_FLOOR, name: 'shop-floor' } } },
      steps: [
        {
          name: 'Managers',
          asks: { type: 'user', people: [PEOPLE.ben.accountId, PEOPLE.cleo.accountId] },
          quorum: { type: 'all' },
        },
      ],
    });

    await start('Open early');
    const asked = textOf(posts(SHOP_FLOOR)[0]);
    const told = [directly('ben').length, directly('cleo').length];
    await press('cleo', 'approve');
    await pressInChannel('ben', 'approve', { id: SHOP_FLOOR });

    expect(asked).toContain('Waiting for <@U0BEN0001>, Cleo Dale');
    expect(told).toEqual([0, 1]);
    expect((await approval()).state).toBe('approved');
    expect(textOf(posts(SHOP_FLOOR)[0])).toContain('Approved: Open early');
    expect(textOf(directly('cleo')[0])).toContain('Approved: Open early');
    const requests = (await history()).filter(({ kind }) => kind === 'approval-request');
    expect(requests.map(({ surface, status, reason }) => [surface, status, reason]).sort()).toEqual([
      ['slack-channel', 'suppressed', expect.stringContaining('was asked in the channel')],
      [
        'slack-message',
        'updated',
        expect.stringMatching(/^Told directly instead of in the channel.*not in the channel/),
      ],
    ]);
  });

  it('a channel whose members Slack does not tell is told all the same, and so is everybody directly', async () => {
    const { sandbox, define, start, posts, directly } = await given('channel');
    await define('Ship it', BOTH);
    sandbox.faults.add([{ at: 'slack:conversations.members', kind: 'slack-error', error: 'fetch_members_failed' }]);

    await start('Ship it');

    expect([posts().length, directly('ben').length, directly('cleo').length]).toEqual([1, 1, 1]);
  });

  it('people without Slack get their e-mail', async () => {
    const { start, posts, mailsTo, directly } = await given('channel');

    await start('Purchase');

    expect(posts()).toHaveLength(1);
    expect(mailsTo('dev')).toHaveLength(1);
    expect(directly('ben')).toEqual([]);
  });

  it('and directly, both messages follow what happens', async () => {
    const { define, start, posts, directly, press, pressInChannel, textOf } = await given('both');
    await define('Ship it', BOTH);
    await start('Ship it');

    await pressInChannel('ben', 'approve');
    await press('cleo', 'approve');

    expect(textOf(posts()[0])).toContain('Approved: Ship it');
    expect(['ben', 'cleo'].map((who) => textOf(directly(who as PersonName)[0]))).toEqual([
      expect.stringContaining('Approved: Ship it'),
      expect.stringContaining('Approved: Ship it'),
    ]);
  });

  it('a step goes where it says itself', async () => {
    const { form, start, posts, directly, press } = await given('direct');
    const user = (who: PersonName) => ({ type: 'user', people: [PEOPLE[who].accountId] });
    await form({
      name: 'Two ways',
      steps: [
        { name: 'First', asks: user('ben'), quorum: { type: 'all' } },
        {
          name: 'Second',
          asks: user('cleo'),
          quorum: { type: 'all' },
          delivery: { mode: 'channel', channel: { id: RELEASES, name: 'releases' } },
        },
      ],
    });

    await start('Two ways');
    const before = posts().length;
    await press('ben', 'approve');

    expect(before).toBe(0);
    expect(posts()).toHaveLength(1);
    expect(directly('cleo')).toEqual([]);
  });

  it('that Baton is not in any more, people are told directly, and the history says why', async () => {
    const { sandbox, define, start, settle, posts, directly, history } = await given('channel');
    await define('Ship it', BOTH);
    sandbox.faults.add([
      { at: POST, kind: 'slack-error', error: 'not_in_channel' },
      { at: 'slack:conversations.join', kind: 'slack-error', error: 'too_many_members' },
    ]);

    await start('Ship it');
    await settle(10);

    expect([posts().length, directly('ben').length, directly('cleo').length]).toEqual([0, 1, 1]);
    const fallen = (await history('fallen-back')).map(({ kind, reason }) => [kind, reason]);
    expect(fallen).toEqual([['channel-request', expect.stringContaining('/invite')]]);
  });

  it('a channel of which Slack’s answer was not seen is not told again, and a click there is as good as any', async () => {
    const { sandbox, define, start, posts, directly, settle, pressInChannel, textOf } = await given('channel');
    await define('Ship it', BOTH);
    sandbox.faults.add([{ at: POST, kind: 'timeout', effect: 'after' }]);

    await start('Ship it');
    await settle(10);
    const told = [posts().length, directly('ben').length];
    await pressInChannel('ben', 'approve');
    await pressInChannel('cleo', 'approve');

    expect(told).toEqual([1, 1]);
    expect(textOf(posts()[0])).toContain('Approved: Ship it');
    expect(textOf(directly('ben')[0])).toContain('Approved: Ship it');
  });

  it('who is not linked is told how to be, and reminders are for each person alone', async () => {
    const { sandbox, define, start, pressInChannel, act, directly } = await given('channel');
    await define('Ship it', BOTH);
    await start('Ship it');
    sandbox.clock.advance(3_700_000);

    const stranger = await pressInChannel('ada', 'approve');
    await act('ada', { type: 'remind', step: 0 });

    expect(stranger.told).toContain('nothing was changed');
    expect(directly('ben').map(({ text }) => text)).toEqual([expect.stringContaining('Reminder')]);
  });

  it('a form is for who opened it', async () => {
    const { sandbox, form, start, pressInChannel, posts, textOf } = await given('channel');
    await form({
      name: 'Why',
      steps: [
        {
          name: 'Managers',
          asks: { type: 'user', people: [PEOPLE.ben.accountId] },
          quorum: { type: 'all' },
          comment: 'always',
        },
      ],
    });
    await start('Why');

    await pressInChannel('ben', 'approve-form');
    const view = sandbox.slack.open({ team: TEAM, user: PEOPLE.ben.slack }).views.at(-1);
    await sandbox.slack.submit({ viewId: view?.id ?? '', user: PEOPLE.ben.slack, values: { comment: 'It is ready.' } });
    await sandbox.drain();

    expect(textOf(posts()[0])).toContain('Approved: Why');
  });
});

describe('a person whose account was linked to somebody else since the message was sent', () => {
  it('decides nothing by it, and is told what to do', async () => {
    const { sandbox, define, start, press, admin, approval } = await given('direct');
    await define('Ship it', BOTH);
    await start('Ship it');
    const csv = `accountId,slackUserId,team\n${PEOPLE.ada.accountId},${PEOPLE.ben.slack},${TEAM}\n`;
    accepted(await admin('people/import', { csv, apply: true }));
    await sandbox.drain();

    const { told } = await press('ben', 'approve');

    expect(told).toContain('was linked to somebody else');
    expect((await approval()).state).toBe('pending');
  });
});
