import { describe, expect, it } from 'vitest';
import { createProfiles, type Profile } from '../../src/identity/profiles';
import type { AccountId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { ADA, BEN, CLEO, crowd, DAY_MS } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

type Setting = {
  gone?: readonly AccountId[];
  unknown?: readonly AccountId[];
  fails?: (ids: readonly AccountId[]) => boolean;
};

/** Each life of the part is one invocation; Jira and the store outlive it. */
function given(setting: Setting = {}) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const asked: (readonly AccountId[])[] = [];
  const jira = {
    async profiles(ids: readonly AccountId[]): Promise<Profile[]> {
      asked.push(ids);
      if (setting.fails?.(ids)) throw new TransientError('jira-503');
      return ids
        .filter((id) => !setting.unknown?.includes(id))
        .map((id) => ({ accountId: id, name: `Name of ${id}`, active: !setting.gone?.includes(id) }));
    },
  };
  return { clock, store, asked, setting, profiles: () => createProfiles({ store, clock, jira }) };
}

const of = (id: AccountId, active = true): Profile => ({ accountId: id, name: `Name of ${id}`, active });

describe('the profile of an account', () => {
  it('is what Jira says: a name, and whether they are still there', async () => {
    const { profiles } = given({ gone: [BEN] });

    expect([...(await profiles().load([ADA, BEN])).values()]).toEqual([of(ADA), of(BEN, false)]);
    expect([...(await profiles().activeOf([ADA, BEN]))]).toEqual([
      [ADA, true],
      [BEN, false],
    ]);
  });

  it('is asked for once a day', async () => {
    const { profiles, clock, asked } = given();
    await profiles().load([ADA]);

    clock.advance(DAY_MS - 1);
    await profiles().load([ADA]);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await profiles().load([ADA]);
    expect(asked).toHaveLength(2);
  });

  it('is asked for only where it is not known yet, and once for somebody who is named twice', async () => {
    const { profiles, asked } = given();
    await profiles().load([ADA]);

    await profiles().load([BEN, ADA, BEN]);

    expect(asked).toEqual([[ADA], [BEN]]);
  });

  it('is asked for fifty at a time', async () => {
    const { profiles, asked } = given();

    const found = await profiles().load(crowd(120));

    expect(found.size).toBe(120);
    expect(asked.map((ids) => ids.length)).toEqual([50, 50, 20]);
  });

  it('is missing where Jira knows nobody, and that is not remembered', async () => {
    const { profiles, asked, setting } = given({ unknown: [CLEO] });
    expect([...(await profiles().load([ADA, CLEO])).keys()]).toEqual([ADA]);

    setting.unknown = [];

    expect([...(await profiles().load([ADA, CLEO])).keys()].sort()).toEqual([ADA, CLEO]);
    expect(asked).toEqual([[ADA, CLEO], [CLEO]]);
  });

  it('of nobody costs nothing', async () => {
    const { profiles, asked } = given();

    expect((await profiles().activeOf([])).size).toBe(0);
    expect(asked).toEqual([]);
  });

  it.each([
    ['at all', () => true],
    ['about some of them', (ids: readonly AccountId[]) => ids.length < 50],
  ])(
    'is not concluded from silence: where Jira does not answer %s it throws, and remembers nothing',
    async (_how, fails) => {
      const { profiles, store } = given({ fails });

      await expect(profiles().activeOf(crowd(60))).rejects.toBeInstanceOf(TransientError);

      expect((await store.getMany(crowd(60).map((id) => ({ key: `profile:${id}` })))).size).toBe(0);
    },
  );

  it('that is known is answered also while Jira is down', async () => {
    const { profiles, setting } = given();
    await profiles().load([ADA]);
    setting.fails = () => true;

    expect((await profiles().activeOf([ADA])).get(ADA)).toBe(true);
  });

  it.each([
    ['of another version', { v: 2, accountId: ADA, name: 'Eve', active: false, expiresAt: START + DAY_MS }],
    ['without an end', { v: 1, accountId: ADA, name: 'Eve', active: false }],
    ['that is no object', 'Eve'],
  ])('is asked for anew where the store holds something %s', async (_what, value) => {
    const { profiles, store } = given();
    await store.setMany([{ key: `profile:${ADA}`, value }], 60);

    expect((await profiles().load([ADA])).get(ADA)).toEqual(of(ADA));
  });
});
