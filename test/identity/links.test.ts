import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADA, BEN, CLEO, OLGA } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenLinks, pairOf } from './given-links';

const UADA = pairOf('UADA');
const UBEN = pairOf('UBEN');

describe('a link', () => {
  it('is found from both ends, with how, since when and by whom it is known', async () => {
    const { links, map } = givenLinks();

    await map(ADA, UADA, OLGA);

    const link = { account: ADA, ...UADA, trust: 'admin', since: START, by: OLGA };
    expect((await links.ofAccounts([ADA, BEN])).get(ADA)).toEqual(link);
    expect(await links.ofUser(UADA)).toEqual(link);
    expect((await links.ofUsers([UADA, UBEN])).get('T1:UADA')).toEqual(link);
    expect((await links.list()).links).toEqual([link]);
  });

  it('is refused where another account has the Slack user, whoever says so', async () => {
    const { verify, map, links } = givenLinks();
    await map(ADA, UADA, OLGA);

    expect(await verify(BEN, UADA)).toEqual({ ok: false, error: 'slack-user-taken' });
    expect(await map(BEN, UADA, OLGA)).toEqual({ ok: false, error: 'slack-user-taken' });
    expect(await links.ofUser(UADA)).toMatchObject({ account: ADA });
  });

  it('is for the same user id in another workspace another one', async () => {
    const { map, links } = givenLinks();
    await map(ADA, UADA, OLGA);

    expect((await map(BEN, pairOf('UADA', 'T2'), OLGA)).ok).toBe(true);
    expect(await links.ofUser(UADA)).toMatchObject({ account: ADA });
  });

  it('is moved by the person, whose former Slack user is free again, but not by an administrator', async () => {
    const { verify, map, links } = givenLinks();
    await verify(ADA, UADA);

    expect(await map(ADA, UBEN, OLGA)).toEqual({ ok: false, error: 'account-linked' });
    expect((await verify(ADA, UBEN)).ok).toBe(true);

    expect(await links.ofUser(UADA)).toBeUndefined();
    expect((await map(CLEO, UADA, OLGA)).ok).toBe(true);
  });

  it('that is verified stays so when an administrator says the same; the other way round it gets better', async () => {
    const { verify, map, links } = givenLinks();
    await map(ADA, UADA, OLGA);

    expect(await verify(ADA, UADA)).toMatchObject({ value: { changed: true } });
    expect(await map(ADA, UADA, OLGA)).toMatchObject({ value: { changed: false } });
    expect(await links.ofUser(UADA)).toMatchObject({ trust: 'verified', by: ADA });
  });

  it('that is taken away is gone at both ends, and nothing of the person stands there', async () => {
    const { verify, links, store } = givenLinks();
    await verify(ADA, UADA);

    expect(await links.unlink(ADA, OLGA)).toMatchObject({ ok: true, value: { user: 'UADA' } });

    expect((await links.ofAccounts([ADA])).size).toBe(0);
    expect(await links.ofUser(UADA)).toBeUndefined();
    expect((await links.list()).links).toEqual([]);
    expect([...store.all('link').values()].map((value) => (value as { data: unknown }).data)).toEqual([
      { v: 1 },
      { v: 1 },
    ]);
    expect(await links.unlink(ADA, OLGA)).toEqual({ ok: false, error: 'not-linked' });
  });

  it('is told in the audit log with what was before, once for each change', async () => {
    const { verify, map, links, audited } = givenLinks();
    await map(ADA, UADA, OLGA);
    await map(ADA, UADA, OLGA);
    await verify(ADA, UBEN);
    await links.unlink(ADA, OLGA);

    const [mapped, verified] = [
      { team: 'T1', user: 'UADA', trust: 'admin' },
      { team: 'T1', user: 'UBEN', trust: 'verified' },
    ];
    expect(audited()).toEqual([
      { type: 'person.linked', after: mapped },
      { type: 'person.linked', before: mapped, after: verified },
      { type: 'person.unlinked', before: verified },
    ]);
  });

  it('makes what was found by address be looked up anew', async () => {
    const { cache, verify, store } = givenLinks();
    const person = { accountId: ADA, slack: { type: 'user', ...UBEN } } as const;
    await cache.remember([person], ['T1']);

    await verify(ADA, UADA);

    expect(cache.read([ADA], await store.getMany(cache.refs([ADA])), ['T1']).size).toBe(0);
  });
});

it('never gives a Slack user two accounts nor an account two Slack users, whatever happens at once', async () => {
  const account = fc.constantFrom(ADA, BEN, CLEO);
  const pair = fc.constantFrom(UADA, UBEN, pairOf('UADA', 'T2'));
  const act = fc.oneof(
    fc.record({ type: fc.constant('link' as const), account, pair, trust: fc.constantFrom('verified', 'admin') }),
    fc.record({ type: fc.constant('unlink' as const), account, pair, trust: fc.constant('admin' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
      const { links, verify } = givenLinks();
      // Ends that stand there already are guarded by their version alone.
      await verify(ADA, UADA);
      await verify(BEN, UBEN);
      await verify(CLEO, pairOf('UADA', 'T2'));
      for (const each of [ADA, BEN, CLEO]) await links.unlink(each, OLGA);

      await Promise.allSettled(
        acts.map(({ type, account: whose, pair: which, trust }) =>
          type === 'link'
            ? links.link({ account: whose, ...which, trust: trust === 'admin' ? 'admin' : 'verified', by: OLGA })
            : links.unlink(whose, OLGA),
        ),
      );

      const { links: all } = await links.list();
      const fromUsers = await Promise.all([UADA, UBEN, pairOf('UADA', 'T2')].map(links.ofUser));
      const linkedUsers = fromUsers.flatMap((each) => each ?? []);
      expect(new Set(all.map((each) => each.account)).size).toBe(all.length);
      expect(linkedUsers.map((each) => each.account).sort()).toEqual(all.map((each) => each.account).sort());
      for (const each of all) expect(await links.ofUser(each)).toEqual(each);
    }),
    { numRuns: 300 },
  );
});
