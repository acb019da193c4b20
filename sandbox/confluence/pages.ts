import { z } from 'zod';
import type { People } from '../atlassian/people';
import type { Answer, Call, Handler } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import { NotEmulatedError } from '../twin';
import { parseBody, showBody } from './body';
import { readJson, refuse, requireNextVersion } from './errors';
import type { ConfluenceEvents } from './events';
import type { ConfluenceOperation } from './operations';
import type { CommentRecord, ConfluenceStore, PageRecord, Version } from './store';

export type ConfluenceSite = {
  siteUrl: string;
  clock: SandboxClock;
  store: ConfluenceStore;
  people: People;
  events: ConfluenceEvents;
};

export type ConfluenceHandlers = Record<ConfluenceOperation, Handler>;

const pageBody = z.looseObject({
  id: z.string(),
  status: z.enum(['current', 'draft']),
  title: z.string().min(1),
  body: z.unknown(),
  version: z.looseObject({ number: z.number().int(), message: z.string().optional() }),
});
const commentBody = z.looseObject({ pageId: z.string().optional(), body: z.unknown() });

export function pageHandlers(site: ConfluenceSite) {
  const { store, events, clock, siteUrl } = site;
  const base = `${siteUrl}/wiki`;

  const showPage = (page: PageRecord, format: string | null) => ({
    id: page.id,
    status: page.status,
    title: page.title,
    spaceId: page.spaceId,
    position: 0,
    authorId: page.author,
    ownerId: page.author,
    lastOwnerId: null,
    createdAt: new Date(page.created).toISOString(),
    version: showVersion(page.version),
    body: showBody(page.body, format),
    _links: { ...pageLinks(store, page), base },
  });

  const showComment = (comment: CommentRecord, format: string | null) => ({
    id: comment.id,
    status: 'current',
    title: `Re: ${store.pages.get(comment.pageId)?.title}`,
    pageId: comment.pageId,
    version: showVersion(comment.version),
    body: showBody(comment.body, format),
    _links: { webui: `/pages/${comment.pageId}?focusedCommentId=${comment.id}` },
  });

  function update(call: Call): Answer {
    const page = pageOf(site, call.param('id'));
    const given = readJson(call, pageBody);
    if (given.id !== page.id) throw refuse(400, 'The id in the body is not the id in the path');
    if (given.status === 'draft') throw new NotEmulatedError('confluence drafts');
    const body = parseBody(given.body);
    const { number, message = '' } = given.version;
    requireNextVersion(page.version.number, number);
    const version = { number, at: clock.now(), by: call.actor.accountId, message };
    const next = { ...page, title: given.title, body, version };
    store.pages.put(next.id, next);
    events.updated(call.actor, next);
    return { status: 200, body: showPage(next, body.representation) };
  }

  function comment(call: Call): Answer {
    const given = readJson(call, commentBody);
    if (given.pageId === undefined) throw new NotEmulatedError('confluence comments elsewhere than on a page');
    const page = pageOf(site, given.pageId);
    const version = { number: 1, at: clock.now(), by: call.actor.accountId, message: '' };
    const made = { id: store.nextId(), pageId: page.id, version, body: parseBody(given.body) };
    store.comments.put(made.id, made);
    events.commented(call.actor, page, made);
    const shown = showComment(made, made.body.representation);
    return { status: 201, body: { ...shown, _links: { ...shown._links, base } } };
  }

  return {
    'GET /wiki/api/v2/pages/{id}': (call) => {
      const page = pageOf(site, call.param('id'));
      return { status: 200, body: showPage(page, call.query.get('body-format')), points: 2 };
    },
    'PUT /wiki/api/v2/pages/{id}': update,
    'POST /wiki/api/v2/footer-comments': comment,
    'GET /wiki/api/v2/pages/{id}/footer-comments': (call) => {
      const format = call.query.get('body-format');
      const all = store.commentsOf(pageOf(site, call.param('id')).id).map((each) => showComment(each, format));
      return { status: 200, body: listOf(all, call, base) };
    },
    'GET /wiki/api/v2/spaces/{id}': (call) => {
      const space = store.spaces.get(call.param('id'));
      if (space === undefined) throw refuse(404, 'Not Found');
      const { created, ...shown } = space;
      const more = { type: 'global', status: 'current', createdAt: new Date(created).toISOString() };
      return { status: 200, body: { ...shown, ...more, _links: { webui: `/spaces/${space.key}`, base } }, points: 2 };
    },
  } satisfies Partial<ConfluenceHandlers>;
}

export function pageOf({ store }: ConfluenceSite, id: string): PageRecord {
  const page = store.pages.get(id);
  if (page === undefined || page.status === 'trashed') throw refuse(404, 'Not Found');
  return page;
}

export function showVersion({ number, message, by, at }: Version) {
  return { number, message, minorEdit: false, authorId: by, createdAt: new Date(at).toISOString() };
}

/** One page of a list. Pages of a list are not modelled: what does not fit is not made up. */
export function listOf(all: readonly unknown[], call: Call, base: string) {
  const limit = Number(call.query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > 250) throw refuse(400, 'limit must be between 1 and 250');
  if (all.length > limit || call.query.has('cursor')) throw new NotEmulatedError('confluence lists of several pages');
  return { results: all, _links: { base } };
}

function pageLinks(store: ConfluenceStore, { id, spaceId }: PageRecord) {
  const webui = `/spaces/${store.spaces.get(spaceId)?.key}/pages/${id}`;
  return { webui, editui: `/pages/resumedraft.action?draftId=${id}`, tinyui: `/x/${id}` };
}
