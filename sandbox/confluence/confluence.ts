import { createLimits } from '../atlassian/limits';
import { createPeople } from '../atlassian/people';
import { createRest } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { ProductEvent, Twin } from '../twin';
import type { World } from '../world/world';
import { commentHandlers } from './comments';
import { refuse, refuseV1 } from './errors';
import { createConfluenceEvents } from './events';
import { labelHandlers } from './labels';
import { CONFLUENCE_OPERATIONS } from './operations';
import { type OutsideActs, outsideActs } from './outside-acts';
import { pageHandlers } from './pages';
import { propertyHandlers } from './properties';
import { restrictionHandlers } from './restrictions';
import { type SeenPage, seenPage } from './seen-page';
import type { ConfluenceHandlers, ConfluenceSite } from './site';
import { spaceHandlers } from './spaces';
import { createConfluenceStore } from './store';
import { userHandlers } from './users';
import { versionHandlers } from './versions';

export type ConfluenceTwin = Twin &
  OutsideActs & {
    seed(world: World): void;
    page(id: string): SeenPage | undefined;
    pages(): SeenPage[];
    /** Who is deactivated stays known, and can do nothing any more. */
    setActive(accountId: string, active: boolean): void;
  };

type Deps = { documents: Documents; clock: SandboxClock; siteUrl: string; emit(event: ProductEvent): void };

export function createConfluenceTwin({ documents, clock, siteUrl, emit }: Deps): ConfluenceTwin {
  const store = createConfluenceStore({ documents, clock });
  const people = createPeople(documents, 'confluence');
  const limits = createLimits({ documents, clock, product: 'confluence' });
  const events = createConfluenceEvents({ store, people, clock, emit });
  const site: ConfluenceSite = { siteUrl, clock, store, people, events };
  const handlers: ConfluenceHandlers = {
    ...pageHandlers(site),
    ...versionHandlers(site),
    ...labelHandlers(site),
    ...restrictionHandlers(site),
    ...commentHandlers(site),
    ...propertyHandlers(site),
    ...spaceHandlers(site),
    ...userHandlers(site),
  };

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
      return page === undefined ? undefined : seenPage(site, page);
    },
    pages: () => store.pages.all().map((page) => seenPage(site, page)),
    setActive: people.setActive,
    ...outsideActs(site),
    reset() {
      store.clear();
      people.clear();
      limits.clear();
    },
  };
}
