import * as z from 'zod';
import type { ProductRequest } from '../ports';
import { type AccountId, toAccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';
import { allOf } from './confluence-lists';

const space = z.object({ id: z.string(), key: z.string(), name: z.string() });
const spaces = z.object({ results: z.array(space) });
const operation = z.object({ key: z.string(), targetType: z.string() });
const assignment = z.object({ principal: z.object({ type: z.string(), id: z.string() }), operation });
const permitted = z.object({
  operations: z.array(z.object({ operation: z.string(), targetType: z.string() })).default([]),
});

/** Permissions in a space, by the names that definitions use. */
const OPERATIONS = {
  'administer-space': { key: 'administer', targetType: 'space' },
  'create-page': { key: 'create', targetType: 'page' },
  'delete-page': { key: 'delete', targetType: 'page' },
} as const;

export type Space = z.infer<typeof space>;

export function confluenceSpaces(calls: Calls) {
  async function idOf(ask: (request: ProductRequest) => Promise<unknown>, key: string): Promise<string | undefined> {
    const body = await ask({ method: 'GET', path: ['wiki', 'api', 'v2', 'spaces'], query: [['keys', key]] });
    if (body === undefined) return undefined;
    return readOrThrow(spaces, body, 'confluence spaces').results.find((each) => each.key === key)?.id;
  }

  return {
    /** The spaces that the person of this invocation sees. */
    spaces: (): Promise<readonly Space[]> =>
      allOf(
        calls.asUser,
        { path: ['wiki', 'api', 'v2', 'spaces'], query: [['status', 'current']] },
        { item: space, what: 'confluence spaces' },
      ),

    /** Nobody may do anything in a space that does not exist. What a role allows is not told of its people. */
    async allowedIn(
      spaceKey: string,
      permission: keyof typeof OPERATIONS,
    ): Promise<{ readonly users: readonly AccountId[]; readonly groups: readonly string[] }> {
      const id = await idOf(calls.asAppIfThere, spaceKey);
      if (id === undefined) return { users: [], groups: [] };

      const { key, targetType } = OPERATIONS[permission];
      const path = ['wiki', 'api', 'v2', 'spaces', id, 'permissions'];
      const all = await allOf(calls.asApp, { path }, { item: assignment, what: 'confluence space permissions' });
      const allowed = all
        .filter((each) => each.operation.key === key && each.operation.targetType === targetType)
        .map(({ principal }) => principal);
      return {
        users: allowed.flatMap((each) => (each.type === 'user' ? [toAccountId(each.id)] : [])),
        groups: allowed.flatMap((each) => (each.type === 'group' ? [each.id] : [])),
      };
    },

    /** Of the person of this invocation, asked as them. */
    async isSpaceAdmin(spaceKey: string): Promise<boolean> {
      const id = await idOf(calls.asUserIfSeen, spaceKey);
      if (id === undefined) return false;

      const body = await calls.asUserIfSeen({
        method: 'GET',
        path: ['wiki', 'api', 'v2', 'spaces', id, 'operations'],
      });
      if (body === undefined) return false;
      const { operations } = readOrThrow(permitted, body, 'confluence operations');
      return operations.some((each) => each.operation === 'administer' && each.targetType === 'space');
    },
  };
}
