import { showBody } from './body';
import { refuse } from './errors';
import { listOf } from './lists';
import { showVersion } from './shown';
import { type ConfluenceHandlers, type ConfluenceSite, currentPageOf } from './site';

export function versionHandlers(site: ConfluenceSite) {
  const { store, siteUrl } = site;

  return {
    'GET /wiki/api/v2/pages/{id}/versions': (call) => {
      const page = currentPageOf(site, call, call.param('id'));
      const format = call.query.get('body-format');
      const ascending = store.versionsOf(page).map(({ title, body, version }) => {
        return { ...showVersion(version), page: { id: page.id, title, body: showBody(body, format) } };
      });
      const sort = call.query.get('sort') ?? '-modified-date';
      if (sort !== 'modified-date' && sort !== '-modified-date') throw refuse(400, `Cannot sort by ${sort}`);
      const sorted = sort === 'modified-date' ? ascending : ascending.reverse();
      const path = `/wiki/api/v2/pages/${page.id}/versions`;
      return { status: 200, body: listOf(sorted, call, { path, base: `${siteUrl}/wiki` }) };
    },
    'GET /wiki/api/v2/pages/{page-id}/versions/{version-number}': (call) => {
      const page = currentPageOf(site, call, call.param('page-id'));
      const all = store.versionsOf(page).map(({ version }) => version);
      const found = all.find(({ number }) => String(number) === call.param('version-number'));
      if (found === undefined) throw refuse(404, 'Not Found');
      const { number, by } = found;
      const body = {
        ...showVersion(found),
        contentTypeModified: false,
        collaborators: [by],
        ...(number > 1 && { prevVersion: number - 1 }),
        ...(number < page.version.number && { nextVersion: number + 1 }),
      };
      return { status: 200, body };
    },
  } satisfies Partial<ConfluenceHandlers>;
}
