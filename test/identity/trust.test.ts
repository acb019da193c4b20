import { describe, expect, it } from 'vitest';
import { ADA, BEN, OLGA } from '../support/builders';
import { givenLinks, pairOf, T1 } from './given-links';

const UADA = pairOf('UADA');
const UBEN = pairOf('UBEN');
const matched = (account = ADA, pair = UADA) => ({ accountId: account, slack: { type: 'user', ...pair } }) as const;
const DAY_MS = 24 * 3_600_000;

describe('who may act', () => {
  it('is everybody who was found, until an administrator asks for more', async () => {
    const { trust } = givenLinks();

    expect(await trust.actTrust()).toBe('email-match');
    expect((await trust.standingOf(ADA, T1, UADA.user)).mayAct).toEqual(['verified', 'admin', 'email-match']);
  });

  it.each([
    ['verified', ['verified']],
    ['admin', ['verified', 'admin']],
    ['email-match', ['verified', 'admin', 'email-match']],
  ] as const)('with %s as the least is %j', async (least, may) => {
    const { trust } = givenLinks();

    await trust.setActTrust(least, OLGA);

    expect((await trust.standingOf(ADA, T1, UADA.user)).mayAct).toEqual(may);
  });

  it('is told in the audit log when it changes, and only then', async () => {
    const { trust, audited } = givenLinks();

    await trust.setActTrust('admin', OLGA);
    await trust.setActTrust('admin', OLGA);
    await trust.setActTrust('email-match', OLGA);

    expect(audited()).toEqual([
      { type: 'act-trust.changed', before: 'email-match', after: 'admin' },
      { type: 'act-trust.changed', before: 'admin', after: 'email-match' },
    ]);
  });
});

describe('the trust between an account and the Slack user to whom its message went', () => {
  it('is a match by address where nobody said anything', async () => {
    expect((await givenLinks().trust.standingOf(ADA, T1, UADA.user)).trust).toBe('email-match');
  });

  it('is that of their link', async () => {
    const { trust, verify, map } = givenLinks();
    await verify(ADA, UADA);
    await map(BEN, UBEN, OLGA);

    expect((await trust.standingOf(ADA, T1, UADA.user)).trust).toBe('verified');
    expect((await trust.standingOf(BEN, T1, UBEN.user)).trust).toBe('admin');
  });

  it.each([
    ['the Slack user turned out to be somebody else', BEN, UADA],
    ['the account turned out to be another Slack user', ADA, UBEN],
  ])('is none where %s', async (_why, account, pair) => {
    const { trust, verify } = givenLinks();
    await verify(account, pair);

    expect((await trust.standingOf(ADA, T1, UADA.user)).trust).toBeUndefined();
  });

  it('is not touched by a link in another workspace', async () => {
    const { trust, verify } = givenLinks();
    await verify(ADA, pairOf('UADA', 'T2'));

    expect((await trust.standingOf(ADA, T1, UADA.user)).trust).toBe('email-match');
  });
});

describe('the account behind a Slack user', () => {
  it('is the one that is linked, before the one that was found by address', async () => {
    const { trust, cache, verify } = givenLinks();
    await verify(BEN, UADA);
    await cache.remember([matched()], ['T1']);

    expect(await trust.linkOf(T1, UADA.user)).toEqual({ account: BEN, trust: 'verified' });
  });

  it('is the one that was found by address within a week', async () => {
    const { trust, cache, clock } = givenLinks();
    await cache.remember([matched()], ['T1']);

    clock.advance(7 * DAY_MS - 1);
    expect(await trust.linkOf(T1, UADA.user)).toEqual({ account: ADA, trust: 'email-match' });
    clock.advance(1);
    expect(await trust.linkOf(T1, UADA.user)).toBeUndefined();
  });

  it('is looked up anew after that week, and believed where it is found again', async () => {
    const { trust, cache, clock, present } = givenLinks();
    await cache.remember([matched()], ['T1']);
    clock.advance(8 * DAY_MS);

    present.set(ADA, UADA);
    const again = [await trust.linkOf(T1, UADA.user), await trust.accountOf(T1, UADA.user)];
    present.set(ADA, pairOf('UNEW'));
    const elsewhere = await trust.linkOf(T1, UADA.user);

    expect(again).toEqual([{ account: ADA, trust: 'email-match' }, ADA]);
    expect(elsewhere).toBeUndefined();
  });

  it('is not looked up where nobody was ever found, or what was found was taken back', async () => {
    const { trust, cache, clock, present } = givenLinks();
    await cache.remember([matched()], ['T1']);
    present.set(ADA, UADA);
    await cache.forget([ADA], [UADA], [T1]);
    clock.advance(8 * DAY_MS);

    expect(await trust.linkOf(T1, UADA.user)).toBeUndefined();
    expect(await trust.linkOf(T1, pairOf('USTRANGER').user)).toBeUndefined();
  });

  it('is nobody once the account was found to be another Slack user, or said so', async () => {
    const { trust, cache, verify } = givenLinks();
    await cache.remember([matched(), matched(BEN, UBEN)], ['T1']);
    await cache.remember([matched(ADA, pairOf('UNEW'))], ['T1']);
    await verify(BEN, pairOf('UOTHER'));

    expect(await trust.linkOf(T1, UADA.user)).toBeUndefined();
    expect(await trust.linkOf(T1, UBEN.user)).toBeUndefined();
    expect(await trust.linkOf(T1, pairOf('USTRANGER').user)).toBeUndefined();
  });
});
