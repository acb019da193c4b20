import * as z from 'zod';
import { type AccountId, toAccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const memberPage = z.object({
  values: z.array(z.object({ accountId: z.string() })),
  isLast: z.boolean().default(true),
});
const role = z.object({
  actors: z
    .array(
      z.object({
        actorUser: z.object({ accountId: z.string() }).optional(),
        actorGroup: z.object({ groupId: z.string() }).optional(),
      }),
    )
    .default([]),
});

/** The most that Jira gives at once. */
const PAGE = 50;

export function jiraGroups(calls: Calls) {
  async function memberPageOf(groupId: string, startAt: number) {
    const body = await calls.asAppIfThere({
      method: 'GET',
      path: ['rest', 'api', '3', 'group', 'member'],
      query: [
        ['groupId', groupId],
        ['includeInactiveUsers', 'true'],
        ['startAt', String(startAt)],
        ['maxResults', String(PAGE)],
      ],
    });
    return body === undefined ? { values: [], isLast: true } : readOrThrow(memberPage, body, 'jira group members');
  }

  return {
    /** Those who have left the site too, and no more than `limit`. A group that does not exist has no members. */
    async membersOf(groupId: string, limit: number): Promise<readonly AccountId[]> {
      const members: AccountId[] = [];
      for (let startAt = 0; members.length < limit; startAt += PAGE) {
        const { values, isLast } = await memberPageOf(groupId, startAt);
        members.push(...values.map(({ accountId }) => toAccountId(accountId)));
        if (isLast || values.length === 0) break;
      }
      return members.slice(0, limit);
    },

    /** Nobody acts in a role that does not exist. */
    async actorsOf(
      project: string,
      roleId: string,
    ): Promise<{ readonly users: readonly AccountId[]; readonly groups: readonly string[] }> {
      const body = await calls.asAppIfThere({
        method: 'GET',
        path: ['rest', 'api', '3', 'project', project, 'role', roleId],
      });
      const { actors } = body === undefined ? { actors: [] } : readOrThrow(role, body, 'jira role');
      return {
        users: actors.flatMap(({ actorUser }) => (actorUser === undefined ? [] : [toAccountId(actorUser.accountId)])),
        groups: actors.flatMap(({ actorGroup }) => (actorGroup === undefined ? [] : [actorGroup.groupId])),
      };
    },
  };
}
