import { describe, expect, it } from 'vitest';
import type { Link, SlackMember } from '../../src/identity/core/model';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { ADA, BEN, CLEO, crowd, RITA } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenDirectory, type Setting, userOf } from './given-directory';

const TWO = ['T1', 'T2'];
const T2 = toSlackTeamId('T2');
const limited = (seconds = 30) => new TransientError('ratelimited', { retryAfterMs: seconds * 1_000 });
const linkOf = (account: AccountId, team = 'T1'): Link => ({
  account,
  team: toSlackTeamId(team),
  user: toSlackUserId('ULINKED'),
  trust: 'verified',
  since: START,
  by: account,
});

async function reachOf(id: AccountId, setting: Setting) {
  return (await givenDirectory(setting).people(id)).get(id)?.slack;
}

describe('among several workspaces', () => {
  it('somebody who is in both is reached in the default one', async () => {
    expect(await reachOf(ADA, { teams: TWO })).toMatchObject({ type: 'user', team: 'T1' });
  });

  it('somebody whom the default one does not know is reached in the next', async () => {
    expect(await reachOf(ADA, { teams: TWO, onlyIn: new Map([[ADA, 'T2']]) })).toEqual({
      type: 'user',
      team: T2,
      user: userOf(ADA),
    });
  });

  it('asks the next only about those who are not found yet', async () => {
    const { people, asked } = givenDirectory({ teams: TWO, onlyIn: new Map([[BEN, 'T2']]) });

    await people(ADA, BEN);

    expect(asked.slack).toHaveLength(3);
  });

  it('waits for the default one rather than taking somebody of the next', async () => {
    expect(await reachOf(ADA, { teams: TWO, slack: [ADA, limited()] })).toMatchObject({ type: 'unresolved' });
  });

  it('goes on to the next where one refuses, and remembers no miss then', async () => {
    const { people, written } = givenDirectory({
      teams: TWO,
      slack: [ADA, new PermanentError('missing_scope')],
      notInSlack: [ADA],
    });

    expect((await people(ADA)).get(ADA)?.slack).toEqual({ type: 'none', reason: 'missing_scope' });
    expect(written.filter(({ key }) => key === `person:${ADA}`)).toEqual([]);
  });

  it('looks for somebody who was missing once another workspace is connected', async () => {
    const { people, change } = givenDirectory({ onlyIn: new Map([[ADA, 'T2']]) });
    await people(ADA);

    change({ teams: TWO, onlyIn: new Map([[ADA, 'T2']]) });

    expect((await people(ADA)).get(ADA)?.slack).toMatchObject({ type: 'user', team: 'T2' });
  });
});

it.each([
  ['the first', { T1: { kind: 'guest' } } as const],
  ['the second', { T2: { kind: 'guest' } } as const],
])('of two reasons the one that tells more is kept, whichever workspace had it: %s', async (_which, membersIn) => {
  const only = new Map([[ADA, Object.keys(membersIn)[0] ?? '']]);

  expect(await reachOf(ADA, { teams: TWO, onlyIn: only, membersIn })).toEqual({ type: 'none', reason: 'slack-guest' });
});

describe('somebody with the right address', () => {
  it.each<[string, Partial<SlackMember>, string]>([
    ['is deactivated', { deleted: true }, 'slack-deactivated'],
    ['is a bot', { kind: 'bot' }, 'slack-bot'],
    ['is a guest', { kind: 'guest' }, 'slack-guest'],
    ['is a guest of one channel', { kind: 'single-channel-guest' }, 'slack-guest'],
    ['belongs to another company', { team: T2 }, 'slack-elsewhere'],
    ['is a stranger', { stranger: true }, 'slack-elsewhere'],
    ['has not confirmed the address', { emailConfirmed: false }, 'slack-email-unconfirmed'],
  ])('who %s is not taken for the person, looked up or listed, and that is remembered', async (_who, more, reason) => {
    const members = new Map([[ADA, more]]);
    const among = [ADA, ...crowd(50)];
    const { people, asked } = givenDirectory({ members });

    expect((await people(ADA)).get(ADA)?.slack).toEqual({ type: 'none', reason });
    await people(ADA);
    const listed = await givenDirectory({ members, listed: among }).people(...among);

    expect(asked.slack).toHaveLength(1);
    expect(listed.get(ADA)?.slack).toEqual({ type: 'none', reason });
  });

  it('may belong to another workspace of the same organisation', async () => {
    const enterprise = { teams: [toSlackTeamId('T1'), T2] };

    expect(await reachOf(ADA, { members: new Map([[ADA, { team: T2, enterprise }]]) })).toMatchObject({
      type: 'user',
      team: 'T1',
    });
  });

  it('is somebody else where only a tag or a dot is different', async () => {
    const among = [ADA, BEN, ...crowd(50)];
    const emails = new Map([
      [ADA, 'ada+jira@lighthouse.example'],
      [BEN, 'b.en@lighthouse.example'],
    ]);

    const found = await givenDirectory({ emails, listed: among }).people(...among);

    expect([ADA, BEN].map((id) => found.get(id)?.slack.type)).toEqual(['none', 'none']);
  });

  it('is the same person in capitals', async () => {
    const among = [ADA, ...crowd(50)];
    const emails = new Map([[ADA, 'ADA@Lighthouse.EXAMPLE']]);

    expect((await givenDirectory({ emails, listed: among }).people(...among)).get(ADA)?.slack.type).toBe('user');
  });
});

