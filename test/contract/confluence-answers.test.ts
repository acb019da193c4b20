import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CONFLUENCE_OPERATIONS, type ConfluenceOperation } from '../../sandbox/confluence/operations';
import type { Caller } from '../../sandbox/twin';
import { ADA, appWithout, openConfluence, paragraph } from '../support/atlassian-twins';
import { readContract } from '../support/contracts';
import { openApi } from '../support/openapi';

const v2 = readContract('atlassian/confluence-v2.trimmed.openapi.json');
const v1 = readContract('atlassian/confluence-v1.trimmed.openapi.json');
const eventSchema = readContract('atlassian/forge-events/confluence.page.event.schema.json');
const anonymous: Caller = { type: 'anonymous' };
const API = '/wiki/api/v2';

type Case = [operation: ConfluenceOperation, path: string, status: number, body?: unknown, caller?: Caller];

/** Against the page 50001 with the property 60001, `ledger`. */
const CASES: Case[] = [
  [`GET ${API}/pages/{id}`, `${API}/pages/50001?body-format=storage`, 200],
  [`GET ${API}/pages/{id}`, `${API}/pages/50001?body-format=atlas_doc_format`, 200],
  [`GET ${API}/pages/{id}`, `${API}/pages/1`, 404],
  [`GET ${API}/pages/{id}`, `${API}/pages/50001`, 401, undefined, anonymous],
  [`PUT ${API}/pages/{id}`, `${API}/pages/50001`, 200, edit(2)],
  [`PUT ${API}/pages/{id}`, `${API}/pages/50001`, 400, { id: '50001' }],
  [`PUT ${API}/pages/{id}`, `${API}/pages/50001`, 409, edit(1)],
  [`GET ${API}/pages/{id}/footer-comments`, `${API}/pages/50001/footer-comments?body-format=storage`, 200],
  [`GET ${API}/pages/{id}/footer-comments`, `${API}/pages/1/footer-comments`, 404],
  [`POST ${API}/footer-comments`, `${API}/footer-comments`, 201, { pageId: '50001', body: adf() }],
  [`POST ${API}/footer-comments`, `${API}/footer-comments`, 400, { pageId: '50001', body: 'Hi' }],
  [`POST ${API}/footer-comments`, `${API}/footer-comments`, 404, { pageId: '1', body: adf() }],
  [`GET ${API}/pages/{page-id}/properties`, `${API}/pages/50001/properties?key=ledger`, 200],
  [`POST ${API}/pages/{page-id}/properties`, `${API}/pages/50001/properties`, 200, { key: 'new', value: [1] }],
  [`POST ${API}/pages/{page-id}/properties`, `${API}/pages/50001/properties`, 409, { key: 'ledger', value: 1 }],
  [`GET ${API}/pages/{page-id}/properties/{property-id}`, `${API}/pages/50001/properties/60001`, 200],
  [`GET ${API}/pages/{page-id}/properties/{property-id}`, `${API}/pages/50001/properties/1`, 404],
  [`PUT ${API}/pages/{page-id}/properties/{property-id}`, `${API}/pages/50001/properties/60001`, 200, property(2)],
  [`PUT ${API}/pages/{page-id}/properties/{property-id}`, `${API}/pages/50001/properties/60001`, 409, property(3)],
  [`GET ${API}/spaces/{id}`, `${API}/spaces/40001`, 200],
  [`GET ${API}/spaces/{id}`, `${API}/spaces/1`, 404],
  [`GET ${API}/spaces/{id}`, `${API}/spaces/40001`, 401, undefined, appWithout('read:space:confluence')],
  ['GET /wiki/rest/api/user/current', '/wiki/rest/api/user/current', 200],
  ['GET /wiki/rest/api/user/current', '/wiki/rest/api/user/current', 403, undefined, anonymous],
  ['GET /wiki/rest/api/user/bulk', `/wiki/rest/api/user/bulk?accountId=${ADA},nobody`, 200],
];

describe.skipIf(v2 === undefined)('the Confluence twin against the official documents', () => {
  const documents = v2 === undefined ? undefined : { v1: openApi(v1), v2: openApi(v2) };

  it.each(CASES)('%s answers %s with %i as described', async (operation, path, status, body, caller) => {
    const { ask } = await openPrepared();
    const document = documents?.[operation.includes('/wiki/rest/') ? 'v1' : 'v2'];

    const response = await ask(`${operation.split(' ')[0]} ${path}`, body, caller);

    const answer: unknown = await response.json();
    expect(response.status).toBe(status);
    // 409 is in no list of v2: it is what is seen for a stale version.
    if (status !== 409) expect(document?.statuses(operation)).toContain(String(status));
    expect(document?.complaints(operation, status, answer)).toEqual([]);
    if (status >= 400) expect(anyError.safeParse(answer).success).toBe(true);
  });

  it('has every operation of the twin in its table', () => {
    const tried = new Set<string>(CASES.map(([operation]) => operation));

    expect(Object.keys(CONFLUENCE_OPERATIONS).filter((name) => !tried.has(name))).toEqual([]);
  });

  it('sends page events as Forge would, with the new version', async () => {
    const { ask, confluence, events } = openConfluence();
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(z.looseObject({}).parse(eventSchema));

    await ask(`PUT ${API}/pages/50001`, edit(2));
    confluence.trash('50001', ADA);

    expect(events.map((event) => validate(JSON.parse(JSON.stringify(event))))).toEqual([true, true]);
    expect(events).toMatchObject([
      { eventType: 'avi:confluence:updated:page', selfGenerated: true, content: { version: { number: 2 } } },
      { eventType: 'avi:confluence:trashed:page', selfGenerated: false, atlassianId: ADA },
    ]);
  });
});

const v2Error = z.strictObject({
  errors: z.array(
    z.strictObject({ status: z.number(), code: z.string(), title: z.string(), detail: z.string().nullable() }),
  ),
});
const v1Error = z.strictObject({ statusCode: z.number(), data: z.looseObject({}), message: z.string() });
const gatewayError = z.strictObject({ code: z.literal(401), message: z.string() });
const anyError = z.union([v2Error, v1Error, gatewayError]);

async function openPrepared() {
  const site = openConfluence();
  await site.ask(`POST ${API}/pages/50001/properties`, { key: 'ledger', value: { open: 1 } });
  await site.ask(`POST ${API}/footer-comments`, { pageId: '50001', body: adf() });
  return site;
}

function adf() {
  return { representation: 'atlas_doc_format', value: JSON.stringify(paragraph('Please look')) };
}

function edit(number: number) {
  const body = { representation: 'storage', value: '<p>Sixty days.</p>' };
  return { id: '50001', status: 'current', title: 'Return policy', body, version: { number } };
}

function property(number: number) {
  return { key: 'ledger', value: { open: 2 }, version: { number } };
}
