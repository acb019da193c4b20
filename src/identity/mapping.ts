import type { Jira } from '../atlassian/jira';
import { type AccountId, type SlackUserId, toAccountId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import { err, ok, type Result } from '../shared/result';
import { asUserId, type FileRefusal, type FoundRow, type JudgedRow, judgeRows, type MappingRow } from './core/mapping';
import { sameAddress } from './core/match';
import type { Link, SlackMember } from './core/model';
import type { Links } from './links';
import { readMapping, writeMapping } from './mapping-file';
import type { Profiles } from './profiles';
import { readRoster, type Workspace } from './roster';

type Deps = {
  jira: Pick<Jira, 'emails'> & {
    /** Whose name or address looks like the text. */
    accountsLike(text: string): Promise<readonly AccountId[]>;
  };
  profiles: Pick<Profiles, 'load'>;
  links: Pick<Links, 'ofAccounts' | 'ofUsers' | 'link' | 'list'>;
  /** Those that work, the default first. */
  workspaces: () => Promise<readonly (Workspace & { readonly name: string })[]>;
};

type NamedWorkspace = Workspace & { readonly name: string };
const AT_ONCE = 5;
/** Each takes up to two searches in Jira. */
const MAX_ADDRESSES = 100;
/** More people of a workspace than this are looked for in its list of members. */
const SINGLY = 20;
const MOST_PAGES = 50;

/** Who is who, as an administrator says it in a file. */
export function createMapping({ jira, profiles, links, workspaces }: Deps) {
  /** What the file would do. Throws when Jira or Slack did not answer. */
  async function judge(csv: string): Promise<Result<readonly JudgedRow[], FileRefusal>> {
    const read = await readMapping(csv);
    if (!read.ok) return read;
    const rows = read.value;
    const [accounts, members] = await Promise.all([accountsOf(rows), membersOf(rows)]);
    const found = rows.flatMap((row, index): FoundRow[] => {
      const [account, slack] = [accounts[index], members[index]];
      return account === undefined || slack === undefined ? [] : [{ row, account, slack }];
    });

    const [ofAccounts, ofUsers] = await Promise.all([
      links.ofAccounts(found.flatMap(({ account }) => (account.ok ? [account.value] : []))),
      links.ofUsers(
        found.flatMap(({ slack }) => (slack.ok ? [{ team: slack.value.team, user: slack.value.member.id }] : [])),
      ),
    ]);
    const verdicts = judgeRows(found, {
      ofAccount: (account) => ofAccounts.get(account),
      ofUser: ({ team, user }) => ofUsers.get(`${team}:${user}`),
    });
    return ok(
      found.flatMap(({ row }, index) => {
        const verdict = verdicts[index];
        return verdict === undefined ? [] : [{ row, verdict }];
      }),
    );
  }

  /** Does what `judge` says now, line by line: what somebody else did meanwhile shows in the line's verdict. */
  async function apply(csv: string, by: AccountId): Promise<Result<readonly JudgedRow[], FileRefusal>> {
    const judged = await judge(csv);
    if (!judged.ok) return judged;
    return ok(
      await inParallel(AT_ONCE, judged.value, async ({ row, verdict }): Promise<JudgedRow> => {
        if (verdict.type !== 'link') return { row, verdict };
        const linked = await links.link({ account: verdict.account, ...verdict.pair, trust: 'admin', by });
        return { row, verdict: linked.ok ? verdict : { type: 'refused', because: linked.error } };
      }),
    );
  }

  async function accountsOf(rows: readonly MappingRow[]): Promise<readonly FoundRow['account'][]> {
    const ids = rows.flatMap(({ accountId }) => (accountId === undefined ? [] : [toAccountId(accountId)]));
    const written = rows.flatMap(({ accountId, email }) =>
      accountId !== undefined || email === undefined ? [] : [sameAddress(email)],
    );
    const addresses = [...new Set(written)].slice(0, MAX_ADDRESSES);
    const [known, withAddress] = await Promise.all([
      profiles.load(ids),
      inParallel(AT_ONCE, addresses, async (each) => [each, await accountWith(each)] as const),
    ]);
    const found = new Map(withAddress);
    return rows.map(({ accountId, email }): FoundRow['account'] => {
      if (accountId !== undefined) return orUnknown(known.get(toAccountId(accountId))?.accountId);
      const address = sameAddress(email ?? '');
      return address === '' || found.has(address) ? orUnknown(found.get(address)) : err('too-many-addresses');
    });
  }

  /** Jira does not find people by a hidden address, but it tells us whether somebody with a likely name has it. */
  async function accountWith(address: string): Promise<AccountId | undefined> {
    const name =
      address
        .split('@')[0]
        ?.split(/[^\p{L}]+/u)
        .filter(Boolean)
        .join(' ') ?? '';
    for (const text of [address, name]) {
      const likely = text === '' ? [] : await jira.accountsLike(text);
      if (likely.length === 0) continue;
      const addresses = await jira.emails(likely);
      const found = likely.find((id) => sameAddress(addresses.get(id) ?? '') === address);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function membersOf(rows: readonly MappingRow[]): Promise<readonly FoundRow['slack'][]> {
    const present = await workspaces();
    const found = rows.map(({ team }): FoundRow['slack'] =>
      team === undefined || present.some((each) => isCalled(each, team))
        ? err('unknown-slack-user')
        : err('unknown-workspace'),
    );
    for (const workspace of present) {
      const left = rows.flatMap((row, index) =>
        found[index]?.ok === false && isMeant(workspace, row.team) ? [{ row, index }] : [],
      );
      for (const { index, member } of await lookIn(workspace, left)) {
        if (member !== undefined) found[index] = ok({ team: workspace.team, member });
      }
    }
    return found;
  }

  async function lookIn(workspace: NamedWorkspace, wanted: readonly { row: MappingRow; index: number }[]) {
    const roster = wanted.length > SINGLY ? await readRoster(workspace, () => false) : undefined;
    return inParallel(AT_ONCE, wanted, async ({ row, index }) => {
      const listed = roster === undefined ? undefined : memberIn(row, roster.byId, roster.byAddress);
      const isSure = listed !== undefined || roster?.complete === true;
      return { index, member: isSure ? listed : await ask(workspace, row) };
    });
  }

  async function ask(workspace: Workspace, { slackUserId, slackEmail }: MappingRow): Promise<SlackMember | undefined> {
    if (slackUserId !== undefined) return workspace.userById(asUserId(slackUserId));
    return slackEmail === undefined ? undefined : workspace.personByEmail(slackEmail);
  }

  /** Every link, as a file that can be read in again. */
  async function exportAll(): Promise<string> {
    const all: Link[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const read = await links.list(cursor);
      all.push(...read.links);
      cursor = read.cursor;
      if (cursor === undefined) break;
    }
    return writeMapping(all);
  }

  return { judge, apply, exportAll };
}

const orUnknown = (account: AccountId | undefined): FoundRow['account'] =>
  account === undefined ? err('unknown-account') : ok(account);

const isMeant = (workspace: NamedWorkspace, team: string | undefined): boolean =>
  team === undefined || isCalled(workspace, team);

const isCalled = ({ team, name }: NamedWorkspace, typed: string): boolean =>
  team.toLowerCase() === typed.toLowerCase() || name.toLowerCase() === typed.toLowerCase();

function memberIn(
  { slackUserId, slackEmail }: MappingRow,
  byId: (user: SlackUserId) => SlackMember | undefined,
  byAddress: (email: string) => SlackMember | undefined,
): SlackMember | undefined {
  if (slackUserId !== undefined) return byId(asUserId(slackUserId));
  return slackEmail === undefined ? undefined : byAddress(slackEmail);
}
