import { createLimits } from '../atlassian/limits';
import { createPeople } from '../atlassian/people';
import { createRest } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { ProductEvent, Twin } from '../twin';
import type { World } from '../world/world';
import { bodyToText } from './body';
import { refuse, refuseV1 } from './errors';
import { createConfluenceEvents } from './events';
import { CONFLUENCE_OPERATIONS } from './operations';
import { type ConfluenceHandlers, type ConfluenceSite, pageHandlers } from './pages';
import { propertyHandlers } from './properties';
import { createConfluenceStore, type PageRecord } from './store';
import { userHandlers } from './users';

/** A page for the visitor's page and for tests; people are account ids. */
export type SeenPage = {
  id: string;
  spaceId: string;
  title: string;
  status: 'current' | 'trashed';
  author: string;
  version: number;
  text: string;
  comments: { id: string; author: string; created: number; text: string }[];
  properties: Record<string, unknown>;
};

export type ConfluenceTwin = Twin & {
  seed(world: World): void;
  page(id: string): SeenPage | undefined;
  pages(): SeenPage[];
  /** A person moves it to the trash in Confluence. */
  trash(id: string, by: string): void;
};

type Deps = { documents: Documents; clock: SandboxClock; siteUrl: string; emit(event: ProductEvent): void };

export function createConfluenceTwin({ documents, clock, siteUrl, emit }: Deps): ConfluenceTwin {
  const store = createConfluenceStore({ documents, clock });
  const people = createPeople(documents, 'confluence');
  const limits = createLimits({ documents, clock, product: 'confluence' });
  const events = createConfluenceEvents({ store, people, clock, emit });
  const site: ConfluenceSite = { siteUrl, clock, store, people, events };
  const handlers: ConfluenceHandlers = { ...pageHandlers(site), ...propertyHandlers(site), ...userHandlers(site) };

  const see = ({ body, version, ...page }: PageRecord): SeenPage => ({
    id: page.id,
    spaceId: page.spaceId,
    title: page.title,
    status: page.status,
    author: page.author,
    version: version.number,
    text: bodyToText(body),
    comments: store.commentsOf(page.id).map((comment) => {
      const { by: author, at: created } = comment.version;
      return { id: comment.id, author, created, text: bodyToText(comment.body) };
    }),
    properties: Object.fromEntries(store.propertiesOf(page.id).map(({ key, value }) => [key, value])),
  });

  return {
    fetch: createRest({
      name: 'confluence',
      operations: CONFLUENCE_OPERATIONS,
      handlers,
      actorOf: people.actorOf,
      unauthenticated: (path) =>
        path.startsWith('/wiki/rest/') ? refuseV1(403, 'Not permitted to use Confluence') : refuse(401, 'Unauthorized'),
      admit(operation, perSecond) {
        // Confluence names no reason for this limit.
        const wait = limits.burst(operation, perSecond);
        if (wait !== undefined) throw refuse(429, 'Too many requests', { 'Retry-After': String(wait) });
      },
    }),
    seed(world) {
      people.seed(world.people);
      store.seed(world);
    },
    page(id) {
      const page = store.pages.get(id);
      return page === undefined ? undefined : see(page);
    },
    pages: () => store.pages.all().map(see),
    trash(id, by) {
      const page = store.pages.get(id);
      const actor = people.actorOf({ type: 'user', accountId: by });
      if (page === undefined || actor === undefined) throw new Error(`cannot trash ${id} as ${by}: not found`);
      const trashed: PageRecord = { ...page, status: 'trashed' };
      store.pages.put(id, trashed);
      events.trashed(actor, trashed);
    },
    reset() {
      store.clear();
      people.clear();
      limits.clear();
    },
  };
}
