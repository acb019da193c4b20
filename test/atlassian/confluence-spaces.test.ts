import { describe, expect, it } from 'vitest';
import { ADA, BEN } from '../support/atlassian-twins';
import { confluenceAnswering, confluenceOverTwin, SPACE } from './given-confluence';

describe('who may do something in a space', () => {
  it('are the people who were given that permission, and not those with another', async () => {
    const { confluence } = confluenceOverTwin();

    expect(await confluence.allowedIn(SPACE.key, 'administer-space')).toEqual({ users: [ADA], groups: [] });
    expect((await confluence.allowedIn(SPACE.key, 'create-page')).users).toContain(BEN);
    expect((await confluence.allowedIn(SPACE.key, 'delete-page')).users).toContain(BEN);
  });

  it('is nobody where there is no such space', async () => {
    expect(await confluenceOverTwin().confluence.allowedIn('NONE', 'create-page')).toEqual({ users: [], groups: [] });
  });

  it('is nobody who may do the same with something else', async () => {
    const principal = { type: 'user', id: 'ada' };
    const { confluence } = confluenceAnswering(({ path }) => {
      const results =
        path.at(-1) === 'permissions' ? [{ principal, operation: { key: 'create', targetType: 'comment' } }] : [SPACE];
      return { status: 200, body: { results } };
    });

    expect(await confluence.allowedIn(SPACE.key, 'create-page')).toEqual({ users: [], groups: [] });
  });

  it('is nobody where there is no Confluence', async () => {
    const { confluence } = confluenceAnswering(() => ({ status: 404, body: {} }));

    expect(await confluence.allowedIn(SPACE.key, 'create-page')).toEqual({ users: [], groups: [] });
  });

  it('is read from every page of the list, groups apart from people and roles left out', async () => {
    const line = (type: string, id: string) => ({
      principal: { type, id },
      operation: { key: 'administer', targetType: 'space' },
    });
    const { confluence, requests } = confluenceAnswering(({ path, query = [] }) => {
      if (path.at(-1) !== 'permissions') return { status: 200, body: { results: [SPACE] } };
      const cursor = new Map(query).get('cursor');
      if (cursor === 'a=b') return { status: 200, body: { results: [line('group', 'g-1'), line('role', 'r-1')] } };
      const next = '/wiki/api/v2/spaces/40001/permissions?limit=250&cursor=a%3Db';
      return { status: 200, body: { results: [line('user', 'ada')], _links: { next } } };
    });

    expect(await confluence.allowedIn(SPACE.key, 'administer-space')).toEqual({ users: ['ada'], groups: ['g-1'] });
    expect(requests).toHaveLength(3);
  });
});

it('lists the spaces that somebody sees', async () => {
  expect(await confluenceOverTwin().confluence.spaces()).toContainEqual(SPACE);
});

describe('who administers a space', () => {
  const answering = (operations: { status: number; body: unknown }) =>
    confluenceAnswering(({ path }) =>
      path.at(-1) === 'operations' ? operations : { status: 200, body: { results: [SPACE] } },
    );
  const permitted = (operation: string, targetType: string) => ({
    status: 200,
    body: { operations: [{ operation, targetType }] },
  });

  it.each([
    ['may administer it', true, permitted('administer', 'space')],
    ['may only read it', false, permitted('read', 'space')],
    ['may administer something else', false, permitted('administer', 'page')],
    ['may do nothing', false, { status: 200, body: {} }],
    ['does not see it', false, { status: 404, body: {} }],
  ])('is told of somebody who %s: %s', async (_who, isAdmin, answer) => {
    expect(await answering(answer).confluence.isSpaceAdmin(SPACE.key)).toBe(isAdmin);
  });

  it('is nobody where there is no such space', async () => {
    const { confluence } = confluenceAnswering(() => ({ status: 200, body: { results: [] } }));

    expect(await confluence.isSpaceAdmin('NONE')).toBe(false);
  });
});
