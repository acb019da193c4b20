import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Group, World } from '../world/world';
import { type Body, textToBody } from './body';
import { type Assignment, type Audience, seedPermissions } from './permissions';

export type Version = { number: number; at: number; by: string; message: string; minorEdit: boolean };
export type Label = { id: string; prefix: string; name: string };
export type PageRecord = {
  id: string;
  spaceId: string;
  status: 'current' | 'trashed';
  title: string;
  author: string;
  created: number;
  version: Version;
  body: Body;
  labels: readonly Label[];
  /** Who alone may see it; without it, whoever may see the space. */
  readers?: Audience;
};
/** How a page was before its present version. */
export type PastVersion = Pick<PageRecord, 'title' | 'body' | 'version'>;
export type CommentRecord = { id: string; pageId: string; version: Version; body: Body };
export type PropertyRecord = { id: string; ownerId: string; key: string; value: unknown; version: Version };
export type SpaceRecord = {
  id: string;
  key: string;
  name: string;
  created: number;
  permissions: readonly Assignment[];
};

export type ConfluenceStore = ReturnType<typeof createConfluenceStore>;

export function createConfluenceStore({ documents, clock }: { documents: Documents; clock: SandboxClock }) {
  const pages = documents.collection<PageRecord>('confluence:page');
  const past = documents.collection<PastVersion>('confluence:past-version');
  const comments = documents.collection<CommentRecord>('confluence:comment');
  const properties = documents.collection<PropertyRecord>('confluence:property');
  const labels = documents.collection<Label>('confluence:label');
  const spaces = documents.collection<SpaceRecord>('confluence:space');
  const groups = documents.collection<Group>('confluence:group');
  const nextId = () => String(60_000 + documents.next('confluence:content'));

  /** A label is one for the whole site: where it is known, it is that one. */
  function labelOf(label: Omit<Label, 'id'>): Label {
    const key = `${label.prefix}:${label.name}`;
    const known = labels.get(key) ?? { id: String(70_000 + documents.next('confluence:label')), ...label };
    labels.put(key, known);
    return known;
  }

  return {
    pages,
    comments,
    properties,
    spaces,
    groups,
    nextId,
    labelOf,
    commentsOf: (pageId: string) => comments.all().filter((comment) => comment.pageId === pageId),
    /** Of a page or of a comment. */
    propertiesOf: (ownerId: string) => properties.all().filter((property) => property.ownerId === ownerId),
    /** The present version last. */
    versionsOf(page: PageRecord): PastVersion[] {
      const { title, body, version } = page;
      const before = Array.from({ length: version.number - 1 }, (_, n) => past.get(`${page.id}:${n + 1}`) ?? []);
      return [...before.flat(), { title, body, version }];
    },
    /** Replaces a page and keeps how it was, when the version is another one. */
    revise(next: PageRecord): void {
      const { id, title, body, version } = pages.get(next.id) ?? next;
      if (version.number !== next.version.number) past.put(`${id}:${version.number}`, { title, body, version });
      pages.put(id, next);
    },
    /** For good: with its comments, its properties and its versions. */
    purge(page: PageRecord): void {
      const gone = comments.all().filter((comment) => comment.pageId === page.id);
      const owners = [page.id, ...gone.map(({ id }) => id)];
      for (const { id, ownerId } of properties.all()) if (owners.includes(ownerId)) properties.delete(id);
      for (const { id } of gone) comments.delete(id);
      for (let number = 1; number < page.version.number; number += 1) past.delete(`${page.id}:${number}`);
      pages.delete(page.id);
    },
    seed(world: World): void {
      const created = clock.now();
      for (const group of world.groups) groups.put(group.id, group);
      for (const { id, key, name } of world.spaces) {
        spaces.put(id, { id, key, name, created, permissions: seedPermissions(world, id) });
      }
      for (const { text, labels = [], ...page } of world.pages) {
        const version = { number: 1, at: created, by: page.author, message: '', minorEdit: false };
        const labelled = labels.map((name) => labelOf({ prefix: 'global', name }));
        pages.put(page.id, { ...page, status: 'current', created, version, body: textToBody(text), labels: labelled });
      }
    },
    clear(): void {
      for (const collection of [pages, past, comments, properties, labels, spaces, groups]) collection.clear();
    },
  };
}
