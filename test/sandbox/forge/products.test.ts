import api, { asApp, asUser, route } from '@forge/api';
import Resolver from '@forge/resolver';
import { expect, it } from 'vitest';
import { pathTemplate } from '../../../sandbox/forge/product-calls';
import { ADA, BEN, callHook, fakeSandbox, hookOf, readJson } from './fake-app';

const named = (error: unknown) => (error instanceof Error ? error.name : String(error));
const MYSELF = route`/rest/api/3/myself`;
const whoAmI = async (response: Promise<{ json(): Promise<{ accountId: string }> }>) =>
  (await (await response).json()).accountId;

it('calls Jira as the person who asked', async () => {
  const definitions = new Resolver();
  definitions.define('who', () => whoAmI(asUser().requestJira(MYSELF)));
  const sandbox = await fakeSandbox({ resolver: definitions.getDefinitions() });

  const answer = await sandbox.invoke({ module: 'panel', functionKey: 'who', accountId: BEN });

  expect(answer).toBe(BEN);
});

it('acts for nobody in a web trigger, and never for somebody else', async () => {
  const calls = [() => asUser().requestJira(MYSELF), () => asUser(ADA).requestJira(MYSELF)];
  const hook = hookOf(() => Promise.all(calls.map((call) => call().then(() => 'answered', named))));
  const sandbox = await fakeSandbox({ hook });

  const seen = await (await callHook(sandbox)).json();

  expect(seen).toEqual(['NEEDS_AUTHENTICATION_ERR', 'NEEDS_AUTHENTICATION_ERR']);
});

it('calls Jira as the app with the scopes of the manifest, and as nobody', async () => {
  const path = route`/rest/api/3/issue/${'SHOP-1'}`;
  const hook = hookOf(async () => [(await asApp().requestJira(path)).status, (await api.requestJira(path)).status]);
  const sandbox = await fakeSandbox({ hook });

  const [asTheApp, asNobody] = await readJson<number[]>(callHook(sandbox));

  expect(asTheApp).toBe(200);
  expect(asNobody).toBeGreaterThanOrEqual(400);
});

it.each([
  ['/rest/api/3/issue/SHOP-1/comment', '/rest/api/3/issue/{id}/comment'],
  ['/rest/api/3/issue/10001/properties/baton.state', '/rest/api/3/issue/{id}/properties/{propertyKey}'],
  ['/wiki/api/v2/pages/50001', '/wiki/api/v2/pages/{id}'],
])('names %s as a place for faults', (path, template) => {
  expect(pathTemplate(path)).toBe(template);
});
