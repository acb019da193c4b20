import { z } from 'zod';
import type { Answer, Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { parseBody } from './body';
import { readJson, refuse, requireNextVersion } from './errors';
import { showLabel, showPage } from './shown';
import { type ConfluenceHandlers, type ConfluenceSite, currentPageOf, pageOf } from './site';
import type { PageRecord } from './store';

const version = z.looseObject({
  number: z.number().int(),
  message: z.string().optional(),
  minorEdit: z.boolean().optional(),
});
const pageBody = z.looseObject({
  id: z.string(),
  status: z.enum(['current', 'draft']),
  title: z.string().min(1),
  body: z.unknown(),
  version,
});
const titleBody = z.looseObject({ status: z.enum(['current', 'draft']), title: z.string().min(1) });

const NOT_INCLUDED = ['properties', 'operations', 'likes', 'versions', 'collaborators', 'direct-children'];

export function pageHandlers(site: ConfluenceSite) {
  const { store, events, clock, siteUrl } = site;
  const base = `${siteUrl}/wiki`;

  function showAlone(page: PageRecord, format: string | null) {
    const shown = showPage(store, page, format);
    return { ...shown, _links: { ...shown._links, base } };
  }

  function read(call: Call): Answer {
    const { query } = call;
    const asked = query.getAll('status').flatMap((statuses) => statuses.split(','));
    if (query.get('get-draft') === 'true') throw new NotEmulatedError('confluence drafts');
    for (const name of NOT_INCLUDED.filter((each) => query.get(`include-${each}`) === 'true')) {
      throw new NotEmulatedError(`confluence pages with include-${name}`);
    }
    const page = pageOf(site, call, call.param('id'));
    // What is in the trash is found only by those who ask for it.
    if (!(asked.length === 0 ? ['current'] : asked).includes(page.status)) throw refuse(404, 'Not Found');
    const { version: shownVersion, ...shown } = showAlone(
      versionOf(page, query.get('version')),
      query.get('body-format'),
    );
    const labels = { results: page.labels.map(showLabel), meta: { hasMore: false }, _links: {} };
    const body = {
      ...shown,
      ...(query.get('include-version') !== 'false' && { version: shownVersion }),
      ...(query.get('include-labels') === 'true' && { labels }),
    };
    return { status: 200, body, points: 2 };
  }

  function versionOf(page: PageRecord, number: string | null): PageRecord {
    if (number === null) return page;
    const found = store.versionsOf(page).find((each) => String(each.version.number) === number);
    if (found === undefined) throw refuse(404, 'Not Found');
    return { ...page, ...found };
  }

  function update(call: Call): Answer {
    const page = pageOf(site, call, call.param('id'));
    const given = readJson(call, pageBody);
    if (given.id !== page.id) throw refuse(400, 'The id in the body is not the id in the path');
    if (given.status === 'draft') throw new NotEmulatedError('confluence drafts');
    const body = parseBody(given.body);
    requireNextVersion(page.version.number, given.version.number);
    if (page.status === 'trashed') return restore(call, page);
    const { number, message = '', minorEdit = false } = given.version;
    const written = { number, at: clock.now(), by: call.actor.accountId, message, minorEdit };
    return save(call, { ...page, title: given.title, body, version: written }, body.representation);
  }

  function save(call: Call, next: PageRecord, format: string | null): Answer {
    store.revise(next);
    events.updated(call.actor, next);
    return { status: 200, body: showAlone(next, format) };
  }

  /** Only the status changes: neither the content nor the version. */
  function restore({ actor }: Call, page: PageRecord): Answer {
    const restored: PageRecord = { ...page, status: 'current' };
    store.pages.put(page.id, restored);
    events.page('restored', actor, restored);
    return { status: 200, body: showAlone(restored, restored.body.representation) };
  }

  function rename(call: Call): Answer {
    const page = currentPageOf(site, call, call.param('id'));
    const { status, title } = readJson(call, titleBody);
    if (status === 'draft') throw new NotEmulatedError('confluence drafts');
    const number = page.version.number + 1;
    const written = { number, at: clock.now(), by: call.actor.accountId, message: '', minorEdit: false };
    return save(call, { ...page, title, version: written }, null);
  }

  function remove(call: Call): Answer {
    if (call.query.get('draft') === 'true') throw new NotEmulatedError('confluence drafts');
    const page = pageOf(site, call, call.param('id'));
    const purges = call.query.get('purge') === 'true';
    if (purges && page.status !== 'trashed') throw refuse(400, 'Only a page in the trash can be purged');
    if (!purges && page.status === 'trashed') throw refuse(404, 'Not Found');
    if (purges) {
      store.purge(page);
      events.page('deleted', call.actor, page);
      return { status: 204 };
    }
    const trashed: PageRecord = { ...page, status: 'trashed' };
    store.pages.put(page.id, trashed);
    events.page('trashed', call.actor, trashed);
    return { status: 204 };
  }

  return {
    'GET /wiki/api/v2/pages/{id}': read,
    'PUT /wiki/api/v2/pages/{id}': update,
    'DELETE /wiki/api/v2/pages/{id}': remove,
    'PUT /wiki/api/v2/pages/{id}/title': rename,
  } satisfies Partial<ConfluenceHandlers>;
}
