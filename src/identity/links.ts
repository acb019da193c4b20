import { toAuditWrite } from '../ledger/audit';
import type { Clock, Store } from '../ports';
import type { AccountId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import { decideLink, isSamePair, type LinkRefusal, trustBetween } from './core/decide-link';
import type { Link, SlackPair, Trust } from './core/model';
import { accountKey, type End, LISTED, parseEnd, refOf, toEndWrite, userKey } from './link-record';

type Deps = {
  store: Store;
  clock: Clock;
  correlation: string;
  /** What is remembered of these people otherwise does not hold any more. */
  forget: (ids: readonly AccountId[], pairs: readonly SlackPair[]) => Promise<void>;
};

const ATTEMPTS = 6;
const PAGE = 100;

/**
 * Which account and which Slack user are one person, as somebody said. It is written at both ends at once, so that
 * neither can belong to two, and each is read exactly.
 */
export function createLinks({ store, clock, correlation, forget }: Deps) {
  async function read(keys: readonly string[]): Promise<readonly End[]> {
    const values = await store.getMany(keys.map(refOf));
    return keys.map((key) => parseEnd(key, values.get(key)));
  }

  async function ofAccounts(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Link>> {
    const ends = await read([...new Set(ids)].map(accountKey));
    return new Map(ends.flatMap(({ link }) => (link === undefined ? [] : [[link.account, link] as const])));
  }

  async function ofUser(pair: SlackPair): Promise<Link | undefined> {
    return parseEnd(userKey(pair), await store.getEntity('link', userKey(pair))).link;
  }

  /** By workspace and user, with a colon between. */
  async function ofUsers(pairs: readonly SlackPair[]): Promise<ReadonlyMap<string, Link>> {
    const keys = [...new Set(pairs.map(userKey))];
    return new Map(
      (await read(keys)).flatMap(({ link }) =>
        link === undefined ? [] : [[`${link.team}:${link.user}`, link] as const],
      ),
    );
  }

  async function trustOf(account: AccountId, pair: SlackPair): Promise<Trust | undefined> {
    const [mine, theirs] = await read([accountKey(account), userKey(pair)]);
    return trustBetween(account, pair, { ofAccount: mine?.link, ofUser: theirs?.link });
  }

  const link = (wanted: Omit<Link, 'since'>) => repeatedly(() => tryToLink(wanted));

  /** The former Slack user of an account that moves is free again. Undefined is a lost race. */
  async function tryToLink(
    wanted: Omit<Link, 'since'>,
  ): Promise<Result<{ readonly link: Link; readonly changed: boolean }, LinkRefusal> | undefined> {
    const [mine, theirs] = pairOf(await read([accountKey(wanted.account), userKey(wanted)]));
    const decided = decideLink({ ofAccount: mine.link, ofUser: theirs.link }, wanted);
    if (!decided.ok) return decided;
    if (decided.value === 'unchanged' && mine.link !== undefined) return ok({ link: mine.link, changed: false });

    const next = { ...wanted, since: clock.now() };
    const hasMoved = mine.link !== undefined && !isSamePair(mine.link, wanted);
    const left = hasMoved && mine.link !== undefined ? await read([userKey(mine.link)]) : [];
    const ends = [{ end: mine, next }, { end: theirs, next }, ...left.map((end) => ({ end, next: undefined }))];
    const written = await write(ends, { type: 'person.linked', by: wanted.by, ...changeOf(mine.link, next) });
    return written ? ok({ link: next, changed: true }) : undefined;
  }

  async function unlink(account: AccountId, by: AccountId): Promise<Result<Link, 'not-linked'>> {
    return repeatedly(async () => {
      const [mine] = await read([accountKey(account)]);
      if (mine?.link === undefined) return err('not-linked');
      const theirs = await read([userKey(mine.link)]);
      const ends = [mine, ...theirs].map((end) => ({ end, next: undefined }));
      const written = await write(ends, { type: 'person.unlinked', by, ...changeOf(mine.link, undefined) });
      return written ? ok(mine.link) : undefined;
    });
  }

  /** False when somebody else wrote one of the ends first. The first of them is the account's. */
  async function write(
    ends: readonly { end: End; next: Link | undefined }[],
    { by, ...event }: { type: string; by: AccountId } & Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    for (const { end } of ends) {
      if (end.version > 0) continue;
      // A commit can demand a version, but not that nothing stands there yet.
      const blank = toEndWrite(end, undefined);
      if ((await store.createEntity('link', end.key, blank.value)) === 'exists') return false;
    }
    const writes = ends.map(({ end, next }) => toEndWrite({ ...end, version: Math.max(end.version, 1) }, next));
    const [account] = writes;
    if (account === undefined) throw new TypeError('a link has two ends');
    const entry = { record: account.key, sequence: account.ifVersion, at: clock.now(), actor: by, correlation, event };
    if ((await store.commit([...writes, toAuditWrite(entry)])) === 'conflict') return false;

    const links = ends.flatMap(({ end, next }) =>
      [end.link, next].flatMap((each) => (each === undefined ? [] : [each])),
    );
    const pairs = [...new Map(links.map((each) => [userKey(each), each])).values()];
    await forget([...new Set(links.map((each) => each.account))], pairs);
    return true;
  }

  /** Newest first; one page. The index lags behind. */
  async function list(cursor?: string): Promise<{ links: readonly Link[]; cursor: string | undefined }> {
    const page = await store.query({
      entity: 'link',
      index: 'by-list',
      partition: [LISTED],
      descending: true,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const links = page.rows.flatMap(({ key, value }) => parseEnd(key, value).link ?? []);
    return { links, cursor: page.cursor };
  }

  return { ofAccounts, ofUser, ofUsers, trustOf, link, unlink, list };
}

export type Links = ReturnType<typeof createLinks>;

/** Undefined from `work` is a lost race. */
async function repeatedly<T>(work: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const done = await work();
    if (done !== undefined) return done;
  }
  throw new ConflictError(`a link changed ${ATTEMPTS} times while it was being written`);
}

function pairOf(ends: readonly End[]): readonly [End, End] {
  const [first, second] = ends;
  if (first === undefined || second === undefined) throw new TypeError('a link has two ends');
  return [first, second];
}

const changeOf = (before: Link | undefined, after: Link | undefined) => ({
  ...(before === undefined ? {} : { before: factsOf(before) }),
  ...(after === undefined ? {} : { after: factsOf(after) }),
});

const factsOf = ({ team, user, trust }: Link) => ({ team, user, trust });
