import { webTrigger } from '@forge/api';
import { expect, it } from 'vitest';
import { callHook, fakeSandbox, hookOf, readJson, urlOf } from './fake-app';

it('hands over headers as lists in their spelling, the query as lists and the body as it was sent', async () => {
  const sandbox = await fakeSandbox({ hook: hookOf((request) => request) });
  const body = 'a=%20b\r\n\t{"x": 1}';

  const answer = await sandbox.webTrigger(`${urlOf(sandbox)}/more?fruit=apple&fruit=pear`, {
    method: 'PUT',
    headers: { 'X-Slack-Signature': 'v0=abc', accept: ['text/html', 'text/plain'] },
    body,
  });

  const path = `${new URL(urlOf(sandbox)).pathname}/more`;
  expect(await answer.json()).toEqual({
    method: 'PUT',
    headers: { 'X-Slack-Signature': ['v0=abc'], accept: ['text/html', 'text/plain'] },
    body,
    path,
    userPath: '/more',
    queryParameters: { fruit: ['apple', 'pear'] },
  });
});

it('answers as the function says', async () => {
  const hook = () => ({ statusCode: 201, headers: { 'X-Kind': ['a', 'b'] }, body: 'made' });
  const sandbox = await fakeSandbox({ hook });

  const answer = await callHook(sandbox);

  expect([answer.status, answer.headers.get('x-kind'), await answer.text()]).toEqual([201, 'a, b', 'made']);
});

it.each([
  ['nothing', undefined],
  ['a body that is no string', { statusCode: 200, body: { ok: true } }],
  ['headers that are no lists', { statusCode: 200, headers: { 'content-type': 'text/plain' } }],
  ['no status', { body: 'ok' }],
])('answers 500 when the function returns %s', async (_title, returned) => {
  const sandbox = await fakeSandbox({ hook: () => returned });

  expect((await callHook(sandbox)).status).toBe(500);
});

it('answers 500 when the function throws', async () => {
  const lines: string[] = [];
  const hook = () => {
    throw new Error('broken');
  };
  const sandbox = await fakeSandbox({ hook }, { log: (line) => lines.push(line) });

  expect((await callHook(sandbox)).status).toBe(500);
  expect(lines).toEqual(['function hook threw: broken']);
});

it('knows no address that was not made', async () => {
  const sandbox = await fakeSandbox({});

  const answer = await sandbox.webTrigger('https://sandbox.example/public/none', {});

  expect(answer.status).toBe(404);
});

it('keeps the address of a web trigger, in the form that the manifest asks for', async () => {
  const hook = hookOf(async () => [
    await webTrigger.getUrl('hook'),
    await webTrigger.getUrl('hook'),
    await webTrigger.getUrl('old-hook'),
  ]);
  const sandbox = await fakeSandbox({ hook });

  const [first, second, old] = await readJson<string[]>(callHook(sandbox));

  expect(first).toMatch(/^https:\/\/sandbox\.example\/public\/[0-9a-f]{32}$/);
  expect(second).toBe(first);
  expect(old).toMatch(/^https:\/\/sandbox\.example\/x1\/[0-9a-f]{32}$/);
});

it('answers at /x1 for both forms of address', async () => {
  const sandbox = await fakeSandbox({ hook: () => ({ statusCode: 204 }) });

  const answer = await sandbox.webTrigger(urlOf(sandbox).replace('/public/', '/x1/'), {});

  expect(answer.status).toBe(204);
});

it('lists and deletes addresses', async () => {
  const hook = hookOf(async () => {
    const url = await webTrigger.getUrl('old-hook');
    const listed = (await webTrigger.queryUrls('old-hook')).map((each) => each.url);
    await webTrigger.deleteUrl(url);
    return [listed.includes(url), await webTrigger.queryUrls('old-hook')];
  });
  const sandbox = await fakeSandbox({ hook });

  expect(await (await callHook(sandbox)).json()).toEqual([true, []]);
});
