import { describe, expect, it } from 'vitest';
import { createAdminPeople } from '../../src/admin/admin-people';
import type { FileRefusal, JudgedRow } from '../../src/identity/core/mapping';
import type { Link, Person, Trust } from '../../src/identity/core/model';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { InvalidInputError, TransientError } from '../../src/shared/errors';
import { err, ok, type Result } from '../../src/shared/result';
import { ADA, BEN, CLEO, OLGA, RITA } from '../support/builders';
import { START } from '../support/fake-ports';

const CALLER = { accountId: OLGA, siteUrl: 'https://lighthouse.example' };
const T1 = toSlackTeamId('T1');
const linkOf = (account: AccountId): Link => ({
  account,
  team: T1,
  user: toSlackUserId('UADA'),
  trust: 'admin',
  since: START,
  by: OLGA,
});
const personOf = (accountId: AccountId, slack: Person['slack']): Person => ({ accountId, slack });

type Setting = {
  links?: readonly (readonly Link[])[];
  told?: readonly (readonly AccountId[])[];
  people?: readonly Person[];
  judged?: Result<readonly JudgedRow[], FileRefusal> | Error;
};

function given({ links = [], told = [], people = [], judged = ok([]) }: Setting = {}) {
  const did: unknown[] = [];
  const pageOf = <T>(pages: readonly (readonly T[])[], cursor: string | undefined) => {
    const nth = Number(cursor ?? 0);
    return { items: pages[nth] ?? [], cursor: nth + 1 < pages.length ? String(nth + 1) : undefined };
  };
  let linked = new Map(links.flat().map((each) => [each.account, each]));
  const run = (what: string) => async (csv: string, by?: AccountId) => {
    did.push([what, csv, by]);
    if (judged instanceof Error) throw judged;
    return judged;
  };
  const calls = createAdminPeople({
    words: { reason: (code) => `because of ${code}` },
    people: {
      links: {
        async list(cursor) {
          const page = pageOf(links, cursor);
          return { links: page.items, cursor: page.cursor };
        },
        ofAccounts: async () => linked,
        async unlink(account, by) {
          const link = linked.get(account);
          did.push(['unlink', account, by]);
          linked = new Map();
          return link === undefined ? err('not-linked') : ok(link);
        },
      },
      toldLately: async (cursor) => pageOf(told, cursor),
      find: async (ids) =>
        new Map(people.filter(({ accountId }) => ids.includes(accountId)).map((each) => [each.accountId, each])),
      workspaceNames: async () => new Map([['T1', 'Lighthouse']]),
      actTrust: async () => 'admin' as const,
      async setActTrust(trust: Trust, by) {
        did.push(['trust', trust, by]);
      },
      mapping: { judge: run('judge'), apply: run('apply'), exportAll: async () => 'accountId\r\n' },
    },
  });
  return { calls, did };
}

describe('the list of people', () => {
  it('says of everybody who was linked or told something how they are known in Slack, or why not', async () => {
    const { calls } = given({
      links: [[linkOf(ADA)]],
      told: [[ADA, BEN, CLEO, RITA, BEN]],
      people: [
        personOf(BEN, { type: 'user', team: T1, user: toSlackUserId('UBEN') }),
        personOf(CLEO, { type: 'none', reason: 'slack-guest' }),
      ],
    });

    expect(await calls['people/list'](CALLER, {})).toEqual({
      ok: true,
      value: {
        people: [
          {
            accountId: ADA,
            state: 'linked',
            slack: { user: 'UADA', workspace: 'Lighthouse' },
            trust: 'admin',
            since: START,
            by: OLGA,
          },
          { accountId: BEN, state: 'matched', slack: { user: 'UBEN', workspace: 'Lighthouse' }, trust: 'email-match' },
          { accountId: CLEO, state: 'unreachable', reason: 'because of slack-guest' },
          { accountId: RITA, state: 'not-known', reason: 'because of person-not-resolved' },
        ],
      },
    });
  });

  it('goes on page by page, first through the links, then through those who were told something', async () => {
    const { calls } = given({ links: [[linkOf(ADA)], [linkOf(BEN)]], told: [[CLEO], [RITA]] });
    const seen: string[][] = [];
    let cursor: string | undefined;
    do {
      const answer = await calls['people/list'](CALLER, { cursor });
      if (!answer.ok) throw new Error(answer.error);
      seen.push(answer.value.people.map(({ accountId }) => accountId));
      cursor = answer.value.cursor;
    } while (cursor !== undefined);

    expect(seen).toEqual([[ADA], [BEN, CLEO], [RITA]]);
  });
});

