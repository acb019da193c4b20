import { describe, expect, it } from 'vitest';
import type { ProductRequest } from '../../src/ports';
import { TransientError } from '../../src/shared/errors';

const REQUEST: ProductRequest = { method: 'GET', path: ['rest', 'api', '3', 'issue', '10001'] };

type Call = { target: { provider?: string }; path: string; init: RequestInit };

/** The platform's own package, over a platform that answers in one way. */
async function given(answer: () => Response | Promise<Response> = () => Response.json({ id: '10001' })) {
  const calls: Call[] = [];
  Object.assign(globalThis, {
    __forge_runtime__: {},
    async __forge_fetch__(target: Call['target'], path: string, init: RequestInit) {
      calls.push({ target, path, init });
      return await answer();
    },
  });
  // The packages look at the globals when they are loaded.
  const { createForgeJira } = await import('../../src/forge/product');
  return { calls, jira: createForgeJira() };
}

describe('a path', () => {
  it.each<[string, string, string]>([
    ['a slash', 'a/b', 'a%2Fb'],
    ['a question mark', 'a?b=c', 'a%3Fb%3Dc'],
    ['a fragment', 'a#b', 'a%23b'],
    ['an encoded slash', '%2F..%2F', '%252F..%252F'],
    ['dots and a slash', '../admin', '..%2Fadmin'],
    ['a backslash', 'a\\b', 'a%5Cb'],
    ['letters beyond ASCII', 'Größe', 'Gr%C3%B6%C3%9Fe'],
  ])('holds %s inside its segment', async (_what, segment, encoded) => {
    const { jira, calls } = await given();

    await jira.asApp({ ...REQUEST, path: ['rest', 'api', '3', 'issue', segment, 'comment'] });

    expect(calls.map(({ path }) => path)).toEqual([`/rest/api/3/issue/${encoded}/comment`]);
  });

  it.each(['..', '.', ''])('that would leave its place by %j is never asked for', async (segment) => {
    const { jira, calls } = await given();

    await expect(jira.asApp({ ...REQUEST, path: ['rest', 'api', '3', 'issue', segment] })).rejects.toThrow();
    expect(calls).toEqual([]);
  });

  it('carries a query whose values stay values', async () => {
    const { jira, calls } = await given();

    await jira.asApp({
      ...REQUEST,
      query: [
        ['accountId', '712020:a&b=c'],
        ['accountId', 'd'],
      ],
    });

    expect(calls.map(({ path }) => path)).toEqual(['/rest/api/3/issue/10001?accountId=712020%3Aa%26b%3Dc&accountId=d']);
  });
});

it('asks as the app, or as the person of the invocation', async () => {
  const { jira, calls } = await given();

  await jira.asApp(REQUEST);
  await jira.asUser(REQUEST);

  expect(calls.map(({ target }) => target.provider)).toEqual(['app', 'user']);
});

it('sends a body as JSON', async () => {
  const { jira, calls } = await given();

  await jira.asApp({ ...REQUEST, method: 'POST', body: { a: 1 } });

  expect(calls.map(({ init }) => init)).toMatchObject([{ method: 'POST', body: '{"a":1}' }]);
  expect(new Headers(calls[0]?.init.headers).get('content-type')).toBe('application/json');
});

describe('an answer', () => {
  it.each<[string, Response, object]>([
    ['with JSON', Response.json({ id: '1' }, { status: 201 }), { status: 201, body: { id: '1' } }],
    ['without a body', new Response(null, { status: 204 }), { status: 204, body: undefined }],
    ['that is a page', new Response('<html>', { status: 502 }), { status: 502, body: '<html>' }],
    [
      'that names a time',
      Response.json({}, { status: 429, headers: { 'retry-after': '7' } }),
      { status: 429, body: {}, retryAfterSeconds: 7 },
    ],
    [
      'that names no number of seconds',
      Response.json({}, { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } }),
      { status: 429, body: {} },
    ],
  ])('%s is handed on as it is', async (_what, response, expected) => {
    const { jira } = await given(() => response);

    expect(await jira.asApp(REQUEST)).toEqual(expected);
  });

  it('that never comes may come later', async () => {
    const { jira } = await given(() => Promise.reject(new TypeError('fetch failed')));

    await expect(jira.asApp(REQUEST)).rejects.toThrow(TransientError);
  });
});
