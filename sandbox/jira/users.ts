import type { Account } from '../atlassian/people';
import type { Call } from '../atlassian/rest';
import { readNumber, refuse } from './errors';
import type { JiraHandlers, JiraSite } from './site';

const MAX_EMAILS = 90;
const LAST_SEARCHED = 1_000;

export function userHandlers({ people, beans }: JiraSite) {
  const asked = (call: Call): Account[] =>
    [...new Set(call.query.getAll('accountId'))].flatMap((id) => people.find(id) ?? []);
  const email = ({ accountId, email: address }: Account) => ({ accountId, email: address });

  function user(call: Call): Account {
    const accountId = call.query.get('accountId');
    if (accountId === null) throw refuse(400, 'The query parameter accountId is required.');
    const found = people.find(accountId);
    if (found === undefined) throw refuse(404, 'Specified user does not exist or you do not have required permissions');
    return found;
  }

  function requireApp(call: Call): void {
    if (call.actor.type !== 'app') throw refuse(401, 'Only an app may use this operation, as itself.');
  }

  return {
    'GET /rest/api/3/user': (call) => ({ status: 200, body: beans.user(user(call)), points: 3 }),
    'GET /rest/api/3/myself': (call) => {
      return { status: 200, body: { ...beans.userById(call.actor.accountId), locale: 'en_US' }, points: 3 };
    },
    'GET /rest/api/3/user/bulk': (call) => {
      if (!call.query.has('accountId')) throw refuse(400, 'The query parameter accountId is required.');
      const [startAt, maxResults] = [readNumber(call, 'startAt', 0), readNumber(call, 'maxResults', 10)];
      const found = asked(call);
      const values = found.slice(startAt, startAt + maxResults).map(beans.user);
      const isLast = startAt + values.length >= found.length;
      const page = { self: `${beans.api}/user/bulk`, maxResults, startAt, total: found.length, isLast, values };
      return { status: 200, body: page, points: 1 + 2 * values.length };
    },
    'GET /rest/api/3/user/search': (call) => {
      const [startAt, maxResults] = [readNumber(call, 'startAt', 0), readNumber(call, 'maxResults', 50)];
      const found = people.all().filter((account) => account.active && isMatch(call.query, account));
      const page = found.slice(0, LAST_SEARCHED).slice(startAt, startAt + maxResults);
      return { status: 200, body: page.map(beans.user), points: 1 + 2 * page.length };
    },
    'GET /rest/api/3/user/email': (call) => {
      requireApp(call);
      return { status: 200, body: email(user(call)), points: 3 };
    },
    'GET /rest/api/3/user/email/bulk': (call) => {
      requireApp(call);
      const ids = call.query.getAll('accountId');
      if (ids.length === 0 || ids.length > MAX_EMAILS)
        throw refuse(400, `Between 1 and ${MAX_EMAILS} account ids are allowed.`);
      const found = asked(call);
      return { status: 200, body: found.map(email), points: 1 + 2 * found.length };
    },
  } satisfies Partial<JiraHandlers>;
}

/** A name is matched from the beginning of its words; addresses are hidden, so they never match. */
function isMatch(query: URLSearchParams, { accountId, name }: Account): boolean {
  const [text, id] = [query.get('query'), query.get('accountId')];
  if ((text === null) === (id === null)) throw refuse(400, 'Give one of query and accountId.');
  if (text === null) return accountId === id;
  return ` ${name}`.toLowerCase().includes(` ${text.trim().toLowerCase()}`);
}
