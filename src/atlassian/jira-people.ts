import * as z from 'zod';
import type { ProductRequest } from '../ports';
import { type AccountId, toAccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const emails = z.array(z.object({ accountId: z.string(), email: z.string() }));
const users = z.object({
  values: z.array(
    z.object({
      accountId: z.string(),
      displayName: z.string().default(''),
      active: z.boolean().default(false),
      accountType: z.string().optional(),
    }),
  ),
});

/** The account ids of one bulk look-up have to fit into one URL. */
const BULK = 50;

export function jiraPeople(calls: Calls) {
  async function lookUp(ids: readonly AccountId[]) {
    const body = await calls.asApp(bulk(['rest', 'api', '3', 'user', 'bulk'], ids));
    return readOrThrow(users, body, 'jira users').values;
  }

  return {
    /** E-mail addresses whatever the profile's visibility; people without one are missing. Never stored or logged. */
    async emails(ids: readonly AccountId[]): Promise<ReadonlyMap<string, string>> {
      const body = await calls.asApp(bulk(['rest', 'api', '3', 'user', 'email', 'bulk'], ids));
      return new Map(readOrThrow(emails, body, 'jira e-mail addresses').map((each) => [each.accountId, each.email]));
    },

    /** At most 50 people. Whom Jira does not know is missing, and an app is nobody who could be asked. */
    profiles: async (ids: readonly AccountId[]) =>
      (await lookUp(ids)).map(({ accountId, displayName, active, accountType }) => ({
        accountId: toAccountId(accountId),
        name: displayName,
        active: active && accountType !== 'app',
      })),
  };
}

function bulk(path: readonly string[], ids: readonly AccountId[]): ProductRequest {
  if (ids.length > BULK) throw new RangeError(`at most ${BULK} people in one look-up, not ${ids.length}`);
  const query = ids.map((id) => ['accountId', id] as const);
  return { method: 'GET', path, query: [...query, ['maxResults', String(BULK)]] };
}
