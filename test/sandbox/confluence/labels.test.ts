import { expect, it } from 'vitest';
import { z } from 'zod';
import { openConfluence } from '../../support/atlassian-twins';

const LABEL = 'POST /wiki/rest/api/content/50001/label';
const reviewed = { prefix: 'global', name: 'reviewed' };
const list = z.object({ results: z.array(z.object({ id: z.string(), name: z.string(), prefix: z.string() })) });

it('adds labels to those a page has, in small letters and each once', async () => {
  const { ask, confluence } = openConfluence();

  await ask(LABEL, [{ prefix: 'global', name: 'Reviewed' }, reviewed, { prefix: 'global', name: 'policy' }]);

  expect(confluence.page('50001')?.labels).toEqual(['policy', 'customers', 'reviewed']);
});

it('knows one label for the whole site', async () => {
  const { ask } = openConfluence();
  const idOf = async (page: string) => {
    const answer = await ask(`GET /wiki/api/v2/pages/${page}/labels`);
    return list.parse(await answer.json()).results.find(({ name }) => name === 'policy')?.id;
  };

  expect(await idOf('50001')).toBeDefined();
  expect(await idOf('50001')).toBe(await idOf('50002'));
});

it('filters by prefix', async () => {
  const { ask } = openConfluence();
  await ask(LABEL, { prefix: 'team', name: 'shop' });

  const answer = await ask('GET /wiki/api/v2/pages/50001/labels?prefix=team');

  expect(list.parse(await answer.json()).results).toMatchObject([{ name: 'shop', prefix: 'team' }]);
});

it('labels nothing in the trash', async () => {
  const { ask } = openConfluence();
  await ask('DELETE /wiki/api/v2/pages/50001');

  expect((await ask(LABEL, reviewed)).status).toBe(404);
});
