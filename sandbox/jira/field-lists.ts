import { readNumber } from './errors';
import type { Field } from './fields/field';
import { itemOf, type JiraHandlers, type JiraSite } from './site';

const HISTORY_PAGE = 100;

export function fieldHandlers(site: JiraSite) {
  const { fields, store, beans } = site;
  return {
    'GET /rest/api/3/field': () => ({ status: 200, body: fields.all().map(details) }),
    'GET /rest/api/3/issue/{issueIdOrKey}/editmeta': (call) => {
      itemOf(site, call);
      const editable = fields.all().filter(({ operations }) => operations.length > 0);
      return {
        status: 200,
        body: { fields: Object.fromEntries(editable.map((each) => [each.id, meta(each)])) },
        points: 2,
      };
    },
    'GET /rest/api/3/issue/{issueIdOrKey}/changelog': (call) => {
      const item = itemOf(site, call);
      const startAt = readNumber(call, 'startAt', 0);
      const maxResults = Math.min(readNumber(call, 'maxResults', HISTORY_PAGE), HISTORY_PAGE);
      const all = store.historyOf(item);
      const values = all.slice(startAt, startAt + maxResults).map(beans.history);
      const self = `${beans.api}/issue/${item.id}/changelog?startAt=${startAt}&maxResults=${maxResults}`;
      const isLast = startAt + values.length >= all.length;
      return { status: 200, body: { self, maxResults, startAt, total: all.length, isLast, values }, points: 2 };
    },
  } satisfies Partial<JiraHandlers>;
}

function details({ id, name, custom, operations, schema }: Field) {
  const clauseNames = schema.customId === undefined ? [id] : [`cf[${schema.customId}]`, name];
  const can = { orderable: operations.length > 0, navigable: true, searchable: true };
  return { id, key: id, name, custom, ...can, clauseNames, schema };
}

function meta({ id, name, required, operations, schema, allowed }: Field) {
  const allowedValues = allowed === undefined ? {} : { allowedValues: allowed() };
  return { key: id, name, required, operations, schema, hasDefaultValue: false, ...allowedValues };
}
