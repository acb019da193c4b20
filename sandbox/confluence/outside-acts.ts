import type { Actor } from '../atlassian/people';
import { textToBody } from './body';
import { type Audience, readersOnly } from './permissions';
import type { ConfluenceSite } from './site';
import type { PageRecord, SpaceRecord } from './store';

/** What people do in Confluence by hand; `by` is their account id. */
export type OutsideActs = {
  /** Publishes a page and answers its id. */
  create(page: { spaceId: string; title: string; text: string; by: string }): string;
  trash(id: string, by: string): void;
  move(id: string, spaceId: string, by: string): void;
  /** Lets only these see the page; without them, everybody who sees the space. */
  restrict(id: string, readers: Partial<Audience> | undefined, by: string): void;
  /** Lets only these see the space; Confluence tells nobody about it. */
  openSpaceTo(spaceId: string, readers: Partial<Audience>): void;
};

export function outsideActs({ store, people, events, clock }: ConfluenceSite): OutsideActs {
  function actorOf(by: string): Actor {
    const actor = people.actorOf({ type: 'user', accountId: by });
    if (actor === undefined) throw new Error(`nobody acts as ${by}`);
    return actor;
  }

  function change(id: string, changed: (page: PageRecord) => PageRecord): { before: PageRecord; page: PageRecord } {
    const before = store.pages.get(id);
    if (before === undefined) throw new Error(`there is no page ${id}`);
    const page = changed(before);
    store.pages.put(id, page);
    return { before, page };
  }

  function spaceOf(id: string): SpaceRecord {
    const space = store.spaces.get(id);
    if (space === undefined) throw new Error(`there is no space ${id}`);
    return space;
  }

  return {
    create({ spaceId, title, text, by }) {
      const actor = actorOf(by);
      const created = clock.now();
      const version = { number: 1, at: created, by, message: '', minorEdit: false };
      const body = textToBody(text);
      const id = store.nextId();
      const place = { id, spaceId: spaceOf(spaceId).id, status: 'current' as const };
      const page: PageRecord = { ...place, title, author: by, created, version, body, labels: [] };
      store.pages.put(id, page);
      events.page('created', actor, page);
      return id;
    },
    trash(id, by) {
      const actor = actorOf(by);
      const { page } = change(id, (current) => ({ ...current, status: 'trashed' }));
      events.page('trashed', actor, page);
    },
    move(id, spaceId, by) {
      const actor = actorOf(by);
      const { page, before } = change(id, (current) => ({ ...current, spaceId: spaceOf(spaceId).id }));
      events.moved(actor, page, before);
    },
    restrict(id, readers, by) {
      const actor = actorOf(by);
      const { page } = change(id, ({ readers: _before, ...open }) => {
        return readers === undefined ? open : { ...open, readers: { users: [], groups: [], ...readers } };
      });
      events.page('permissions_updated', actor, page);
    },
    openSpaceTo(spaceId, readers) {
      const space = spaceOf(spaceId);
      const permissions = readersOnly({ users: [], groups: [], ...readers }, spaceId);
      store.spaces.put(spaceId, { ...space, permissions });
    },
  };
}
