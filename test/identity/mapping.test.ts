import { describe, expect, it } from 'vitest';
import type { SlackMember } from '../../src/identity/core/model';
import { createMapping } from '../../src/identity/mapping';
import { type AccountId, toAccountId, toSlackTeamId } from '../../src/shared/brand';
import { ADA, BEN, CLEO, OLGA } from '../support/builders';
import { emailOf, member } from './given-directory';
import { givenLinks, pairOf } from './given-links';

const HEAD = 'accountId,email,slackUserId,slackEmail,team\n';
const ACCOUNTS: readonly AccountId[] = [ADA, BEN, CLEO];

type Place = { team: string; name: string; members: readonly SlackMember[]; pages?: number };

const slackUser = (id: string, more: Partial<SlackMember> = {}) =>
  member(emailOf(id), { id: pairOf(`U${id.toUpperCase()}`).user, ...more });
const LIGHTHOUSE: Place = {
  team: 'T1',
  name: 'Lighthouse',
  members: ['ada', 'ben', 'cleo'].map((id) => slackUser(id)),
};
const HARBOUR: Place = { team: 'T2', name: 'Harbour', members: [slackUser('dora'), slackUser('ben')] };

function given({ places = [LIGHTHOUSE] }: { places?: readonly Place[] } = {}) {
  const world = givenLinks();
  const searched: string[] = [];
  const calls: string[] = [];
  const mapping = createMapping({
    jira: {
      // Addresses are hidden, so only names are found.
      async accountsLike(text) {
        searched.push(text);
        return ACCOUNTS.filter((id) => text.startsWith(id.slice(0, 2)) && !text.includes('@'));
      },
      emails: async (ids) => new Map(ids.map((id) => [id, emailOf(id)])),
    },
    profiles: {
      load: async (ids) =>
        new Map(ids.filter((id) => ACCOUNTS.includes(id)).map((id) => [id, { accountId: id, name: '', active: true }])),
    },
    links: world.links,
    workspaces: async () =>
      places.map(({ team, name, members, pages = 1 }) => ({
        team: toSlackTeamId(team),
        name,
        async personByEmail(email) {
          calls.push('lookup');
          return members.find((each) => each.email === email.toLowerCase());
        },
        async userById(user) {
          calls.push('info');
          return members.find(({ id }) => id === user);
        },
        async listUsers(cursor) {
          calls.push('list');
          const page = Number(cursor ?? 1);
          return { items: page === 1 ? members : [], cursor: page < pages ? String(page + 1) : undefined };
        },
      })),
  });
  const told = async (run: ReturnType<typeof mapping.judge>) => {
    const judged = await run;
    return judged.ok
      ? judged.value.map(({ verdict }) => (verdict.type === 'refused' ? verdict.because : verdict.type))
      : judged.error;
  };
  return {
    ...world,
    searched,
    calls,
    mapping,
    judge: (lines: string) => told(mapping.judge(`${HEAD}${lines}`)),
    apply: (lines: string) => told(mapping.apply(`${HEAD}${lines}`, OLGA)),
    raw: (csv: string) => told(mapping.judge(csv)),
  };
}

describe('a line', () => {
  it.each([
    ['by ids', 'ada,,UADA,,', 'link'],
    ['by addresses', `,${emailOf('ada')},,${emailOf('ada')},`, 'link'],
    ['by an address in capitals', `,${emailOf('ada').toUpperCase()},,ADA@lighthouse.example,`, 'link'],
    ['with the workspace by its name', 'ada,,UADA,,lighthouse', 'link'],
    ['with a Slack id in small letters', 'ada,,uada,,T1', 'link'],
    ['with an account that Jira does not know', 'zoe,,UADA,,', 'unknown-account'],
    ['with an address that no account has', ',zoe@lighthouse.example,UADA,,', 'unknown-account'],
    ['with a Slack user whom nobody knows', 'ada,,UZOE,,', 'unknown-slack-user'],
    ['with a workspace that is not connected', 'ada,,UADA,,T9', 'unknown-workspace'],
    ['without an account', ',,UADA,,', 'incomplete'],
    ['without a Slack user', 'ada,,,,T1', 'incomplete'],
  ])('%s is judged', async (_how, line, verdict) => {
    expect(await given().judge(line)).toEqual([verdict]);
  });

  it.each<[string, Partial<SlackMember>, string]>([
    ['a bot', { kind: 'bot' }, 'slack-bot'],
    ['deactivated', { deleted: true }, 'slack-deactivated'],
    ['of another company', { stranger: true }, 'slack-elsewhere'],
    ['a guest of the workspace', { kind: 'guest' }, 'link'],
  ])('with a Slack user who is %s is judged', async (_who, more, verdict) => {
    const places = [{ ...LIGHTHOUSE, members: [slackUser('ada', more)] }];

    expect(await given({ places }).judge('ada,,UADA,,')).toEqual([verdict]);
  });

  it('counts once: the second for an account, or for a Slack user, is a duplicate', async () => {
    expect(await given().judge('ada,,UADA,,\nada,,UBEN,,\nben,,UADA,,\nben,,UBEN,,')).toEqual([
      'link',
      'duplicate',
      'duplicate',
      'link',
    ]);
  });

  it('against what is linked already is a conflict, and the same again is unchanged', async () => {
    const { judge, map } = given();
    await map(ADA, pairOf('UADA'), OLGA);

    expect(await judge('ada,,UADA,,\nben,,UBEN,,')).toEqual(['unchanged', 'link']);
    expect(await judge('ada,,UBEN,,')).toEqual(['account-linked']);
    expect(await judge('ben,,UADA,,')).toEqual(['slack-user-taken']);
  });

  it('without a workspace is looked for in the default one first, then in the others', async () => {
    const { apply, links } = given({ places: [LIGHTHOUSE, HARBOUR] });

    await apply(`ada,,,${emailOf('dora')},\nben,,,${emailOf('ben')},`);

    expect((await links.ofAccounts([ADA])).get(ADA)?.team).toBe('T2');
    expect((await links.ofAccounts([BEN])).get(BEN)?.team).toBe('T1');
  });
});

