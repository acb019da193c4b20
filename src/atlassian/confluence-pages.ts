import * as z from 'zod';
import type { ProductRequest } from '../ports';
import { type AccountId, toAccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';
import { allOf } from './confluence-lists';

const label = z.object({ name: z.string() });
const version = z.object({
  number: z.number(),
  authorId: z.string().optional(),
  createdAt: z.string(),
  minorEdit: z.boolean().default(false),
});
const page = z.object({
  id: z.string(),
  status: z.string(),
  title: z.string(),
  spaceId: z.string(),
  version,
  body: z.object({ storage: z.object({ value: z.string() }) }),
  labels: z.object({
    results: z.array(label),
    meta: z.object({ hasMore: z.boolean().default(false) }).default({ hasMore: false }),
  }),
  _links: z.object({ webui: z.string(), base: z.string() }),
});
const space = z.object({ key: z.string() });

export type PageVersion = {
  readonly number: number;
  readonly author?: AccountId;
  readonly createdAt: string;
  readonly minor: boolean;
};

export type Page = {
  readonly id: string;
  readonly title: string;
  readonly spaceKey: string;
  readonly url: string;
  readonly version: PageVersion;
  /** In Confluence's storage format. */
  readonly body: string;
  readonly labels: readonly string[];
};

type Ask = (request: ProductRequest) => Promise<unknown>;

/** A page in one of these is as good as gone. */
const GONE = ['trashed', 'deleted'];

export function confluencePages(calls: Calls) {
  async function read(ask: Ask, id: string, number?: number): Promise<Page | undefined> {
    const body = await ask({
      method: 'GET',
      path: ['wiki', 'api', 'v2', 'pages', id],
      query: [
        ['body-format', 'storage'],
        ['include-labels', 'true'],
        ...(number === undefined ? [] : [['version', String(number)] as const]),
      ],
    });
    if (body === undefined) return undefined;

    const { status, title, spaceId, labels, _links, ...found } = readOrThrow(page, body, 'confluence page');
    if (GONE.includes(status)) return undefined;

    const place = await ask({ method: 'GET', path: ['wiki', 'api', 'v2', 'spaces', spaceId] });
    if (place === undefined) return undefined;
    return {
      id: found.id,
      title,
      spaceKey: readOrThrow(space, place, 'confluence space').key,
      url: `${_links.base}${_links.webui}`,
      version: toVersion(found.version),
      body: found.body.storage.value,
      labels: (labels.meta.hasMore ? await allLabels(ask, id) : labels.results).map(({ name }) => name),
    };
  }

  /** A page brings the first fifty along. */
  const allLabels = (ask: Ask, id: string) =>
    allOf(ask, { path: ['wiki', 'api', 'v2', 'pages', id, 'labels'] }, { item: label, what: 'confluence labels' });

  return {
    /** As the viewer, so that nobody learns of a page what Confluence would not show; undefined where it does not. */
    pageAsUser: (id: string): Promise<Page | undefined> => read(calls.asUserIfSeen, id),

    /** As it is, or as it was in one version. Undefined where there is none, and where it is in the trash. */
    pageAsApp: (id: string, number?: number): Promise<Page | undefined> => read(calls.asAppIfThere, id, number),

    /** Newest first. */
    async pageVersions(id: string): Promise<readonly PageVersion[]> {
      const request = {
        path: ['wiki', 'api', 'v2', 'pages', id, 'versions'],
        query: [['sort', '-modified-date'] as const],
      };
      return (await allOf(calls.asApp, request, { item: version, what: 'confluence versions' })).map(toVersion);
    },

    /** Adding a label that is there already changes nothing. Version 2 of the API only reads labels. */
    async addPageLabel(id: string, name: string): Promise<void> {
      const path = ['wiki', 'rest', 'api', 'content', id, 'label'];
      await calls.asApp({ method: 'POST', path, body: [{ prefix: 'global', name }] });
    },
  };
}

const toVersion = ({ number, authorId, createdAt, minorEdit }: z.infer<typeof version>): PageVersion => ({
  number,
  createdAt,
  minor: minorEdit,
  ...(authorId === undefined ? {} : { author: toAccountId(authorId) }),
});
