import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Operation } from '../sandbox/atlassian/rest';
import { CONFLUENCE_OPERATIONS } from '../sandbox/confluence/operations';
import { HOSTED_MODULES, NOT_HOSTED, readManifest } from '../sandbox/forge/manifest';
import { JIRA_OPERATIONS } from '../sandbox/jira/operations';
import type { Caller, Twin } from '../sandbox/twin';
import { document, paragraph, text } from '../src/atlassian/adf';
import { type Confluence, createConfluence } from '../src/atlassian/confluence';
import { createJira, type Jira } from '../src/atlassian/jira';
import { readConfig } from '../src/config';
import { providerOf } from '../src/email/mail-providers';
import { MAIL_PROVIDERS } from '../src/email/mail-settings';
import type { ProductApi, ProductRequest } from '../src/ports';
import { toAccountId } from '../src/shared/brand';
import { ADA, app, BEN, openConfluence, openJira, person } from './support/atlassian-twins';

const manifest = readManifest();
const raw = z
  .object({ modules: z.record(z.string(), z.array(z.looseObject({ key: z.string() }))) })
  .parse(parse(readFileSync('manifest.yml', 'utf8')));

/** Answers as the twin does, so that calls of several requests come to their end. */
function recording(twin: Twin): { api: ProductApi; made: ProductRequest[] } {
  const made: ProductRequest[] = [];
  const send = (caller: Caller) => async (request: ProductRequest) => {
    made.push(request);
    const { method, path, query = [], body } = request;
    const url = new URL(`https://site.example/${path.map(encodeURIComponent).join('/')}`);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await twin.fetch(new Request(url, { method, ...sent }), caller);
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined,
    };
  };
  return { api: { asApp: send(app), asUser: send(person(ADA)) }, made };
}

/** One for each function, which the compiler counts. */
type CallsOf<T> = { [Name in keyof T]: () => Promise<unknown> };

const someone = toAccountId(ADA);
const GROUP = '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01';
const TEXT = document(paragraph(...text('x')));

const jiraCalls = (jira: Jira): CallsOf<Jira> => ({
  workItemAsUser: () => jira.workItemAsUser('10001'),
  workItemAsApp: () => jira.workItemAsApp('10001'),
  siteUrl: () => jira.siteUrl(),
  transitions: () => jira.transitions('10001'),
  transition: () => jira.transition('10001', '21'),
  editableFields: () => jira.editableFields('10001'),
  setField: () => jira.setField('10001', 'summary', 'x'),
  addLabel: () => jira.addLabel('10001', 'x'),
  setProperty: () => jira.setProperty('10001', 'k', {}),
  addComment: () => jira.addComment('10001', TEXT, 'm'),
  hasComment: () => jira.hasComment('10001', 'm'),
  notify: () => jira.notify('10001', toAccountId(BEN), { subject: 'x', text: 'x', html: 'x' }),
  emails: () => jira.emails([someone]),
  profiles: () => jira.profiles([someone]),
  accountsLike: () => jira.accountsLike('ada'),
  membersOf: () => jira.membersOf(GROUP, 10),
  actorsOf: () => jira.actorsOf('SHOP', '10101'),
  isAdmin: () => jira.isAdmin(),
  isProjectAdmin: () => jira.isProjectAdmin('SHOP'),
  findGroups: () => jira.findGroups('a'),
  findProjects: () => jira.findProjects('a'),
  projectRoles: () => jira.projectRoles('SHOP'),
  fields: () => jira.fields(),
});

const confluenceCalls = (confluence: Confluence): CallsOf<Confluence> => ({
  pageAsUser: () => confluence.pageAsUser('50001'),
  pageAsApp: () => confluence.pageAsApp('50001'),
  pageVersions: () => confluence.pageVersions('50001'),
  addPageLabel: () => confluence.addPageLabel('50001', 'x'),
  addPageComment: () => confluence.addPageComment({ id: '50001', url: 'https://site.example/wiki/50001' }, TEXT, 'm'),
  hasPageComment: () => confluence.hasPageComment('50001', 'm'),
  pageProperty: () => confluence.pageProperty('50001', 'k'),
  setPageProperty: () => confluence.setPageProperty('50001', 'k', {}),
  spaces: () => confluence.spaces(),
  allowedIn: () => confluence.allowedIn('POL', 'administer-space'),
  isSpaceAdmin: () => confluence.isSpaceAdmin('POL'),
});

async function neededFor(
  calls: Readonly<Record<string, () => Promise<unknown>>>,
  made: readonly ProductRequest[],
  operations: Readonly<Record<string, Operation>>,
): Promise<readonly string[]> {
  for (const [name, call] of Object.entries(calls)) {
    await expect(call(), name).resolves.not.toThrow();
  }
  return made.flatMap((request) => scopesOf(request, operations));
}

/** The granular ones where there are any: they say less than the classic ones beside them. */
function scopesOf(
  { method, path }: ProductRequest,
  operations: Readonly<Record<string, Operation>>,
): readonly string[] {
  const operation = Object.entries(operations).find(([name]) => {
    const pattern = name.replace(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(`${method} /${path.join('/')}`);
  });
  if (operation === undefined) throw new Error(`no operation for ${method} /${path.join('/')}`);
  return operation[1].granular ?? operation[1].scopes;
}

/** The front end asks Confluence itself for the names of people; what it asks of Jira needs what the calls need. */
const FRONT_END_SCOPES = ['read:confluence-user'];
/** Forge asks for a scope with each kind of event; those of work items need what the calls need anyway. */
const EVENT_SCOPES = ['read:jira-work', 'read:confluence-content.summary'];

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

  it('asks for exactly the scopes of the calls that are made and of the events that are listened to', async () => {
    const [jira, confluence] = [recording(openJira().jira), recording(openConfluence().confluence)];

    const needed = new Set([
      'storage:app',
      ...EVENT_SCOPES,
      ...FRONT_END_SCOPES,
      ...(await neededFor(jiraCalls(createJira(jira.api)), jira.made, JIRA_OPERATIONS)),
      ...(await neededFor(confluenceCalls(createConfluence(confluence.api)), confluence.made, CONFLUENCE_OPERATIONS)),
    ]);

    expect(manifest.scopes.toSorted()).toEqual([...needed].toSorted());
  });

  it('may reach the hosts that are called, and no other', () => {
    const { slackApiUrl, slackResponseOrigins } = readConfig({});
    const mailServices = MAIL_PROVIDERS.map((provider) => providerOf({ provider }).url);

    const called = new Set([slackApiUrl, ...slackResponseOrigins, ...mailServices].map((url) => new URL(url).hostname));

    expect(manifest.egress.toSorted()).toEqual([...called].toSorted());
  });

  it('names every entity and index that the stores ask for, and none besides', () => {
    const storage = z
      .object({
        entities: z.array(z.object({ name: z.string(), indexes: z.array(z.object({ name: z.string() })).default([]) })),
      })
      .parse(manifest.storage);
    const declared = storage.entities.flatMap(({ name, indexes }) => indexes.map((index) => `${name}/${index.name}`));
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(`src/${path}`, 'utf8'));

    // A file asks one entity only; an index that is handed on is named in a type.
    const asked = sources.flatMap((source) => {
      const entity = /(?:entity: |ENTITY = )'(\w+)'/.exec(source)?.[1];
      const indexes = [...source.matchAll(/'(by-[\w-]+)'/g)].map(([, index]) => index);
      return entity === undefined ? [] : indexes.map((index) => `${entity}/${index}`);
    });

    expect([...new Set(asked)].toSorted()).toEqual(declared.toSorted());
  });
});
