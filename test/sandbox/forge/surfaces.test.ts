import Resolver from '@forge/resolver';
import { expect, it, onTestFinished } from 'vitest';
import { BEN, fakeSandbox } from './fake-app';
import { manifestWith } from './modules';

const MODULES = `  jira:globalPage:
    - { key: inbox, title: Inbox, resource: app, resolver: { function: resolver } }
    - { key: board, title: Board, resource: app, resolver: { function: resolver } }
  jira:personalSettingsPage:
    - { key: mine, title: Mine, resource: app, resolver: { function: resolver } }
`;

it('shows several pages of one type, each in a frame of its own, and each knows which it is', async () => {
  const definitions = new Resolver();
  definitions.define('where', ({ context }) => [context.moduleKey, context.extension.type, context.accountId]);
  const handlers = { resolver: definitions.getDefinitions() };
  const sandbox = await fakeSandbox(handlers, { manifest: manifestWith(MODULES), port: 0 });
  onTestFinished(() => sandbox.close());
  const address = (key: string) => `${sandbox.url}/apps/${key}/__bridge?accountId=${BEN}`;
  const body = JSON.stringify({ cmd: 'invoke', data: { functionKey: 'where' } });

  const frames = await Promise.all(['inbox', 'board', 'mine'].map((key) => fetch(`${sandbox.url}/apps/${key}/`)));
  const answers = await Promise.all(
    ['inbox', 'board', 'mine'].map(async (key) => (await fetch(address(key), { method: 'POST', body })).json()),
  );

  expect(frames.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers).toEqual([
    { result: ['inbox', 'jira:globalPage', BEN] },
    { result: ['board', 'jira:globalPage', BEN] },
    { result: ['mine', 'jira:personalSettingsPage', BEN] },
  ]);
});
