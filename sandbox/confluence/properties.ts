import { z } from 'zod';
import type { Answer, Call } from '../atlassian/rest';
import { readJson, refuse, requireNextVersion } from './errors';
import { type ConfluenceHandlers, type ConfluenceSite, listOf, pageOf, showVersion } from './pages';
import type { PropertyRecord } from './store';

const given = z.looseObject({ key: z.string().min(1), value: z.unknown() });
const update = z.looseObject({ ...given.shape, version: z.looseObject({ number: z.number().int() }) });

export function propertyHandlers(site: ConfluenceSite) {
  const { store, clock, siteUrl } = site;

  function propertyOf(call: Call): PropertyRecord {
    const page = pageOf(site, call.param('page-id'));
    const property = store.properties.get(call.param('property-id'));
    if (property?.pageId === page.id) return property;
    throw refuse(404, 'Not Found');
  }

  function save(call: Call, property: Omit<PropertyRecord, 'version'>, number: number): Answer {
    const version = { number, at: clock.now(), by: call.actor.accountId, message: '' };
    const saved = { ...property, version };
    store.properties.put(saved.id, saved);
    return { status: 200, body: show(saved) };
  }

  return {
    'GET /wiki/api/v2/pages/{page-id}/properties': (call) => {
      const key = call.query.get('key');
      const all = store.propertiesOf(pageOf(site, call.param('page-id')).id);
      const found = all.filter((property) => key === null || property.key === key);
      return { status: 200, body: listOf(found.map(show), call, `${siteUrl}/wiki`) };
    },
    'POST /wiki/api/v2/pages/{page-id}/properties': (call) => {
      const pageId = pageOf(site, call.param('page-id')).id;
      const { key, value = null } = readJson(call, given);
      // The document lists no 409 here; version 1 of the API answers a second creation with it.
      if (store.propertiesOf(pageId).some((property) => property.key === key)) {
        throw refuse(409, `A property with the key ${key} already exists`);
      }
      return save(call, { id: store.nextId(), pageId, key, value }, 1);
    },
    'GET /wiki/api/v2/pages/{page-id}/properties/{property-id}': (call) => ({
      status: 200,
      body: show(propertyOf(call)),
    }),
    'PUT /wiki/api/v2/pages/{page-id}/properties/{property-id}': (call) => {
      const property = propertyOf(call);
      const { key, value = null, version } = readJson(call, update);
      if (key !== property.key) throw refuse(400, 'The key of a property cannot be changed');
      requireNextVersion(property.version.number, version.number);
      return save(call, { ...property, value }, version.number);
    },
  } satisfies Partial<ConfluenceHandlers>;
}

const show = ({ id, key, value, version }: PropertyRecord) => ({ id, key, value, version: showVersion(version) });
