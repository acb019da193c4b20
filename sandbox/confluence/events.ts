import type { Actor, People } from '../atlassian/people';
import type { SandboxClock } from '../clock';
import type { ProductEvent } from '../twin';
import type { CommentRecord, ConfluenceStore, PageRecord, Version } from './store';

export type ConfluenceEvents = ReturnType<typeof createConfluenceEvents>;

type Deps = { store: ConfluenceStore; people: People; clock: SandboxClock; emit(event: ProductEvent): void };

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

  function send(name: string, actor: Actor, more: Record<string, unknown>): void {
    emit({
      eventType: `avi:confluence:${name}`,
      atlassianId: actor.accountId,
      eventCreatedDate: iso(clock.now()),
      suppressNotifications: false,
      selfGenerated: actor.throughApp,
      ...more,
    });
  }

  return {
    updated: (actor: Actor, page: PageRecord) =>
      send('updated:page', actor, { content: content(page), updateTrigger: 'edit_page' }),
    trashed: (actor: Actor, page: PageRecord) => send('trashed:page', actor, { content: content(page) }),
    commented(actor: Actor, page: PageRecord, comment: CommentRecord): void {
      const { space: where, ...container } = content(page);
      send('created:comment', actor, {
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
