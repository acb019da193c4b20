import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { HOSTED_MODULES, NOT_HOSTED, readManifest } from '../sandbox/forge/manifest';
import { JIRA_OPERATIONS } from '../sandbox/jira/operations';
import { createJira } from '../src/atlassian/jira';
import { readConfig } from '../src/config';
import type { ProductRequest } from '../src/ports';
import { toAccountId } from '../src/shared/brand';

const manifest = readManifest();
const raw = z
  .object({ modules: z.record(z.string(), z.array(z.looseObject({ key: z.string() }))) })
  .parse(parse(readFileSync('manifest.yml', 'utf8')));

/** Every request that the Jira module can make. */
async function requestsToJira(): Promise<readonly ProductRequest[]> {
  const made: ProductRequest[] = [];
  const record = (request: ProductRequest) => {
    made.push(request);
    return Promise.resolve({ status: 200, body: undefined });
  };
  const jira = createJira({ asApp: record, asUser: record });
  const someone = toAccountId('712020:someone');
  const calls: (() => Promise<unknown>)[] = [
    () => jira.workItemAsUser('1'),
    () => jira.isAdmin(),
    () => jira.addComment('1', {}, 'm'),
    () => jira.hasComment('1', 'm'),
    () => jira.setProperty('1', 'k', {}),
    () => jira.notify('1', someone, { subject: '', text: '', html: '' }),
    () => jira.emails([someone]),
    () => jira.names([someone]),
  ];
  expect(calls).toHaveLength(Object.keys(jira).length);
  // An empty answer is refused by the parsers, after the request that counts here was made.
  await Promise.allSettled(calls.map((call) => call()));
  return made;
}

const scopesOf = ({ method, path }: ProductRequest) => {
  const operation = Object.entries(JIRA_OPERATIONS).find(([name]) => {
    const pattern = name.replace(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(`${method} /${path.join('/')}`);
  });
  if (operation === undefined) throw new Error(`no operation for ${method} /${path.join('/')}`);
  return operation[1].scopes;
};

describe('manifest.yml', () => {
  it('names only handlers that src/index.ts exports, and every one of them', () => {
    const source = readFileSync('src/index.ts', 'utf8');
    const exported = [...source.matchAll(/export \{([^}]+)\}/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim()),
    );

    const named = manifest.functions.map(({ handler }) => handler.replace(/^index\./, ''));

    expect(named.toSorted()).toEqual(exported.filter(Boolean).toSorted());
  });

  it('has only modules that the sandbox hosts or says why it does not', () => {
    const types = Object.keys(raw.modules);

    expect(types.filter((type) => !HOSTED_MODULES.includes(type) && !(type in NOT_HOSTED))).toEqual([]);
  });

  it('uses every function in a module, and gives every module a key of its own', () => {
    const used = JSON.stringify(Object.entries(raw.modules).filter(([type]) => type !== 'function'));
    const keys = Object.values(raw.modules).flatMap((modules) => modules.map(({ key }) => key));

    expect(manifest.functions.filter(({ key }) => !used.includes(`"${key}"`))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('asks for exactly the scopes of the calls that are made', async () => {
    const requests = await requestsToJira();

    const needed = new Set(['storage:app', ...requests.flatMap((request) => [...scopesOf(request)])]);

    expect(manifest.scopes.toSorted()).toEqual([...needed].toSorted());
  });

  it('may reach the hosts that are called, and no other', () => {
    const { slackApiUrl, slackResponseOrigins } = readConfig({});

    const called = new Set([slackApiUrl, ...slackResponseOrigins].map((url) => new URL(url).hostname));

    expect(manifest.egress.toSorted()).toEqual([...called].toSorted());
  });

  it('names every entity and index that the stores ask for, and none besides', () => {
    const storage = z
      .object({
        entities: z.array(z.object({ name: z.string(), indexes: z.array(z.object({ name: z.string() })).default([]) })),
      })
      .parse(manifest.storage);
    const declared = storage.entities.flatMap(({ name, indexes }) => indexes.map((index) => `${name}/${index.name}`));
    const sources = ['src/approvals/store.ts', 'src/approvals/definitions.ts', 'src/notifications/store.ts']
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');

    const asked = [...sources.matchAll(/entity: '(\w+)',\s([^;]*)/g)].flatMap(([, entity, rest = '']) =>
      [...rest.matchAll(/index: '([\w-]+)'/g)].map(([, index]) => `${entity}/${index}`),
    );

    expect([...new Set(asked)].toSorted()).toEqual(declared.toSorted());
  });
});