it.each([
  ['first', [BEN, ADA]],
  ['last', [ADA, BEN]],
])('somebody who left does not stand in the way of whoever has the address now, listed %s', async (_where, two) => {
  const members = new Map([[BEN, { email: 'ada@lighthouse.example', deleted: true }]]);
  const among = [...two, ...crowd(50)];

  const found = await givenDirectory({ members, listed: among }).people(...among);

  expect(found.get(ADA)?.slack).toMatchObject({ type: 'user', user: userOf(ADA) });
});

describe('a link', () => {
  it('counts more than an address, and costs no look-up', async () => {
    const { people, asked } = givenDirectory({ links: [linkOf(ADA)] });

    expect((await people(ADA)).get(ADA)?.slack).toEqual({ type: 'user', team: 'T1', user: 'ULINKED' });
    expect(asked).toMatchObject({ emails: [], slack: [] });
  });

  it('that is made while the person is looked up counts more than what was found', async () => {
    const given = givenDirectory({ meanwhile: () => given.change({ links: [linkOf(ADA)] }) });

    expect((await given.people(ADA)).get(ADA)?.slack).toMatchObject({ user: 'ULINKED' });
    expect((await given.people(ADA)).get(ADA)?.slack).toMatchObject({ user: 'ULINKED' });
  });

  it('to a workspace that is not connected leads nowhere', async () => {
    expect(await reachOf(ADA, { links: [linkOf(ADA, 'T9')] })).toMatchObject({ team: 'T1', user: userOf(ADA) });
  });
});

describe('a crowd', () => {
  it('of more than fifty is found in the list of members, with one call to Slack', async () => {
    const { people, asked } = givenDirectory({ listed: crowd(51) });

    const found = await people(...crowd(51));

    expect([...found.values()].every(({ slack }) => slack.type === 'user')).toBe(true);
    expect(asked).toMatchObject({ slack: [], lists: 1, emails: [50, 1] });
  });

  it('in a workspace with too long a list is looked up one by one, and the list is not read again that day', async () => {
    const { people, asked, clock } = givenDirectory({ pages: 21 });

    expect((await people(...crowd(51))).size).toBe(51);
    expect(asked).toMatchObject({ lists: 20 });
    expect(asked.slack).toHaveLength(51);
    clock.advance(3_600_000);
    await people(...crowd(120).slice(60));

    expect(asked.lists).toBe(20);
  });

  it('waits as long as Slack asks where the list is refused', async () => {
    const found = await givenDirectory({ list: limited() }).people(...crowd(51));

    expect([...found.values()].map(({ slack }) => slack)).toEqual(
      crowd(51).map(() => ({ type: 'unresolved', retryAfterMs: 30_000 })),
    );
  });

  it('is seen where few are looked up and many more wait: the list is read for all of them', async () => {
    const waiting = crowd(200);
    const { people, asked } = givenDirectory({ lookups: { left: 4, error: limited() }, waiting, listed: waiting });

    const first = await people(...crowd(10));
    await people(...waiting);

    expect([...first.values()].map(({ slack }) => slack.type)).toEqual(crowd(10).map(() => 'user'));
    expect(asked).toMatchObject({ lists: 1 });
    expect(asked.slack).toHaveLength(10);
    expect(asked.emails.reduce((sum, each) => sum + each, 0)).toBe(200);
  });

  it('of few who wait is left to wait', async () => {
    const { people, asked } = givenDirectory({ lookups: { left: 4, error: limited() }, waiting: crowd(40) });

    const found = await people(...crowd(10));

    expect([...found.values()].filter(({ slack }) => slack.type === 'unresolved')).toHaveLength(6);
    expect(asked.lists).toBe(0);
  });
});

describe('while Slack asks to wait', () => {
  it('neither Slack nor Jira is asked about anybody, in any invocation, until the time is over', async () => {
    const { people, asked, clock } = givenDirectory({ slack: [ADA, limited(30)] });
    await people(ADA);
    clock.advance(10_000);

    const found = await people(ADA, BEN, CLEO);

    expect(found.get(CLEO)?.slack).toEqual({ type: 'unresolved', retryAfterMs: 20_000 });
    expect(asked).toMatchObject({ emails: [1], slack: ['ada@lighthouse.example'] });
    clock.advance(20_000);
    expect((await people(BEN)).get(BEN)?.slack.type).toBe('user');
  });

  it('whoever is known or linked is answered', async () => {
    const { people, change } = givenDirectory({ slack: [ADA, limited()] });
    await people(BEN);
    await people(ADA);
    change({ links: [linkOf(RITA)] });

    const found = await people(BEN, RITA);

    expect([...found.values()].map(({ slack }) => slack.type)).toEqual(['user', 'user']);
  });
});

it('asks Jira once for an address within an invocation', async () => {
  const { directory, asked, change } = givenDirectory({ slack: [ADA, new TransientError('http-503')] });
  const one = directory();
  await one.find([ADA]);

  change({});

  expect((await one.find([ADA])).get(ADA)?.slack.type).toBe('user');
  expect(asked.emails).toEqual([1]);
});
