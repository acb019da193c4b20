import { listOf } from './lists';
import { canSeeSpace, operationsOf } from './permissions';
import { showPage } from './shown';
import { type ConfluenceHandlers, type ConfluenceSite, isVisible, spaceOf } from './site';
import type { SpaceRecord } from './store';

export function spaceHandlers(site: ConfluenceSite) {
  const { store, siteUrl } = site;
  const base = `${siteUrl}/wiki`;

  const show = ({ id, key, name, created }: SpaceRecord) => ({
    id,
    key,
    name,
    type: 'global',
    status: 'current',
    createdAt: new Date(created).toISOString(),
    _links: { webui: `/spaces/${key}` },
  });

  return {
    'GET /wiki/api/v2/spaces': (call) => {
      const ids = manyOf(call.query, 'ids');
      const keys = manyOf(call.query, 'keys');
      const found = store.spaces
        .all()
        .filter((space) => canSeeSpace(call.actor, space, store.groups))
        .filter(({ id, key }) => (ids.length === 0 || ids.includes(id)) && (keys.length === 0 || keys.includes(key)))
        .sort((one, other) => Number(one.id) - Number(other.id));
      const body = listOf(found.map(show), call, { path: '/wiki/api/v2/spaces', base });
      return { status: 200, body, points: 1 + body.results.length };
    },
    'GET /wiki/api/v2/spaces/{id}': (call) => {
      const shown = show(spaceOf(site, call, call.param('id')));
      return { status: 200, body: { ...shown, _links: { ...shown._links, base } }, points: 2 };
    },
    'GET /wiki/api/v2/spaces/{id}/permissions': (call) => {
      const { id, permissions } = spaceOf(site, call, call.param('id'));
      const body = listOf(permissions, call, { path: `/wiki/api/v2/spaces/${id}/permissions`, base });
      return { status: 200, body, points: 1 + 2 * body.results.length };
    },
    'GET /wiki/api/v2/spaces/{id}/operations': (call) => {
      const space = spaceOf(site, call, call.param('id'));
      const allowed = operationsOf(call.actor, space, store.groups);
      return {
        status: 200,
        body: { operations: allowed.map(({ key, targetType }) => ({ operation: key, targetType })) },
      };
    },
    'GET /wiki/api/v2/spaces/{id}/pages': (call) => {
      const { id } = spaceOf(site, call, call.param('id'));
      const asked = manyOf(call.query, 'status');
      const statuses = asked.length === 0 ? ['current', 'archived'] : asked;
      const title = call.query.get('title');
      const found = store.pages
        .all()
        .filter((page) => page.spaceId === id && statuses.includes(page.status) && isVisible(store, call.actor, page))
        .filter((page) => title === null || page.title === title);
      const shown = found.map((page) => showPage(store, page, call.query.get('body-format')));
      const body = listOf(shown, call, { path: `/wiki/api/v2/spaces/${id}/pages`, base });
      return { status: 200, body, points: 1 + body.results.length };
    },
  } satisfies Partial<ConfluenceHandlers>;
}

/** Lists come as one parameter with commas or as several. */
const manyOf = (query: URLSearchParams, name: string) => query.getAll(name).flatMap((values) => values.split(','));
