import { describe, expect, it } from 'vitest';
import type { Link } from '../../src/identity/core/model';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { ADA, BEN, CLEO } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenDirectory, type Setting, userOf } from './given-directory';
import { givenLinks, pairOf } from './given-links';

const T1 = toSlackTeamId('T1');
const T2 = toSlackTeamId('T2');
const T9 = toSlackTeamId('T9');
const TWO = ['T1', 'T2'];
const linkOf = (account: AccountId, team: string): Link => ({
  account,
  team: toSlackTeamId(team),
  user: toSlackUserId('ULINKED'),
  trust: 'verified',
  since: START,
  by: account,
});
const only = (id: AccountId, team: string) => new Map([[id, team]]);

/** Each question is an invocation of its own. */
function given(setting: Setting = {}) {
  const world = givenDirectory({ teams: TWO, ...setting });
  const reach = async (id: AccountId, prefer?: typeof T1) =>
    (await world.directory().find([id], prefer)).get(id)?.slack;
  return { ...world, reach };
}

const found = (team: string, user = String(userOf(ADA))) => ({ type: 'user', team, user });

describe('with a preferred workspace', () => {
  it('somebody who is in several is reached there', async () => {
    const { reach } = given();

    expect(await reach(ADA, T2)).toEqual(found('T2'));
    expect(await reach(ADA, T1)).toEqual(found('T1'));
    expect(await reach(ADA)).toEqual(found('T1'));
  });

  it('somebody whom it does not know is reached where they are', async () => {
    expect(await given({ onlyIn: only(ADA, 'T1') }).reach(ADA, T2)).toEqual(found('T1'));
  });

  it('that is not connected people are reached as always', async () => {
    const { reach, asked } = given();
    await reach(ADA);

    expect(await reach(ADA, T9)).toEqual(found('T1'));
    expect(asked.slack).toHaveLength(1);
  });

  it('the people of a batch are found as they are one by one', async () => {
    const { directory, store } = given({ onlyIn: only(BEN, 'T1'), notInSlack: [CLEO] });
    const people = directory();

    const values = await store.getMany(people.refs([ADA, BEN, CLEO], T2));
    const batch = await people.complete([ADA, BEN, CLEO], values, T2);

    expect([...batch.values()].map(({ slack }) => ('team' in slack ? slack.team : slack.type))).toEqual([
      'T2',
      'T1',
      'none',
    ]);
  });
});

describe('a link', () => {
  it('in the preferred workspace counts, and costs no look-up', async () => {
    const { reach, asked } = given({ links: [linkOf(ADA, 'T2')] });

    expect(await reach(ADA, T2)).toEqual(found('T2', 'ULINKED'));
    expect(asked).toMatchObject({ emails: [], slack: [] });
  });

  it('elsewhere gives way to the address in the preferred workspace, the default one too', async () => {
    expect(await given({ links: [linkOf(ADA, 'T1')] }).reach(ADA, T2)).toEqual(found('T2'));
    expect(await given({ links: [linkOf(ADA, 'T2')] }).reach(ADA, T1)).toEqual(found('T1'));
  });

  it('elsewhere holds without a preference', async () => {
    const { reach } = given({ links: [linkOf(ADA, 'T2')] });
    await reach(ADA, T1);

    expect(await reach(ADA)).toEqual(found('T2', 'ULINKED'));
  });

  it.each<[string, Setting]>([
    ['nobody there has the address', { onlyIn: only(ADA, 'T1') }],
    ['whoever has it there is a guest', { membersIn: { T2: { kind: 'guest' } } }],
    ['Jira tells no address', { withoutEmail: [ADA] }],
  ])('elsewhere holds where %s, and that is remembered', async (_why, setting) => {
    const { reach, asked } = given({ ...setting, links: [linkOf(ADA, 'T1')] });

    expect(await reach(ADA, T2)).toEqual(found('T1', 'ULINKED'));
    const lookUps = asked.emails.length;
    expect(await reach(ADA, T2)).toEqual(found('T1', 'ULINKED'));

    expect(asked.emails).toHaveLength(lookUps);
    expect(asked.slack.length).toBeLessThanOrEqual(1);
  });

  it.each<[string, Error]>([
    ['asks to wait', new TransientError('ratelimited', { retryAfterMs: 30_000 })],
    ['does not answer', new TransientError('http-503')],
    ['refuses', new PermanentError('missing_scope')],
  ])('elsewhere holds while Slack %s, and only so long', async (_how, error) => {
    const links = [linkOf(ADA, 'T1')];
    const { reach, change, clock } = given({ links, slack: [ADA, error] });

    expect(await reach(ADA, T2)).toEqual(found('T1', 'ULINKED'));
    clock.advance(60_000);
    change({ teams: TWO, links });

    expect(await reach(ADA, T2)).toEqual(found('T2'));
  });
});

describe('what is remembered', () => {
  it('of one preference is not taken for another, or for none', async () => {
    const { reach, asked } = given();

    const inTurn = [await reach(ADA, T2), await reach(ADA), await reach(ADA, T2), await reach(ADA)];

    expect(inTurn).toMatchObject([{ team: 'T2' }, { team: 'T1' }, { team: 'T2' }, { team: 'T1' }]);
    expect(asked.slack).toHaveLength(2);
    expect([await reach(BEN), await reach(BEN, T2), await reach(BEN, T1)]).toMatchObject([
      { team: 'T1' },
      { team: 'T2' },
      { team: 'T1' },
    ]);
  });

  it('without a preference serves one for the same workspace, and the other way round', async () => {
    const { reach, asked } = given();
    await reach(ADA);
    await reach(BEN, T1);

    expect([await reach(ADA, T1), await reach(BEN)]).toMatchObject([{ team: 'T1' }, { team: 'T1' }]);
    expect(asked.slack).toHaveLength(2);
  });

  it('is read with one key for each person, and with a second one only where there is a preference', () => {
    const directory = given().directory();

    expect(directory.refs([ADA])).toEqual([{ key: `person:${ADA}` }]);
    expect(directory.refs([ADA], T2)).toEqual([{ key: `person:${ADA}` }, { key: `person:${ADA}#T2` }]);
  });

  it('that somebody is nowhere holds for an hour, with a preference too', async () => {
    const { reach, asked, clock } = given({ notInSlack: [ADA] });
    await reach(ADA, T2);

    clock.advance(3_600_000 - 1);
    await reach(ADA, T2);
    const within = asked.slack.length;
    clock.advance(1);
    await reach(ADA, T2);

    expect([within, asked.slack.length]).toEqual([2, 4]);
  });

  it('is forgotten when somebody says who they are', async () => {
    const { cache, store, verify } = givenLinks();
    const person = { accountId: ADA, slack: { type: 'user', ...pairOf('UADA') } } as const;
    await cache.remember([person], TWO, T1);

    await verify(ADA, pairOf('UNEW'));

    expect(cache.read([ADA], await store.getMany(cache.refs([ADA], T1)), TWO, T1).size).toBe(0);
  });
});

it('whoever is found in two workspaces is known in both', async () => {
  const { cache, trust } = givenLinks();
  const inTeam = (team: string) =>
    ({ accountId: ADA, slack: { type: 'user', ...pairOf(`UADA${team}`, team) } }) as const;
  await cache.remember([inTeam('T2')], TWO, T2);
  await cache.remember([inTeam('T1')], TWO);

  expect(await trust.linkOf(T2, toSlackUserId('UADAT2'))).toEqual({ account: ADA, trust: 'email-match' });
  expect(await trust.linkOf(T1, toSlackUserId('UADAT1'))).toEqual({ account: ADA, trust: 'email-match' });
});
