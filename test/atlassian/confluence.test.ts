import { describe, expect, it } from 'vitest';
import { document, mention, paragraph, text } from '../../src/atlassian/adf';
import type { Confluence } from '../../src/atlassian/confluence';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { ADA, BEN } from '../support/atlassian-twins';
import { readContract } from '../support/contracts';
import { openApi } from '../support/openapi';
import { confluenceAnswering, confluenceOverTwin, SPACE } from './given-confluence';

const APPROVED = document(paragraph(mention(BEN), ...text(' approved')));
const PAGE = { id: '50001', url: `https://lighthouse.atlassian.net/wiki/spaces/${SPACE.key}/pages/50001` };

type Ask = (confluence: Confluence) => Promise<unknown>;
const CALLS: readonly [name: string, as: 'app' | 'person', routes: readonly string[], ask: Ask][] = [
  ['pageAsUser', 'person', ['GET /pages/{id}', 'GET /spaces/{id}'], (confluence) => confluence.pageAsUser('50001')],
  ['pageAsApp', 'app', ['GET /pages/{id}', 'GET /spaces/{id}'], (confluence) => confluence.pageAsApp('50001', 1)],
  ['pageVersions', 'app', ['GET /pages/{id}/versions'], (confluence) => confluence.pageVersions('50001')],
  ['addPageLabel', 'app', ['POST v1'], (confluence) => confluence.addPageLabel('50001', 'approved')],
  ['addPageComment', 'app', ['POST /footer-comments'], (confluence) => confluence.addPageComment(PAGE, APPROVED, 'm')],
  [
    'hasPageComment',
    'app',
    ['GET /pages/{id}/footer-comments'],
    (confluence) => confluence.hasPageComment('50001', 'm'),
  ],
  ['pageProperty', 'app', ['GET /pages/{page-id}/properties'], (confluence) => confluence.pageProperty('50001', 'k')],
  [
    'setPageProperty',
    'app',
    ['GET /pages/{page-id}/properties', 'POST /pages/{page-id}/properties'],
    (confluence) => confluence.setPageProperty('50001', 'k', {}),
  ],
  ['spaces', 'person', ['GET /spaces'], (confluence) => confluence.spaces()],
  [
    'allowedIn',
    'app',
    ['GET /spaces', 'GET /spaces/{id}/permissions'],
    (confluence) => confluence.allowedIn(SPACE.key, 'create-page'),
  ],
];

const contract = readContract('atlassian/confluence-v2.trimmed.openapi.json');
const api = contract === undefined ? undefined : openApi(contract);

describe('each call', () => {
  it.each(CALLS)('%s is no more than these requests, as %s: %s', async (_name, as, routes, ask) => {
    const { confluence, calls } = confluenceOverTwin();

    await ask(confluence);

    expect(calls.map((call) => [call.as, call.request.method])).toEqual(routes.map((each) => [as, each.split(' ')[0]]));
    expect(calls.every(({ response }) => response.status < 300)).toBe(true);
  });

  it.skipIf(api === undefined).each(CALLS)('%s gets answers that are described', async (_name, _as, routes, ask) => {
    const { confluence, calls } = confluenceOverTwin();

    await ask(confluence);

    const complaints = calls.flatMap(({ response }, n) => {
      const [method, path = ''] = routes[n]?.split(' ') ?? [];
      return path === 'v1' ? [] : api?.complaints(`${method} /wiki/api/v2${path}`, response.status, response.body);
    });
    expect(complaints).toEqual([]);
  });

  it('is one of these, or the one that the twin does not know', () => {
    const named = [...CALLS.map(([name]) => name), 'isSpaceAdmin'];

    expect(named.toSorted()).toEqual(Object.keys(confluenceOverTwin().confluence).toSorted());
  });
});

