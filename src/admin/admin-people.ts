import * as z from 'zod';
import type { FileRefusal, JudgedRow, MappingRow } from '../identity/core/mapping';
import { type Link, type People, type Person, TRUSTS, type Trust } from '../identity/core/model';
import { type AccountId, toAccountId } from '../shared/brand';
import { TransientError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import type { Administrator } from './admin-definitions';
import { answered, refused, type Served } from './answer';
import type { AdminApi, Answer, MappingLine, PersonView } from './contract';
import type { Words } from './notification-view';
import { fileProblem, mappingProblem, NOT_LINKED, slackWaits } from './words-people';

type Page<T> = { readonly items: readonly T[]; readonly cursor: string | undefined };

export type Deps = {
  people: {
    links: {
      list(cursor?: string): Promise<{ links: readonly Link[]; cursor: string | undefined }>;
      ofAccounts(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Link>>;
      unlink(account: AccountId, by: AccountId): Promise<Result<Link, 'not-linked'>>;
    };
    /** Who was told something, newest first. */
    toldLately: (cursor?: string) => Promise<Page<AccountId>>;
    find: (ids: readonly AccountId[]) => Promise<People>;
    /** Workspaces by id, as administrators call them. */
    workspaceNames: () => Promise<ReadonlyMap<string, string>>;
    actTrust: () => Promise<Trust>;
    setActTrust: (actTrust: Trust, by: AccountId) => Promise<void>;
    mapping: {
      judge(csv: string): Promise<Result<readonly JudgedRow[], FileRefusal>>;
      apply(csv: string, by: AccountId): Promise<Result<readonly JudgedRow[], FileRefusal>>;
      exportAll(): Promise<string>;
    };
  };
  words: Words;
};

/** A payload may have 500 KB. */
const MAX_CHARS = 300_000;
/** Where a page goes on: among the links, or among those who were told something. */
const LINKS = 'links ';
const TOLD = 'told ';

const listInput = z.object({ cursor: z.string().max(4_000, 'must be the cursor of a page').optional() });
const settingsInput = z.object({ actTrust: z.enum(TRUSTS) });
const importInput = z.object({
  csv: z.string().max(MAX_CHARS, 'must be at most 300,000 characters'),
  apply: z.boolean(),
});
const removeInput = z.object({ accountId: z.string().min(1, 'must name an account').max(255).transform(toAccountId) });

type Calls = Pick<Served<AdminApi, Administrator>, Extract<keyof AdminApi, `people/${string}`>>;

/** Who is who in Slack, and who may act from there. */
export function createAdminPeople({ people, words }: Deps): Calls {
  const { links, toldLately, find, workspaceNames, actTrust, setActTrust, mapping } = people;

  async function list(_caller: unknown, payload: unknown) {
    const { cursor } = parseOrThrow(listInput, payload, 'people query');
    const page = cursor?.startsWith(TOLD) ? await toldPage(cursor.slice(TOLD.length)) : await linkedPage(cursor);
    return answered({
      people: await viewsOf(page.items),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    });
  }

  async function linkedPage(cursor: string | undefined): Promise<Page<AccountId>> {
    const page = await links.list(cursor?.slice(LINKS.length));
    const items = page.links.map(({ account }) => account);
    if (page.cursor !== undefined) return { items, cursor: `${LINKS}${page.cursor}` };
    const told = await toldPage(undefined);
    return { items: [...items, ...told.items], cursor: told.cursor };
  }

  async function toldPage(cursor: string | undefined): Promise<Page<AccountId>> {
    const page = await toldLately(cursor);
    return { items: page.items, cursor: page.cursor === undefined ? undefined : `${TOLD}${page.cursor}` };
  }

  async function viewsOf(ids: readonly AccountId[]): Promise<readonly PersonView[]> {
    const wanted = [...new Set(ids)];
    const [linked, found, names] = await Promise.all([links.ofAccounts(wanted), find(wanted), workspaceNames()]);
    return wanted.map((id) => toView(id, { link: linked.get(id), person: found.get(id), names }));
  }

  function toView(accountId: AccountId, about: About): PersonView {
    const { link, person, names } = about;
    const slackOf = ({ team, user }: { team: string; user: string }) => ({ user, workspace: names.get(team) ?? team });
    if (link !== undefined) {
      const { trust, since, by } = link;
      return { accountId, state: 'linked', slack: slackOf(link), trust, since, by };
    }
    switch (person?.slack.type) {
      case 'user':
        return { accountId, state: 'matched', slack: slackOf(person.slack), trust: 'email-match' };
      case 'none':
        return { accountId, state: 'unreachable', reason: words.reason(person.slack.reason) };
      case 'unresolved':
      case undefined:
        return { accountId, state: 'not-known', reason: words.reason('person-not-resolved') };
    }
  }

  async function saveSettings({ accountId }: Administrator, payload: unknown) {
    const settings = parseOrThrow(settingsInput, payload, 'settings of people');
    await setActTrust(settings.actTrust, accountId);
    return answered(settings);
  }

  async function importFile({ accountId }: Administrator, payload: unknown): Promise<Told> {
    const { csv, apply } = parseOrThrow(importInput, payload, 'file');
    try {
      const judged = await (apply ? mapping.apply(csv, accountId) : mapping.judge(csv));
      return judged.ok ? answered({ lines: judged.value.map(toLine) }) : refused(fileProblem(judged.error), 'csv');
    } catch (error) {
      const waitMs = error instanceof TransientError ? error.retryAfterMs : undefined;
      if (waitMs === undefined) throw error;
      return refused(slackWaits(Math.ceil(waitMs / 1_000)), 'csv');
    }
  }

  async function remove({ accountId: by }: Administrator, payload: unknown): Promise<Answer<PersonView>> {
    const { accountId } = parseOrThrow(removeInput, payload, 'link');
    const removed = await links.unlink(accountId, by);
    if (!removed.ok) return refused(NOT_LINKED, 'accountId');
    const [view] = await viewsOf([accountId]);
    return view === undefined ? refused(NOT_LINKED, 'accountId') : answered(view);
  }

  return {
    'people/list': list,
    'people/settings': async () => answered({ actTrust: await actTrust() }),
    'people/save-settings': saveSettings,
    'people/import': importFile,
    'people/export': async () => answered({ fileName: 'slack-links.csv', csv: await mapping.exportAll() }),
    'people/remove': remove,
  };
}

type Told = Answer<{ lines: readonly MappingLine[] }>;
type About = {
  readonly link: Link | undefined;
  readonly person: Person | undefined;
  readonly names: ReadonlyMap<string, string>;
};

function toLine({ row, verdict }: JudgedRow): MappingLine {
  const line = { line: row.line, account: accountIn(row), slack: slackIn(row) };
  switch (verdict.type) {
    case 'link':
      return { ...line, outcome: 'linked' };
    case 'unchanged':
      return { ...line, outcome: 'unchanged' };
    case 'refused':
      return { ...line, outcome: 'refused', problem: mappingProblem(verdict.because) };
  }
}

const accountIn = ({ accountId, email }: MappingRow) => accountId ?? email ?? '';
const slackIn = ({ slackUserId, slackEmail }: MappingRow) => slackUserId ?? slackEmail ?? '';
