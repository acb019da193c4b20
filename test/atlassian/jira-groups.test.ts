import { describe, expect, it } from 'vitest';
import { createJira } from '../../src/atlassian/jira';
import type { ProductRequest } from '../../src/ports';
import { ADA, BEN } from '../support/atlassian-twins';
import { crowd } from '../support/builders';
import { jiraOverTwin } from '../support/jira-twin';

/** A Jira with one group, which it gives in pages of at most fifty. */
function jiraWithGroup(members: readonly string[]) {
  const asked: number[] = [];
  const send = async ({ query = [] }: ProductRequest) => {
    const startAt = Number(new Map(query).get('startAt'));
    asked.push(startAt);
    const values = members.slice(startAt, startAt + 50).map((accountId) => ({ accountId }));
    return { status: 200, body: { values, isLast: startAt + 50 >= members.length } };
  };
  return { asked, jira: createJira({ asApp: send, asUser: send }) };
}

describe('the members of a group', () => {
  it.each([
    ['none', 0, 1_000, [0]],
    ['one page', 50, 1_000, [0]],
    ['three pages', 101, 1_000, [0, 50, 100]],
    ['no more pages than are needed for the limit', 500, 60, [0, 50]],
  ])('come as %s', async (_what, size, limit, pages) => {
    const { jira, asked } = jiraWithGroup(crowd(size));

    expect(await jira.membersOf('g-1', limit)).toEqual(crowd(Math.min(size, limit)));
    expect(asked).toEqual(pages);
  });

  it('are asked for by the id of the group, with those who have left', async () => {
    const { jira, calls } = jiraOverTwin();

    await jira.membersOf('3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01', 10);

    expect(calls[0]?.request.query).toContainEqual(['groupId', '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01']);
    expect(calls[0]?.request.query).toContainEqual(['includeInactiveUsers', 'true']);
  });
});

describe('who acts in a role', () => {
  it('are people and groups of the project', async () => {
    const { jira } = jiraOverTwin();

    expect(await jira.actorsOf('SHOP', '10101')).toEqual({
      users: [expect.stringContaining('dev-')],
      groups: ['3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01'],
    });
  });

  it('is nobody where there is no such role or project', async () => {
    const { jira } = jiraOverTwin();

    expect(await jira.actorsOf('SHOP', '999')).toEqual({ users: [], groups: [] });
    expect(await jira.actorsOf('NONE', '10101')).toEqual({ users: [], groups: [] });
  });
});

describe('what can be chosen', () => {
  it('is found by a part of its name', async () => {
    const { jira } = jiraOverTwin();

    expect(await jira.findGroups('RELEASE')).toEqual([
      { id: '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01', name: 'release-managers' },
    ]);
    expect(await jira.findProjects('shop')).toEqual([{ id: '10000', key: 'SHOP', name: 'Lighthouse shop' }]);
  });

  it('are the roles of a project by their ids', async () => {
    expect(await jiraOverTwin().jira.projectRoles('SHOP')).toContainEqual({ id: '10101', name: 'Approvers' });
  });

  it('are the fields with the type of what they hold', async () => {
    const fields = await jiraOverTwin().jira.fields();

    expect(fields).toContainEqual({ id: 'customfield_10101', name: 'Approvers', type: 'user[]' });
    expect(fields).toContainEqual({ id: 'customfield_10103', name: 'Amount', type: 'number' });
  });

  it('is for administrators of the project alone to settle', async () => {
    expect(await jiraOverTwin(ADA).jira.isProjectAdmin('SHOP')).toBe(true);
    expect(await jiraOverTwin(BEN).jira.isProjectAdmin('SHOP')).toBe(false);
    expect(await jiraOverTwin(ADA).jira.isProjectAdmin('NONE')).toBe(false);
  });
});
