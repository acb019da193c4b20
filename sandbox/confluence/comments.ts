import { z } from 'zod';
import type { Answer, Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { parseBody } from './body';
import { readJson, refuse, requireNextVersion } from './errors';
import { listOf } from './lists';
import { showComment } from './shown';
import { type ConfluenceHandlers, type ConfluenceSite, currentPageOf } from './site';
import type { CommentRecord } from './store';

const commentBody = z.looseObject({ pageId: z.string().optional(), body: z.unknown() });
const commentUpdate = z.looseObject({
  body: z.unknown(),
  version: z.looseObject({ number: z.number().int(), message: z.string().optional() }),
});

export function commentHandlers(site: ConfluenceSite) {
  const { store, events, clock, siteUrl } = site;
  const base = `${siteUrl}/wiki`;

  function showAlone(comment: CommentRecord, format: string | null) {
    const shown = showComment(store, comment, format);
    return { ...shown, _links: { ...shown._links, base } };
  }

  function create(call: Call): Answer {
    const given = readJson(call, commentBody);
    if (given.pageId === undefined) throw new NotEmulatedError('confluence comments elsewhere than on a page');
    const page = currentPageOf(site, call, given.pageId);
    const version = { number: 1, at: clock.now(), by: call.actor.accountId, message: '', minorEdit: false };
    const made = { id: store.nextId(), pageId: page.id, version, body: parseBody(given.body) };
    store.comments.put(made.id, made);
    events.comment('created', call.actor, page, made);
    return { status: 201, body: showAlone(made, made.body.representation) };
  }

  function update(call: Call): Answer {
    const comment = commentOf(site, call);
    const given = readJson(call, commentUpdate);
    const body = parseBody(given.body);
    const { number, message = '' } = given.version;
    requireNextVersion(comment.version.number, number);
    const version = { number, at: clock.now(), by: call.actor.accountId, message, minorEdit: false };
    const next = { ...comment, body, version };
    store.comments.put(next.id, next);
    events.comment('updated', call.actor, currentPageOf(site, call, next.pageId), next);
    return { status: 200, body: showAlone(next, body.representation) };
  }

  return {
    'GET /wiki/api/v2/pages/{id}/footer-comments': (call) => {
      const { id } = currentPageOf(site, call, call.param('id'));
      const format = call.query.get('body-format');
      const all = store.commentsOf(id).map((comment) => showComment(store, comment, format));
      return { status: 200, body: listOf(all, call, { path: `/wiki/api/v2/pages/${id}/footer-comments`, base }) };
    },
    'POST /wiki/api/v2/footer-comments': create,
    'GET /wiki/api/v2/footer-comments/{comment-id}': (call) => {
      return { status: 200, body: showAlone(commentOf(site, call), call.query.get('body-format')) };
    },
    'PUT /wiki/api/v2/footer-comments/{comment-id}': update,
  } satisfies Partial<ConfluenceHandlers>;
}

/** A comment is seen by whoever sees its page. */
export function commentOf(site: ConfluenceSite, call: Call): CommentRecord {
  const comment = site.store.comments.get(call.param('comment-id'));
  if (comment === undefined) throw refuse(404, 'Not Found');
  currentPageOf(site, call, comment.pageId);
  return comment;
}