describe('a file', () => {
  it('changes nothing until it is applied, and then what it said', async () => {
    const { judge, apply, links, audited } = given();
    const lines = 'ada,,UADA,,\nzoe,,UBEN,,';

    const said = await judge(lines);
    expect((await links.list()).links).toEqual([]);
    expect(await apply(lines)).toEqual(said);

    expect((await links.list()).links).toMatchObject([{ account: ADA, user: 'UADA', trust: 'admin', by: OLGA }]);
    expect(audited()).toHaveLength(1);
    expect(await apply(lines)).toEqual(['unchanged', 'unknown-account']);
  });

  it.each([
    ['semicolons', 'accountId;slackUserId\r\nada;UADA\r\n'],
    ['tabs', 'accountId\tslackUserId\nada\tUADA'],
    [
      'a byte order mark, quotes and other titles',
      '\uFEFF"Account ID","Name","Slack user id"\n"ada","Ada, A.","UADA"\n\n',
    ],
  ])('is read with %s', async (_with, csv) => {
    expect(await given().raw(csv)).toEqual(['link']);
  });

  it.each([
    ['without the columns', 'name,colour\nada,red', { type: 'no-columns' }],
    ['that is empty', '', { type: 'no-columns' }],
    [
      'with a quotation mark that is never closed',
      'accountId,slackUserId\n"ada,UADA\n',
      { type: 'unreadable', line: 2 },
    ],
    ['of more than 500 lines', `accountId,slackUserId\n${'ada,UADA\n'.repeat(501)}`, { type: 'too-long' }],
  ])('%s is refused as a whole', async (_what, csv, refusal) => {
    expect(await given().raw(csv)).toEqual(refusal);
  });

  it('says of each line where it stands in the file', async () => {
    const judged = await given().mapping.judge(`${HEAD}ada,,UADA,,\n\nben,,UBEN,,\n`);

    expect(judged.ok && judged.value.map(({ row }) => row.line)).toEqual([2, 4]);
  });

  it('with many people of a workspace reads its list instead of asking about each', async () => {
    const many = Array.from({ length: 21 }, (_, n) => `ada,,U${n},,`).join('\n');
    const { judge, calls } = given();

    await judge(many);

    expect(calls).toEqual(['list']);
  });

  it('asks about those whom a list that is too long did not show', async () => {
    const many = Array.from({ length: 21 }, (_, n) => `ada,,U${n},,`).join('\n');
    const { judge, calls } = given({ places: [{ ...LIGHTHOUSE, pages: 25 }] });

    await judge(many);

    expect(calls.filter((each) => each === 'list')).toHaveLength(20);
    expect(calls.filter((each) => each === 'info')).toHaveLength(21);
  });

  it('takes a hundred accounts by address', async () => {
    const many = Array.from({ length: 101 }, (_, n) => `,p${n}@lighthouse.example,UADA,,`).join('\n');

    const verdicts = await given().judge(many);

    expect(verdicts).toEqual([...Array.from({ length: 100 }, () => 'unknown-account'), 'too-many-addresses']);
  });

  it('that is written can be read in again, and holds neither names nor addresses nor formulas', async () => {
    const { apply, map, mapping, raw, links } = given();
    await apply('ada,,UADA,,\nben,,UBEN,,');
    await map(toAccountId('=cmd'), pairOf('UEVIL'), OLGA);

    const csv = await mapping.exportAll();

    expect(csv).toContain('ada,UADA,T1,admin,2026-03-02T09:00:00.000Z\r\n');
    expect(csv).toContain("'=cmd,UEVIL");
    expect(csv).not.toContain('@');
    await links.unlink(toAccountId('=cmd'), OLGA);
    expect(await raw(await mapping.exportAll())).toEqual(['unchanged', 'unchanged']);
  });
});
