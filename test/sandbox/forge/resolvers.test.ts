import Resolver from '@forge/resolver';
import { expect, it } from 'vitest';
import { ADA, fakeSandbox } from './fake-app';

function resolver() {
  const definitions = new Resolver();
  definitions.define('who', ({ context, payload }) => ({ context, payload }));
  definitions.define('fail', () => {
    throw new Error('no such thing');
  });
  definitions.define('dates', () => ({ at: new Date(0), gone: undefined }));
  return definitions.getDefinitions();
}

it('tells the resolver who asks and from where, whatever the payload says', async () => {
  const sandbox = await fakeSandbox({ resolver: resolver() });

  const answer = await sandbox.invoke({
    module: 'panel',
    functionKey: 'who',
    payload: { accountId: 'forged', context: { accountId: 'forged' } },
    accountId: ADA,
    context: { extension: { issue: { key: 'SHOP-1' } } },
  });

  expect(answer).toMatchObject({
    context: {
      accountId: ADA,
      moduleKey: 'panel',
      cloudId: sandbox.world.site.cloudId,
      siteUrl: sandbox.world.site.url,
      installContext: `ari:cloud:jira::site/${sandbox.world.site.cloudId}`,
      extension: { type: 'jira:issuePanel', issue: { key: 'SHOP-1' } },
    },
  });
});

it('sends results as JSON', async () => {
  const sandbox = await fakeSandbox({ resolver: resolver() });

  const answer = await sandbox.invoke({ module: 'panel', functionKey: 'dates', accountId: ADA });

  expect(answer).toEqual({ at: '1970-01-01T00:00:00.000Z' });
});

it.each([
  ['a resolver that throws', 'panel', 'fail', 'no such thing'],
  ['a key that nobody defined', 'panel', 'none', "Resolver has no definition for 'none'."],
  ['a surface without a resolver', 'admin', 'who', 'surface admin has no resolver'],
  ['a surface that does not exist', 'none', 'who', 'manifest.yml has no surface none'],
])('rejects for %s', async (_title, module, functionKey, message) => {
  const sandbox = await fakeSandbox({ resolver: resolver() });

  await expect(sandbox.invoke({ module, functionKey, accountId: ADA })).rejects.toThrow(message);
});

it('refuses a payload over 500 KB', async () => {
  const sandbox = await fakeSandbox({ resolver: resolver() });
  const payload = { text: 'x'.repeat(512 * 1024) };

  await expect(sandbox.invoke({ module: 'panel', functionKey: 'who', accountId: ADA, payload })).rejects.toThrow(
    '500 KB',
  );
});
