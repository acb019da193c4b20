import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDocuments } from '../../../sandbox/documents';
import { POINTS_HEADER } from '../../../sandbox/twin';
import { ADA, APP_ID, appWithout, BEN, GONE, openConfluence, paragraph, person } from '../../support/atlassian-twins';

const PAGE = '/wiki/api/v2/pages/50001';

describe('a page', () => {
  it('is shown in the format asked for, and without its body where none is', async () => {
    const { ask } = openConfluence();
    const bodyIn = async (query: string): Promise<unknown> =>
      JSON.parse(await (await ask(`GET ${PAGE}${query}`)).text()).body;
    const text = 'Customers may return goods within thirty days.';

    expect(await bodyIn('')).toEqual({});
    expect(await bodyIn('?body-format=storage')).toEqual({
      storage: { representation: 'storage', value: `<p>${text}</p>` },
    });
    expect(await bodyIn('?body-format=atlas_doc_format')).toEqual({
      atlas_doc_format: { representation: 'atlas_doc_format', value: JSON.stringify(paragraph(text)) },
    });
  });

  it('is written only as the next version, so that of two writers one wins', async () => {
    const { ask, confluence } = openConfluence();

    const answers = await Promise.all([ask(`PUT ${PAGE}`, edit(2, 'One')), ask(`PUT ${PAGE}`, edit(2, 'Two'))]);

    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    expect(await answers[1]?.json()).toMatchObject({
      errors: [{ title: 'Version must be incremented on update. Current version is: 2' }],
    });
    expect(confluence.page('50001')).toMatchObject({ version: 2, text: 'One' });
  });

  it('is not converted where something would have to be made up', async () => {
    const { ask } = openConfluence();
    await ask(`PUT ${PAGE}`, { ...edit(2), body: { representation: 'storage', value: '<h1>Title</h1><p>Text</p>' } });

    expect((await ask(`GET ${PAGE}?body-format=atlas_doc_format`)).status).toBe(501);
    expect((await ask(`GET ${PAGE}?body-format=storage`)).status).toBe(200);
  });

  it('cannot be read in the trash', async () => {
    const { ask, confluence } = openConfluence();

    confluence.trash('50001', ADA);

    expect((await ask(`GET ${PAGE}`)).status).toBe(404);
    expect(confluence.page('50001')?.status).toBe('trashed');
  });

  it('keeps properties that are replaced only as the next version', async () => {
    const { ask, confluence } = openConfluence();
    await ask(`POST ${PAGE}/properties`, { key: 'ledger', value: 1 });
    const put = async (number: number) => {
      const body = { key: 'ledger', value: number, version: { number } };
      return (await ask(`PUT ${PAGE}/properties/60001`, body)).status;
    };

    expect([await put(2), await put(2), await put(3)]).toEqual([200, 409, 200]);
    expect(confluence.page('50001')?.properties).toEqual({ ledger: 3 });
  });

  it('is commented on at its foot, which is told', async () => {
    const { ask, confluence, events } = openConfluence();
    const body = { representation: 'atlas_doc_format', value: JSON.stringify(paragraph('Please look')) };

    const response = await ask('POST /wiki/api/v2/footer-comments', { pageId: '50001', body });

    expect(response.status).toBe(201);
    expect(confluence.page('50001')?.comments).toMatchObject([{ author: APP_ID, text: 'Please look' }]);
    expect(events).toMatchObject([
      { eventType: 'avi:confluence:created:comment', content: { container: { id: '50001' } } },
    ]);
  });

  it('takes no comment that is no document', async () => {
    const { ask, confluence } = openConfluence();
    const body = { representation: 'atlas_doc_format', value: '{"type":"doc"}' };

    expect((await ask('POST /wiki/api/v2/footer-comments', { pageId: '50001', body })).status).toBe(400);
    expect(confluence.page('50001')?.comments).toEqual([]);
  });
});

describe('who may call Confluence, and what it costs', () => {
  it('refuses an app without the scope, and deactivated people', async () => {
    const { ask } = openConfluence();

    expect((await ask(`GET ${PAGE}`, undefined, appWithout('read:page:confluence'))).status).toBe(401);
    expect((await ask(`PUT ${PAGE}`, edit(2), appWithout('write:page:confluence'))).status).toBe(401);
    expect((await ask(`GET ${PAGE}`, undefined, person(GONE))).status).toBe(401);
    expect((await ask(`GET ${PAGE}`, undefined, person(BEN))).status).toBe(200);
  });

  it.each([
    ['a page', `GET ${PAGE}`, undefined, 2],
    ['a page written', `PUT ${PAGE}`, edit(2), 1],
    ['two people', `GET /wiki/rest/api/user/bulk?accountId=${ADA},${BEN}`, undefined, 5],
    ['two people by version 2', 'POST /wiki/api/v2/users-bulk', { accountIds: [ADA, BEN] }, 5],
    ['two spaces', 'GET /wiki/api/v2/spaces', undefined, 3],
    ['three pages of a space', 'GET /wiki/api/v2/spaces/40001/pages', undefined, 4],
    ['two lines of permissions', 'GET /wiki/api/v2/spaces/40001/permissions?limit=2', undefined, 5],
    ['a label', 'POST /wiki/rest/api/content/50001/label', { prefix: 'global', name: 'reviewed' }, 1],
  ])('%s', async (_what, route, body, points) => {
    const { ask } = openConfluence();

    expect((await ask(route, body)).headers.get(POINTS_HEADER)).toBe(String(points));
  });

  it('stops a burst without a reason', async () => {
    const { ask } = openConfluence();
    for (let n = 0; n < 100; n += 1) await ask(`GET ${PAGE}`);

    const refused = await ask(`GET ${PAGE}`);

    expect([refused.status, refused.headers.get('Retry-After'), refused.headers.get('RateLimit-Reason')]).toEqual([
      429,
      '1',
      null,
    ]);
  });

  it('says what it does not emulate', async () => {
    const { ask } = openConfluence();

    const response = await ask('GET /wiki/api/v2/blogposts');

    expect([response.status, await response.text()]).toEqual([
      501,
      'not emulated: confluence GET /wiki/api/v2/blogposts',
    ]);
  });
});

it('finds everything again after the database was opened anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'confluence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'sandbox.db');
  const before = openConfluence(openDocuments(path));
  await before.ask(`PUT ${PAGE}`, edit(2, 'Sixty days'));
  await before.ask(`POST ${PAGE}/properties`, { key: 'ledger', value: 1 });
  const pages = before.confluence.pages();
  before.documents.close();

  const after = openConfluence(openDocuments(path), { seed: false });
  onTestFinished(() => after.documents.close());

  expect(after.confluence.pages()).toEqual(pages);
});

function edit(number: number, text = 'Sixty days.') {
  const body = { representation: 'storage', value: `<p>${text}</p>` };
  return { id: '50001', status: 'current', title: 'Return policy', body, version: { number } };
}