describe('a file', () => {
  const row = { line: 2, accountId: 'ada', slackEmail: 'ada@lighthouse.example' };

  it('is only judged until it is to be applied, and then in the name of the caller', async () => {
    const { calls, did } = given();

    await calls['people/import'](CALLER, { csv: 'x', apply: false });
    await calls['people/import'](CALLER, { csv: 'x', apply: true });

    expect(did).toEqual([
      ['judge', 'x', undefined],
      ['apply', 'x', OLGA],
    ]);
  });

  it('comes back line by line, with what is wrong in words', async () => {
    const { calls } = given({
      judged: ok([
        { row, verdict: { type: 'link', account: ADA, pair: linkOf(ADA) } },
        { row, verdict: { type: 'unchanged' } },
        { row, verdict: { type: 'refused', because: 'duplicate' } },
      ]),
    });
    const line = { line: 2, account: 'ada', slack: 'ada@lighthouse.example' };

    expect(await calls['people/import'](CALLER, { csv: 'x', apply: false })).toEqual({
      ok: true,
      value: {
        lines: [
          { ...line, outcome: 'linked' },
          { ...line, outcome: 'unchanged' },
          { ...line, outcome: 'refused', problem: expect.stringContaining('earlier line') },
        ],
      },
    });
  });

  it.each<[string, Result<never, FileRefusal> | Error, string]>([
    ['that cannot be read', err({ type: 'unreadable', line: 7 }), 'line 7'],
    ['without its columns', err({ type: 'no-columns' }), 'columns'],
    ['that is too long', err({ type: 'too-long' }), '500 lines'],
    ['for which Slack asks to wait', new TransientError('ratelimited', { retryAfterMs: 30_000 }), '30 seconds'],
  ])('%s is refused in words', async (_what, judged, words) => {
    const answer = await given({ judged }).calls['people/import'](CALLER, { csv: 'x', apply: true });

    expect(answer).toEqual({ ok: false, error: expect.stringContaining(words), field: 'csv' });
  });
});

describe('the rest', () => {
  it('takes a link away in the name of the caller, once', async () => {
    const { calls, did } = given({ links: [[linkOf(ADA)]] });

    expect(await calls['people/remove'](CALLER, { accountId: ADA })).toMatchObject({
      ok: true,
      value: { accountId: ADA },
    });
    expect(await calls['people/remove'](CALLER, { accountId: ADA })).toMatchObject({ ok: false, field: 'accountId' });
    expect(did[0]).toEqual(['unlink', ADA, OLGA]);
  });

  it('tells and saves who may act', async () => {
    const { calls, did } = given();

    expect(await calls['people/settings'](CALLER, undefined)).toEqual({ ok: true, value: { actTrust: 'admin' } });
    expect(await calls['people/save-settings'](CALLER, { actTrust: 'verified' })).toMatchObject({ ok: true });
    expect(did).toEqual([['trust', 'verified', OLGA]]);
  });

  it.each([
    ['people/save-settings', { actTrust: 'everybody' }],
    ['people/import', { csv: 'x' }],
    ['people/remove', { accountId: '' }],
  ] as const)('refuses in %s what is no such thing', async (call, payload) => {
    await expect(given().calls[call](CALLER, payload)).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('hands the export over as a file', async () => {
    expect(await given().calls['people/export'](CALLER, undefined)).toEqual({
      ok: true,
      value: { fileName: 'slack-links.csv', csv: 'accountId\r\n' },
    });
  });
});
