import { bodyToText } from './body';
import { type ConfluenceSite, isVisible } from './site';
import type { PageRecord, Version } from './store';

/** A page for the visitor's page and for tests; people are account ids. */
export type SeenPage = {
  id: string;
  spaceId: string;
  title: string;
  status: 'current' | 'trashed';
  author: string;
  version: number;
  text: string;
  labels: string[];
  /** Newest first. */
  history: Version[];
  /** Everybody who may see it. */
  readers: string[];
  comments: { id: string; author: string; created: number; text: string; properties: Record<string, unknown> }[];
  properties: Record<string, unknown>;
};

export function seenPage({ store, people }: ConfluenceSite, page: PageRecord): SeenPage {
  const propertiesOf = (ownerId: string) =>
    Object.fromEntries(store.propertiesOf(ownerId).map(({ key, value }) => [key, value]));
  const nameOf = (accountId: string) => people.find(accountId)?.name;

  return {
    id: page.id,
    spaceId: page.spaceId,
    title: page.title,
    status: page.status,
    author: page.author,
    version: page.version.number,
    text: bodyToText(page.body),
    labels: page.labels.map(({ name }) => name),
    history: store
      .versionsOf(page)
      .map(({ version }) => version)
      .reverse(),
    readers: people.all().flatMap((person) => (isVisible(store, person, page) ? person.accountId : [])),
    comments: store.commentsOf(page.id).map(({ id, version: { by, at }, body }) => {
      return { id, author: by, created: at, text: bodyToText(body, nameOf), properties: propertiesOf(id) };
    }),
    properties: propertiesOf(page.id),
  };
}
