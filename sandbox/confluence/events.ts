import type { Actor, People } from '../atlassian/people';
import type { SandboxClock } from '../clock';
import type { ProductEvent } from '../twin';
import type { CommentRecord, ConfluenceStore, Label, PageRecord, Version } from './store';

export type ConfluenceEvents = ReturnType<typeof createConfluenceEvents>;

type Deps = { store: ConfluenceStore; people: People; clock: SandboxClock; emit(event: ProductEvent): void };

/** What happens to a page and is told with the page alone. */
export type PageEvent = 'created' | 'trashed' | 'restored' | 'deleted' | 'permissions_updated';

const iso = (at: number) => new Date(at).toISOString();

/** Events as Forge hands them over: https://developer.atlassian.com/platform/forge/events-reference/confluence/ */
export function createConfluenceEvents({ store, people, clock, emit }: Deps) {
  // Every field that could name a person holds the account id.
  const user = (accountId: string) => ({
    type: 'known',
    username: accountId,
    accountId,
    accountType: people.find(accountId)?.type ?? 'atlassian',
    email: accountId,
    publicName: accountId,
    profilePicture: { path: `/wiki/aa-avatar/${accountId}`, width: 48, height: 48, isDefault: false },
    displayName: accountId,
    isExternalCollaborator: false,
  });

  const history = (author: string, created: number) => {
    return { latest: true, createdBy: user(author), ownedBy: user(author), createdDate: iso(created) };
  };
  const version = ({ number, by, at }: Version) => ({ by: user(by), when: iso(at), number });

  function space(id: string) {
    const { key, name } = store.spaces.get(id) ?? { key: '', name: '' };
    const icon = { path: '/images/logo/default-space-logo-256.png', width: 48, height: 48, isDefault: false };
    // A number here, a string in the REST API.
    return { id: Number(id), key, alias: key, name, icon, type: 'global', status: 'current' };
  }

  const content = (page: PageRecord) => ({
    id: page.id,
    type: 'page',
    status: page.status,
    title: page.title,
    space: space(page.spaceId),
    history: history(page.author, page.created),
    version: version(page.version),
  });

  /** Label events carry neither of the two flags that the others have. */
  function tell(name: string, actor: Actor, more: Record<string, unknown>): void {
    const eventCreatedDate = iso(clock.now());
    emit({ eventType: `avi:confluence:${name}`, atlassianId: actor.accountId, eventCreatedDate, ...more });
  }

  const send = (name: string, actor: Actor, more: Record<string, unknown>, suppressNotifications = false) =>
    tell(name, actor, { suppressNotifications, selfGenerated: actor.throughApp, ...more });

  return {
    page: (what: PageEvent, actor: Actor, page: PageRecord) => send(`${what}:page`, actor, { content: content(page) }),
    /** A minor edit is one that nobody is notified of. */
    updated: (actor: Actor, page: PageRecord) =>
      send('updated:page', actor, { content: content(page), updateTrigger: 'edit_page' }, page.version.minorEdit),
    moved: (actor: Actor, page: PageRecord, before: PageRecord) =>
      send('moved:page', actor, { content: content(page), prevContent: content(before) }),
    /** The content carries its other labels. */
    label(what: 'added' | 'removed', actor: Actor, page: PageRecord, label: Label): void {
      const labels = page.labels.filter(({ id }) => id !== label.id);
      tell(`${what}:label`, actor, { label, content: { ...content(page), labels } });
    },
    comment(what: 'created' | 'updated', actor: Actor, page: PageRecord, comment: CommentRecord): void {
      const { space: where, ...container } = content(page);
      send(`${what}:comment`, actor, {
        content: {
          id: comment.id,
          type: 'comment',
          status: 'current',
          title: `Re: ${page.title}`,
          space: where,
          history: history(comment.version.by, comment.version.at),
          version: version(comment.version),
          ancestors: [],
          container: { ...container, space: where },
          extensions: { location: 'footer' },
        },
      });
    },
  };
}
