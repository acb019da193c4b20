import { createHash } from 'node:crypto';
import type { Command, Refusal } from '../approvals/core/model';
import type { CommandId } from '../ledger/record';
import type { Log } from '../ports';
import type { ApprovalId, Instant, PersonId } from '../shared/brand';
import { describeError } from '../shared/errors';
import { NOTHING } from '../shared/html';
import type { Result } from '../shared/result';
import { type PageAnswer, toNoticePage } from './document';
import { parseForm, type Sent } from './form';
import { type Link, readToken, toPersonMark } from './link';
import { createShowing, type ShowingDeps, type StoredApproval, type Visit } from './show';
import { standingOf } from './standing';
import { toldOf, toWish } from './wish';
import { NOTICE } from './words';

/** Nothing else of a request is looked at. */
export type PageRequest = {
  readonly method: string;
  readonly query: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: string;
};

type Deps = ShowingDeps & {
  key: () => Promise<string>;
  load: (id: ApprovalId) => Promise<StoredApproval | undefined>;
  handle: (
    id: ApprovalId,
    command: Command,
    commandId: CommandId,
  ) => Promise<Result<StoredApproval, Refusal | 'not-found'>>;
  now: () => Instant;
  correlation: string;
  log: Log;
};

const MAX_BODY_CHARS = 64 * 1_024;
const METHODS = ['GET', 'HEAD', 'POST'];

/** The page of people without an account. To look at it changes nothing, since mail scanners follow links too. */
export function createExternalPage(deps: Deps) {
  const { key, load, handle, now, correlation, log } = deps;
  const show = createShowing(deps);

  async function answer(request: PageRequest): Promise<PageAnswer> {
    try {
      const given = await respond(request);
      return request.method === 'HEAD' ? { ...given, body: '' } : given;
    } catch (error) {
      log.error('external-page-failed', describeError(error));
      return toNoticePage(failed(correlation), NOTHING);
    }
  }

  async function respond({ method, query, body }: PageRequest): Promise<PageAnswer> {
    if (!METHODS.includes(method)) return notAllowed();
    const token = tokenOf(query);
    if (token === undefined) return toNoticePage(NOTICE['no-link'], NOTHING);

    const link = readToken(await key(), token);
    if (link === undefined) return toNoticePage(NOTICE.forged, NOTHING);
    const visit = await visitOf(link, token);
    if (visit === undefined) return toNoticePage(NOTICE['not-found'], NOTHING);
    return method === 'POST' ? act(visit, body) : show(visit, {});
  }

  async function visitOf(link: Link, token: string, known?: StoredApproval): Promise<Visit | undefined> {
    const stored = known ?? (await load(link.approval));
    if (stored === undefined) return undefined;
    const secret = await key();
    const markOf = (person: PersonId) => toPersonMark(secret, person);
    const standing = standingOf(stored.state, link, { markOf, at: now(), sequence: stored.sequence });
    return { link, token, stored, standing };
  }

  async function act(visit: Visit, body: string): Promise<PageAnswer> {
    if (body.length > MAX_BODY_CHARS) return toNoticePage(TOO_LARGE, NOTHING);
    const sent = parseForm(body);
    const wish = toWish(visit, sent);
    return 'type' in wish ? apply(visit, sent, wish) : show(visit, wish);
  }

  async function apply(visit: Visit, sent: Sent, command: Command): Promise<PageAnswer> {
    const { link, token, stored } = visit;
    const seen = sent.seen === '' ? String(stored.sequence) : sent.seen;
    const result = await handle(link.approval, command, { id: toCommandId(token, command.type, seen), correlation });
    const after = await visitOf(link, token, result.ok ? result.value : undefined);
    if (after === undefined) return toNoticePage(NOTICE['not-found'], NOTHING);
    return show(after, result.ok ? { justNow: true } : toldOf(command, result.error, sent));
  }

  return answer;
}

const tokenOf = ({ t = [] }: PageRequest['query']): string | undefined => (t.length === 1 ? t[0] : undefined);

/** Derived from what the person saw, so that a form that is sent twice is applied once. */
function toCommandId(token: string, type: string, seen: string): string {
  const digest = createHash('sha256').update(JSON.stringify([token, type, seen]));
  return `email:${digest.digest('hex').slice(0, 32)}`;
}

function notAllowed(): PageAnswer {
  const page = toNoticePage(NOT_ALLOWED, NOTHING);
  return { ...page, headers: { ...page.headers, allow: METHODS.join(', ') } };
}

const NOT_ALLOWED = { status: 405, title: 'This cannot be done here', sentences: ['Open the link in your e-mail.'] };
const TOO_LARGE = {
  status: 413,
  title: 'That is too much text',
  sentences: ['Nothing was recorded. Go back, and shorten the comment to 2,000 characters.'],
};
const failed = (correlation: string) => ({
  status: 500,
  title: 'Something went wrong on our side',
  sentences: [
    'Try again in a minute: a decision is only ever recorded once.',
    `If it happens again, tell the person who asked you, and name this number: ${correlation}.`,
  ],
});
