import { z } from 'zod';
import type { Answer, Call } from '../atlassian/rest';
import { commentOf } from './comments';
import { readJson, refuse, requireNextVersion } from './errors';
import { listOf } from './lists';
import { showProperty } from './shown';
import { type ConfluenceHandlers, type ConfluenceSite, currentPageOf } from './site';
import type { PropertyRecord } from './store';

const given = z.looseObject({ key: z.string().min(1), value: z.unknown() });
const update = z.looseObject({ ...given.shape, version: z.looseObject({ number: z.number().int() }) });

/** Content properties, of pages and of comments alike. */
export function propertyHandlers(site: ConfluenceSite) {
  const { store, clock, siteUrl } = site;
  const ofPage = (call: Call) => currentPageOf(site, call, call.param('page-id')).id;
  const ofComment = (call: Call) => commentOf(site, call).id;

  function propertyOf(call: Call, ownerId: string): PropertyRecord {
    const property = store.properties.get(call.param('property-id'));
    if (property?.ownerId === ownerId) return property;
    throw refuse(404, 'Not Found');
  }

  function save(call: Call, property: Omit<PropertyRecord, 'version'>, number: number): Answer {
    const version = { number, at: clock.now(), by: call.actor.accountId, message: '', minorEdit: false };
    const saved = { ...property, version };
    store.properties.put(saved.id, saved);
    return { status: 200, body: showProperty(saved) };
  }

  function list(call: Call, ownerId: string, path: string): Answer {
    const key = call.query.get('key');
    const found = store.propertiesOf(ownerId).filter((property) => key === null || property.key === key);
    return { status: 200, body: listOf(found.map(showProperty), call, { path, base: `${siteUrl}/wiki` }) };
  }

  function create(call: Call, ownerId: string): Answer {
    const { key, value = null } = readJson(call, given);
    // The document lists no 409 here; version 1 of the API answers a second creation with it.
    if (store.propertiesOf(ownerId).some((property) => property.key === key)) {
      throw refuse(409, `A property with the key ${key} already exists`);
    }
    return save(call, { id: store.nextId(), ownerId, key, value }, 1);
  }

  function replace(call: Call, ownerId: string): Answer {
    const property = propertyOf(call, ownerId);
    const { key, value = null, version } = readJson(call, update);
    if (key !== property.key) throw refuse(400, 'The key of a property cannot be changed');
    requireNextVersion(property.version.number, version.number);
    return save(call, { ...property, value }, version.number);
  }

  const read = (call: Call, ownerId: string): Answer => ({
    status: 200,
    body: showProperty(propertyOf(call, ownerId)),
  });

  return {
    'GET /wiki/api/v2/pages/{page-id}/properties': (call) => {
      const id = ofPage(call);
      return list(call, id, `/wiki/api/v2/pages/${id}/properties`);
    },
    'POST /wiki/api/v2/pages/{page-id}/properties': (call) => create(call, ofPage(call)),
    'GET /wiki/api/v2/pages/{page-id}/properties/{property-id}': (call) => read(call, ofPage(call)),
    'PUT /wiki/api/v2/pages/{page-id}/properties/{property-id}': (call) => replace(call, ofPage(call)),
    'DELETE /wiki/api/v2/pages/{page-id}/properties/{property-id}': (call) => {
      store.properties.delete(propertyOf(call, ofPage(call)).id);
      return { status: 204 };
    },
    'GET /wiki/api/v2/comments/{comment-id}/properties': (call) => {
      const id = ofComment(call);
      return list(call, id, `/wiki/api/v2/comments/${id}/properties`);
    },
    'POST /wiki/api/v2/comments/{comment-id}/properties': (call) => create(call, ofComment(call)),
    'GET /wiki/api/v2/comments/{comment-id}/properties/{property-id}': (call) => read(call, ofComment(call)),
    'PUT /wiki/api/v2/comments/{comment-id}/properties/{property-id}': (call) => replace(call, ofComment(call)),
  } satisfies Partial<ConfluenceHandlers>;
}
