import type { Actor, People } from '../atlassian/people';
import type { Call, Handler } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import { refuse } from './errors';
import type { ConfluenceEvents } from './events';
import type { ConfluenceOperation } from './operations';
import { canSeePage, canSeeSpace } from './permissions';
import type { ConfluenceStore, PageRecord, SpaceRecord } from './store';

export type ConfluenceSite = {
  siteUrl: string;
  clock: SandboxClock;
  store: ConfluenceStore;
  people: People;
  events: ConfluenceEvents;
};

export type ConfluenceHandlers = Record<ConfluenceOperation, Handler>;

/** What somebody may not see is not there. */
export function pageOf({ store }: ConfluenceSite, { actor }: Call, id: string): PageRecord {
  const page = store.pages.get(id);
  if (page === undefined || !isVisible(store, actor, page)) throw refuse(404, 'Not Found');
  return page;
}

/** Neither missing nor in the trash. */
export function currentPageOf(site: ConfluenceSite, call: Call, id: string): PageRecord {
  const page = pageOf(site, call, id);
  if (page.status === 'trashed') throw refuse(404, 'Not Found');
  return page;
}

export function spaceOf({ store }: ConfluenceSite, { actor }: Call, id: string): SpaceRecord {
  const space = store.spaces.get(id);
  if (space === undefined || !canSeeSpace(actor, space, store.groups)) throw refuse(404, 'Not Found');
  return space;
}

export function isVisible(store: ConfluenceStore, actor: Pick<Actor, 'accountId' | 'type'>, page: PageRecord): boolean {
  const space = store.spaces.get(page.spaceId);
  return space !== undefined && canSeeSpace(actor, space, store.groups) && canSeePage(actor, page, store.groups);
}
