import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { World } from '../world/world';
import { type Body, textToBody } from './body';

export type Version = { number: number; at: number; by: string; message: string };
export type PageRecord = {
  id: string;
  spaceId: string;
  status: 'current' | 'trashed';
  title: string;
  author: string;
  created: number;
  version: Version;
  body: Body;
};
export type CommentRecord = { id: string; pageId: string; version: Version; body: Body };
export type PropertyRecord = { id: string; pageId: string; key: string; value: unknown; version: Version };
export type SpaceRecord = { id: string; key: string; name: string; created: number };

export type ConfluenceStore = ReturnType<typeof createConfluenceStore>;

export function createConfluenceStore({ documents, clock }: { documents: Documents; clock: SandboxClock }) {
  const pages = documents.collection<PageRecord>('confluence:page');
  const comments = documents.collection<CommentRecord>('confluence:comment');
  const properties = documents.collection<PropertyRecord>('confluence:property');
  const spaces = documents.collection<SpaceRecord>('confluence:space');

  return {
    pages,
    comments,
    properties,
    spaces,
    nextId: () => String(60_000 + documents.next('confluence:content')),
    commentsOf: (pageId: string) => comments.all().filter((comment) => comment.pageId === pageId),
    propertiesOf: (pageId: string) => properties.all().filter((property) => property.pageId === pageId),
    seed(world: World): void {
      const created = clock.now();
      for (const space of world.spaces) spaces.put(space.id, { ...space, created });
      for (const { text, ...page } of world.pages) {
        const version = { number: 1, at: created, by: page.author, message: '' };
        pages.put(page.id, { ...page, status: 'current', created, version, body: textToBody(text) });
      }
    },
    clear(): void {
      for (const collection of [pages, comments, properties, spaces]) collection.clear();
    },
  };
}
