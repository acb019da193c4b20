import { type Answer, type Call, parseJson } from '../atlassian/rest';
import { refuse } from './errors';
import type { CommentRecord, Property } from './records';
import { itemOf, itemToWrite, type JiraHandlers, type JiraSite } from './site';

const MAX_VALUE_CHARS = 32_768;
const MAX_KEY_CHARS = 255;

/** A new list with the property in it. */
export function withProperty(properties: readonly Property[], key: string, text: string): Property[] {
  if (key.length > MAX_KEY_CHARS)
    throw refuse(400, `The property key cannot be longer than ${MAX_KEY_CHARS} characters.`);
  if (text.length > MAX_VALUE_CHARS) {
    throw refuse(400, `The property value cannot be longer than ${MAX_VALUE_CHARS} characters.`);
  }
  const value = parseJson(text);
  if (value === undefined) throw refuse(400, 'The property value must be a valid, non-empty JSON.');
  return [...properties.filter((each) => each.key !== key), { key, value }];
}

export function propertyHandlers(site: JiraSite) {
  const { store, beans } = site;

  function commentOf(call: Call): CommentRecord {
    const comment = store.comment(call.param('commentId'));
    if (comment === undefined) throw refuse(404, `Can not find a comment for the id: ${call.param('commentId')}.`);
    return comment;
  }

  return {
    'GET /rest/api/3/issue/{issueIdOrKey}/properties': (call) => {
      const { id, properties } = itemOf(site, call);
      return keys(properties, `${beans.api}/issue/${id}`);
    },
    'GET /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}': (call) => one(itemOf(site, call).properties, call),
    'PUT /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}': (call) => {
      const item = itemToWrite(site, call);
      const key = call.param('propertyKey');
      const status = item.properties.some((each) => each.key === key) ? 200 : 201;
      store.put({ ...item, properties: withProperty(item.properties, key, call.text) });
      return { status };
    },
    'DELETE /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}': (call) => {
      const item = itemToWrite(site, call);
      const { key } = find(item.properties, call);
      store.put({ ...item, properties: item.properties.filter((each) => each.key !== key) });
      return { status: 204 };
    },
    'GET /rest/api/3/comment/{commentId}/properties': (call) => {
      const { id, properties } = commentOf(call);
      return keys(properties, `${beans.api}/comment/${id}`);
    },
    'GET /rest/api/3/comment/{commentId}/properties/{propertyKey}': (call) => one(commentOf(call).properties, call),
  } satisfies Partial<JiraHandlers>;
}

function keys(properties: readonly Property[], owner: string): Answer {
  const shown = properties.map(({ key }) => ({ self: `${owner}/properties/${encodeURIComponent(key)}`, key }));
  return { status: 200, body: { keys: shown } };
}

function find(properties: readonly Property[], call: Call): Property {
  const key = call.param('propertyKey');
  const property = properties.find((each) => each.key === key);
  if (property === undefined) throw refuse(404, `The property with key '${key}' does not exist.`);
  return property;
}

function one(properties: readonly Property[], call: Call): Answer {
  return { status: 200, body: find(properties, call) };
}