describe('a page', () => {
  it('is read with its place, its version, its labels and its text', async () => {
    const { confluence } = confluenceOverTwin();
    await confluence.addPageLabel('50001', 'policy');

    expect(await confluence.pageAsApp('50001')).toEqual({
      id: '50001',
      title: 'Return policy',
      spaceKey: SPACE.key,
      url: PAGE.url,
      version: { number: 1, author: ADA, createdAt: '2026-03-02T09:00:00.000Z', minor: false },
      body: '<p>Customers may return goods within thirty days.</p>',
      labels: expect.arrayContaining(['policy']),
    });
  });

  it('is read as it was in a version', async () => {
    const { confluence, ask } = confluenceOverTwin();
    const body = { representation: 'storage', value: '<p>Sixty days.</p>' };
    const version = { number: 2, minorEdit: true };
    await ask('PUT /wiki/api/v2/pages/50001', { id: '50001', status: 'current', title: 'Returns', body, version });

    expect(await confluence.pageAsApp('50001')).toMatchObject({
      title: 'Returns',
      version: { number: 2, minor: true },
    });
    expect(await confluence.pageAsApp('50001', 1)).toMatchObject({ title: 'Return policy' });
    expect((await confluence.pageVersions('50001')).map(({ number }) => number)).toEqual([2, 1]);
  });

  it('brings all its labels, however many there are', async () => {
    const first = { ...page(), labels: { results: [{ name: 'one' }], meta: { hasMore: true } } };
    const { confluence } = confluenceAnswering(({ path }) => {
      if (path.at(-1) === 'labels') return { status: 200, body: { results: [{ name: 'one' }, { name: 'two' }] } };
      return { status: 200, body: path.includes('spaces') ? { key: 'OPS' } : first };
    });

    expect((await confluence.pageAsApp('50001'))?.labels).toEqual(['one', 'two']);
  });

  it.each(['trashed', 'deleted'])('that is %s is not there', async (status) => {
    const { confluence } = confluenceAnswering(() => ({ status: 200, body: { ...page(), status } }));

    expect(await confluence.pageAsApp('50001')).toBeUndefined();
  });

  it('is not there in the trash, nor for somebody who may not see it, nor where there is none', async () => {
    const { confluence, twin } = confluenceOverTwin(BEN);
    expect(await confluence.pageAsUser('50001')).toBeDefined();
    twin.restrict('50001', { users: [ADA] }, ADA);
    expect(await confluence.pageAsUser('50001')).toBeUndefined();
    twin.trash('50001', ADA);

    expect(await confluence.pageAsApp('50001')).toBeUndefined();
    expect(await confluence.pageAsApp('99999')).toBeUndefined();
  });

  it.each([
    [429, TransientError],
    [503, TransientError],
    [403, PermanentError],
  ])('that Confluence refuses with %s is an error, which names Confluence', async (status, kind) => {
    const { confluence } = confluenceAnswering(() => ({ status, body: {} }));

    const error = await confluence.pageAsApp('50001').catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toContain('confluence');
  });
});

describe('a comment on a page', () => {
  it('is found again by its marker, and by no other', async () => {
    const { confluence } = confluenceOverTwin();

    await confluence.addPageComment(PAGE, APPROVED, 'apr-1:abc');

    expect(await confluence.hasPageComment('50001', 'apr-1:abc')).toBe(true);
    expect(await confluence.hasPageComment('50001', 'apr-1:ab')).toBe(false);
    expect(await confluence.hasPageComment('50001', 'apr-1:abcd')).toBe(false);
  });

  it('says what it was given, and ends with a link to the page', async () => {
    const { confluence, twin } = confluenceOverTwin();

    await confluence.addPageComment(PAGE, APPROVED, 'apr-1:abc');

    expect(twin.page('50001')?.comments.map((each) => each.text)).toEqual([
      expect.stringContaining('Recorded by Baton'),
    ]);
  });
});

describe('a property of a page', () => {
  it('is made once, and then written again with the next version', async () => {
    const { confluence, calls, twin } = confluenceOverTwin();

    await confluence.setPageProperty('50001', 'baton-approval', { state: 'pending' });
    await confluence.setPageProperty('50001', 'baton-approval', { state: 'approved' });

    expect(twin.page('50001')?.properties).toEqual({ 'baton-approval': { state: 'approved' } });
    expect(calls.map(({ request }) => request.method)).toEqual(['GET', 'POST', 'GET', 'PUT']);
    expect(await confluence.pageProperty('50001', 'baton-approval')).toEqual({ state: 'approved' });
  });

  it.each([400, 409])('that somebody else wrote first, told by %s, is read again and written', async (status) => {
    let present = 1;
    const { confluence, requests } = confluenceAnswering(({ method, body }) => {
      if (method === 'GET') {
        const found = { id: '7', key: 'k', value: {}, version: { number: present } };
        present = 2;
        return { status: 200, body: { results: [found] } };
      }
      return { status: JSON.stringify(body).includes('"number":3') ? 200 : status, body: {} };
    });

    await confluence.setPageProperty('50001', 'k', {});

    expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'PUT']);
  });

  it.each([
    [409, TransientError],
    [400, PermanentError],
  ])('that is refused with %s again and again is an error', async (status, kind) => {
    const { confluence, requests } = confluenceAnswering(({ method }) =>
      method === 'GET' ? { status: 200, body: { results: [] } } : { status, body: {} },
    );

    await expect(confluence.setPageProperty('50001', 'k', {})).rejects.toThrow(kind);
    expect(requests).toHaveLength(6);
  });
});

const page = () => ({
  id: '50001',
  status: 'current',
  title: 'Return policy',
  spaceId: '40001',
  version: { number: 1, createdAt: '2026-03-02T09:00:00.000Z' },
  body: { storage: { value: '' } },
  labels: { results: [] },
  _links: { webui: '/x', base: 'https://lighthouse.atlassian.net/wiki' },
});
