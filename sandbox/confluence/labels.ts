import { z } from 'zod';
import { type Answer, type Call, parseJson } from '../atlassian/rest';
import { refuseV1 } from './errors';
import { listOf } from './lists';
import { showLabel } from './shown';
import { type ConfluenceHandlers, type ConfluenceSite, currentPageOf, isVisible } from './site';
import type { Label, PageRecord } from './store';

const wanted = z.looseObject({ prefix: z.string().min(1), name: z.string().regex(/^[^\s,:;!?&*()[\]#^@.]{1,255}$/) });
const labelBody = z.union([z.array(wanted).min(1), wanted.transform((one) => [one])]);

/** Labels are read with version 2 of the API and written with version 1. */
export function labelHandlers(site: ConfluenceSite) {
  const { store, events, siteUrl } = site;
  const base = `${siteUrl}/wiki`;

  function labelledOf({ actor, param }: Call): PageRecord {
    const page = store.pages.get(param('id'));
    if (page !== undefined && page.status === 'current' && isVisible(store, actor, page)) return page;
    throw refuseV1(404, `No content found with id: ContentId{id=${param('id')}}`);
  }

  function add(call: Call): Answer {
    const page = labelledOf(call);
    const given = labelBody.safeParse(parseJson(call.text));
    if (!given.success) throw refuseV1(400, 'A label needs a prefix and a name without spaces');
    const added = given.data
      .map(({ prefix, name }) => ({ prefix, name: name.toLowerCase() }))
      .filter((label, n, all) => all.findIndex(isSame(label)) === n && !page.labels.some(isSame(label)))
      .map(store.labelOf);
    const labelled = { ...page, labels: [...page.labels, ...added] };
    store.pages.put(page.id, labelled);
    for (const label of added) events.label('added', call.actor, labelled, label);
    const results = labelled.labels.map((label) => ({ ...label, label: label.name }));
    const body = { results, start: 0, limit: 200, size: results.length, _links: { base, context: '/wiki' } };
    return { status: 200, body };
  }

  function remove(call: Call): Answer {
    const page = labelledOf(call);
    const gone = page.labels.find(({ name }) => name === call.param('label'));
    if (gone === undefined) throw refuseV1(404, `There is no label ${call.param('label')}`);
    const left = { ...page, labels: page.labels.filter((label) => label !== gone) };
    store.pages.put(page.id, left);
    events.label('removed', call.actor, left, gone);
    return { status: 204 };
  }

  return {
    'GET /wiki/api/v2/pages/{id}/labels': (call) => {
      const page = currentPageOf(site, call, call.param('id'));
      const prefix = call.query.get('prefix');
      const found = page.labels.filter((label) => prefix === null || label.prefix === prefix);
      const path = `/wiki/api/v2/pages/${page.id}/labels`;
      return { status: 200, body: listOf(found.map(showLabel), call, { path, base }) };
    },
    'POST /wiki/rest/api/content/{id}/label': add,
    'DELETE /wiki/rest/api/content/{id}/label/{label}': remove,
  } satisfies Partial<ConfluenceHandlers>;
}

type Named = Pick<Label, 'prefix' | 'name'>;
const isSame = (one: Named) => (other: Named) => one.prefix === other.prefix && one.name === other.name;
