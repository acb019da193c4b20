import { refuseV1 } from './errors';
import { type ConfluenceHandlers, type ConfluenceSite, isVisible } from './site';
import { showUserV1 } from './users';

const LIMIT = 100;

/** Who alone may see a page; restrictions of editing are not modelled, so nobody is ever named there. */
export function restrictionHandlers({ store, people, siteUrl }: ConfluenceSite) {
  const base = `${siteUrl}/wiki`;
  const listed = <T>(results: readonly T[]) => ({ results, start: 0, limit: LIMIT, size: results.length });

  return {
    'GET /wiki/rest/api/content/{id}/restriction': (call) => {
      const id = call.param('id');
      const page = store.pages.get(id);
      if (page === undefined || page.status === 'trashed' || !isVisible(store, call.actor, page)) {
        throw refuseV1(404, `No content found with id: ContentId{id=${id}}`);
      }
      const { users, groups } = page.readers ?? { users: [], groups: [] };
      const readers = users.flatMap((accountId) => people.find(accountId) ?? []);
      const readerGroups = groups.flatMap((groupId) => store.groups.get(groupId) ?? []);
      const restrictions = {
        read: {
          user: listed(readers.map((account) => showUserV1(account, siteUrl))),
          group: listed(readerGroups.map((group) => ({ type: 'group', name: group.name, id: group.id }))),
        },
        update: { user: listed([]), group: listed([]) },
      };
      const path = `${base}/rest/api/content/${id}/restriction`;
      const results = (['read', 'update'] as const).map((operation) => ({
        operation,
        restrictions: { ...restrictions[operation], _expandable: {} },
        _expandable: { content: `/rest/api/content/${id}` },
        _links: { self: `${path}/byOperation/${operation}` },
      }));
      const restrictionsHash = `${users.join()}|${groups.join()}`;
      const body = { ...listed(results), restrictionsHash, _links: { self: path, base, context: '/wiki' } };
      return { status: 200, body, points: 1 + 2 * (readers.length + readerGroups.length) };
    },
  } satisfies Partial<ConfluenceHandlers>;
}
