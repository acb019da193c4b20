import { expect, it } from 'vitest';
import { z } from 'zod';
import { ADA, APP_ID, BEN, openConfluence, person } from '../../support/atlassian-twins';

const PAGE = '/wiki/api/v2/pages/50001';
const versions = z.object({
  results: z.array(z.looseObject({ number: z.number() })),
  _links: z.looseObject({ next: z.string().optional() }),
});

it('keeps every version of a page, who wrote it and what it said', async () => {
  const { ask } = openConfluence();
  await ask(`PUT ${PAGE}`, edit(2, 'Sixty days', { message: 'Longer', minorEdit: true }), person(BEN));
  await ask(`PUT ${PAGE}`, edit(3, 'Ninety days'));
  const read = async (query: string) => (await ask(`GET ${PAGE}${query}`)).json();

  expect(await read('/versions')).toMatchObject({
    results: [
      { number: 3, authorId: APP_ID, minorEdit: false },
      { number: 2, authorId: BEN, minorEdit: true, message: 'Longer' },
      { number: 1, authorId: ADA },
    ],
  });
  expect(await read('/versions/2')).toMatchObject({ authorId: BEN, prevVersion: 1, nextVersion: 3 });
  expect(await read('?version=2&body-format=storage')).toMatchObject({
    version: { number: 2, authorId: BEN },
    body: { storage: { value: '<p>Sixty days</p>' } },
  });
  expect(await read('?body-format=view')).toMatchObject({
    authorId: ADA,
    version: { number: 3, authorId: APP_ID },
    body: { view: { representation: 'view', value: '<p>Ninety days</p>' } },
  });
  expect((await ask(`GET ${PAGE}?version=4`)).status).toBe(404);
});

it('makes a version of a new title too', async () => {
  const { ask, confluence } = openConfluence();

  await ask(`PUT ${PAGE}/title`, { status: 'current', title: 'Returns' }, person(BEN));

  expect(confluence.page('50001')).toMatchObject({
    title: 'Returns',
    version: 2,
    text: expect.stringContaining('thirty'),
  });
  expect(confluence.page('50001')?.history.map(({ number, by }) => [number, by])).toEqual([
    [2, BEN],
    [1, ADA],
  ]);
});

it('leaves out the version, and adds labels, when that is asked for', async () => {
  const { ask } = openConfluence();

  const page: unknown = await (await ask(`GET ${PAGE}?include-version=false&include-labels=true`)).json();

  expect(page).toMatchObject({ labels: { results: [{ name: 'policy', prefix: 'global' }, { name: 'customers' }] } });
  expect(page).not.toHaveProperty('version');
});

it('restores from the trash what was there, without a new version', async () => {
  const { ask, confluence } = openConfluence();
  await ask(`DELETE ${PAGE}`);

  expect((await ask(`GET ${PAGE}`)).status).toBe(404);
  expect(await (await ask(`GET ${PAGE}?status=trashed`)).json()).toMatchObject({ status: 'trashed' });
  expect((await ask(`PUT ${PAGE}`, edit(1, 'Something else'))).status).toBe(409);
  expect((await ask(`PUT ${PAGE}`, edit(2, 'Something else'))).status).toBe(200);

  expect(confluence.page('50001')).toMatchObject({ status: 'current', version: 1 });
  expect(confluence.page('50001')?.text).toContain('thirty days');
});

it('deletes a page for good only from the trash, with all that hangs on it', async () => {
  const { ask, confluence } = openConfluence();
  const body = { representation: 'storage', value: '<p>Hi</p>' };
  await ask('POST /wiki/api/v2/footer-comments', { pageId: '50001', body });
  await ask('POST /wiki/api/v2/comments/60001/properties', { key: 'mark', value: 1 });

  expect((await ask(`DELETE ${PAGE}?purge=true`)).status).toBe(400);
  await ask(`DELETE ${PAGE}`);
  expect((await ask(`DELETE ${PAGE}?purge=true`)).status).toBe(204);

  expect(confluence.page('50001')).toBeUndefined();
  expect((await ask(`GET ${PAGE}?status=trashed`)).status).toBe(404);
  expect((await ask('GET /wiki/api/v2/comments/60001/properties')).status).toBe(404);
});

it('turns the pages of a list', async () => {
  const { ask } = openConfluence();
  for (let number = 2; number < 6; number += 1) await ask(`PUT ${PAGE}`, edit(number, `${number}`));
  const seen: unknown[] = [];

  for (let next = `${PAGE}/versions?limit=2`; next !== ''; ) {
    const { results, _links } = versions.parse(await (await ask(`GET ${next}`)).json());
    seen.push(results.map(({ number }) => number));
    next = _links.next ?? '';
  }

  expect(seen).toEqual([[5, 4], [3, 2], [1]]);
  expect((await ask(`GET ${PAGE}/versions?cursor=nonsense`)).status).toBe(400);
});

function edit(number: number, text: string, version = {}) {
  const body = { representation: 'storage', value: `<p>${text}</p>` };
  return { id: '50001', status: 'current', title: 'Return policy', body, version: { number, ...version } };
}
