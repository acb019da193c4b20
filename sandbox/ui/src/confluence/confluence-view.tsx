import type { ConfluencePage, World } from '../api';
import { hrefOfPage } from '../places';
import { useAction, usePages } from '../questions';
import { restorePage } from './acts';
import { PageView } from './page-view';

type Props = {
  world: World;
  pageId: string | undefined;
  viewerId: string;
  nameOf: (accountId: string | undefined) => string;
};

/** The pages that the chosen person may see; the others are not there. */
export function ConfluenceView({ world, pageId, viewerId, nameOf }: Props) {
  const pages = (usePages().data ?? []).filter(({ readers }) => readers.includes(viewerId));
  const current = pages.filter(({ status }) => status === 'current');
  const page = pageId === undefined ? current[0] : pages.find(({ id }) => id === pageId);
  return (
    <article className="page">
      <nav aria-label="Pages">
        {world.spaces.map(({ id, name }) => (
          <section key={id}>
            <h3>{name}</h3>
            <ul>
              {current
                .filter(({ spaceId }) => spaceId === id)
                .map((each) => (
                  <li key={each.id}>
                    <a href={hrefOfPage(each.id)} aria-current={each.id === page?.id ? 'page' : undefined}>
                      {each.title}
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <Trash pages={pages.filter(({ status }) => status === 'trashed')} viewerId={viewerId} />
      </nav>
      {page === undefined || page.status === 'trashed' ? (
        <p className="quiet">{pageId === undefined ? 'There is no page.' : 'This page is not there for you.'}</p>
      ) : (
        <PageView key={page.id} page={page} surfaces={world.surfaces} viewerId={viewerId} nameOf={nameOf} />
      )}
    </article>
  );
}

function Trash({ pages, viewerId }: { pages: readonly ConfluencePage[]; viewerId: string }) {
  const restore = useAction(restorePage);
  if (pages.length === 0) return null;
  return (
    <section>
      <h3>Trash</h3>
      <ul>
        {pages.map(({ id, title, text, version }) => (
          <li key={id}>
            {title}{' '}
            <button
              type="button"
              disabled={restore.isPending}
              onClick={() => restore.mutate({ viewerId, pageId: id, title, text, version })}
            >
              Restore
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
