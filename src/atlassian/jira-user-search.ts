import * as z from 'zod';
import { type AccountId, toAccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const users = z.array(z.object({ accountId: z.string(), accountType: z.string().optional() }));

const MOST = 10;

export function jiraUserSearch(calls: Calls) {
  return {
    /** Active people whose name or address looks like it, as far as the caller may see them. */
    async accountsLike(text: string): Promise<readonly AccountId[]> {
      const query = [['query', text] as const, ['maxResults', String(MOST)] as const];
      const body = await calls.asUser({ method: 'GET', path: ['rest', 'api', '3', 'user', 'search'], query });
      return readOrThrow(users, body, 'jira users')
        .filter(({ accountType }) => accountType === undefined || accountType === 'atlassian')
        .map(({ accountId }) => toAccountId(accountId));
    },
  };
}
