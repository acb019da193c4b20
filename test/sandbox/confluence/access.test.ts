import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ADA, APP_ID, app, BEN, openConfluence, person, world } from '../../support/atlassian-twins';

const PAGE = '/wiki/api/v2/pages/50001';
const pages = z.object({ results: z.array(z.looseObject({ id: z.string() })) });
const permissions = z.object({
  results: z.array(z.looseObject({ operation: z.object({ key: z.string(), targetType: z.string() }) })),
});
const edit = {
  id: '50001',
  status: 'current',
  title: 'Return policy',
  body: { representation: 'storage', value: '<p>Sixty days.</p>' },
  version: { number: 2 },
};

describe('a page that is restricted to its readers', () => {
  it.each([
    ['is read', `GET ${PAGE}`, undefined],
    ['is written', `PUT ${PAGE}`, edit],
    ['is deleted', `DELETE ${PAGE}`, undefined],
    ['shows its versions', `GET ${PAGE}/versions`, undefined],
    ['shows its labels', `GET ${PAGE}/labels`, undefined],
    ['gets a label', 'POST /wiki/rest/api/content/50001/label', { prefix: 'global', name: 'policy' }],
    ['shows its comments', `GET ${PAGE}/footer-comments`, undefined],
    ['shows its properties', `GET ${PAGE}/properties`, undefined],
  ])('%s by them alone', async (_what, route, body) => {
    const { ask, confluence, events } = openConfluence();
    confluence.restrict('50001', { users: [BEN] }, ADA);
    const told = events.length;

    const asOthers = [await ask(route, body, person(ADA)), await ask(route, body, app)];

    expect(asOthers.map(({ status }) => status)).toEqual([404, 404]);
    expect(events).toHaveLength(told);
    expect((await ask(route, body, person(BEN))).ok).toBe(true);
  });

  it('is not in the list of its space either', async () => {
    const { ask, confluence } = openConfluence();
    confluence.restrict('50001', { users: [BEN, APP_ID] }, ADA);
    const titles = async (by: string) => {
      const answer = await ask('GET /wiki/api/v2/spaces/40001/pages', undefined, person(by));
      return pages.parse(await answer.json()).results.map(({ id }) => id);
    };

    expect(await titles(BEN)).toContain('50001');
    expect(await titles(ADA)).not.toContain('50001');
    expect((await ask(`GET ${PAGE}`, undefined, app)).status).toBe(200);
    expect(confluence.page('50001')?.readers.sort()).toEqual([APP_ID, BEN].sort());
  });

  it('tells those who see it for whom it is', async () => {
    const { ask, confluence } = openConfluence();
    const path = 'GET /wiki/rest/api/content/50001/restriction';
    confluence.restrict('50001', { users: [BEN], groups: world.groups.slice(0, 1).map(({ id }) => id) }, ADA);

    const answer: unknown = await (await ask(path, undefined, person(BEN))).json();

    expect(answer).toMatchObject({
      results: [
        {
          operation: 'read',
          restrictions: { user: { results: [{ accountId: BEN }] }, group: { results: [{ name: 'release-managers' }] } },
        },
        { operation: 'update', restrictions: { user: { results: [] }, group: { results: [] } } },
      ],
    });
    expect((await ask(path, undefined, person(ADA))).status).toBe(404);
  });

  it('is open again when the restriction is gone', async () => {
    const { ask, confluence } = openConfluence();
    confluence.restrict('50001', { users: [BEN] }, ADA);
    confluence.restrict('50001', undefined, BEN);

    expect((await ask(`GET ${PAGE}`, undefined, person(ADA))).status).toBe(200);
  });
});

describe('a space', () => {
  it('hides itself and its pages from whoever may not read it, but not from the app', async () => {
    const { ask, confluence } = openConfluence();
    confluence.openSpaceTo('40001', { users: [ADA] });
    const statuses = async (path: string) => [
      (await ask(`GET ${path}`, undefined, person(ADA))).status,
      (await ask(`GET ${path}`, undefined, person(BEN))).status,
      (await ask(`GET ${path}`)).status,
    ];

    expect(await statuses(PAGE)).toEqual([200, 404, 200]);
    expect(await statuses('/wiki/api/v2/spaces/40001')).toEqual([200, 404, 200]);
    expect(await statuses('/wiki/api/v2/spaces/40001/permissions')).toEqual([200, 404, 200]);
    const list: unknown = await (await ask('GET /wiki/api/v2/spaces?keys=POL', undefined, person(BEN))).json();
    expect(list).toMatchObject({ results: [] });
  });

  it('is open to the members of a group', async () => {
    const { ask, confluence } = openConfluence();
    confluence.seed({ ...world, groups: [{ id: 'g-1', name: 'shop', members: [BEN] }] });
    confluence.openSpaceTo('40001', { groups: ['g-1'] });

    expect((await ask(`GET ${PAGE}`, undefined, person(BEN))).status).toBe(200);
    expect((await ask(`GET ${PAGE}`, undefined, person(ADA))).status).toBe(404);
    const list: unknown = await (await ask('GET /wiki/api/v2/spaces/40001/permissions')).json();
    expect(list).toMatchObject({
      results: [{ principal: { type: 'group', id: 'g-1' }, operation: { key: 'read', targetType: 'space' } }],
    });
  });

  it('says who may administer it', async () => {
    const { ask } = openConfluence();

    const answer = await ask('GET /wiki/api/v2/spaces/40001/permissions?limit=250');

    const { results } = permissions.parse(await answer.json());
    expect(results.filter(({ operation }) => operation.key === 'administer')).toMatchObject([
      { principal: { type: 'user', id: ADA } },
    ]);
  });
});
