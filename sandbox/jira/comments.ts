import { z } from 'zod';
import { type Adf, parseAdf } from '../atlassian/adf';
import type { Answer, Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { readJson, readNumber, refuse } from './errors';
import { withProperty } from './properties';
import type { CommentRecord, Property, WorkItemRecord } from './records';
import { itemOf, itemToWrite, type JiraHandlers, type JiraSite } from './site';

const commentBody = z.looseObject({
  body: z.unknown(),
  properties: z.array(z.strictObject({ key: z.string(), value: z.unknown() })).optional(),
  visibility: z.unknown().optional(),
});

const ORDERS = { created: 1, '+created': 1, ' created': 1, '-created': -1 } as const;

export function commentHandlers(site: JiraSite) {
  const { store, beans, events, clock } = site;

  function commentOf(item: WorkItemRecord, call: Call): CommentRecord {
    const comment = store.comment(call.param('id'));
    if (comment?.itemId === item.id) return comment;
    throw refuse(404, `Can not find a comment for the id: ${call.param('id')}.`);
  }

  function list(call: Call): Answer {
    const direction = parseOrder(call.query.get('orderBy'));
    const startAt = readNumber(call, 'startAt', 0);
    const maxResults = readNumber(call, 'maxResults', 100);
    const comments = store.commentsOf(itemOf(site, call)).sort((a, b) => direction * (a.created - b.created));
    const page = comments.slice(startAt, startAt + maxResults);
    const shown = page.map((each) => beans.comment(each, wantsProperties(call)));
    return { status: 200, body: { startAt, maxResults, total: comments.length, comments: shown } };
  }

  function add(call: Call): Answer {
    const item = itemToWrite(site, call);
    const { body, properties } = parseComment(call, []);
    const { accountId } = call.actor;
    const at = clock.now();
    const people = { author: accountId, updateAuthor: accountId };
    const comment = {
      id: store.nextCommentId(),
      itemId: item.id,
      ...people,
      created: at,
      updated: at,
      body,
      properties,
    };
    store.putComment(comment);
    store.put({ ...item, updated: at, comments: [...item.comments, comment.id] });
    events.commented(call.actor, item, comment);
    return { status: 201, body: beans.comment(comment, wantsProperties(call)) };
  }

  function edit(call: Call): Answer {
    const item = itemToWrite(site, call);
    const comment = commentOf(item, call);
    const { accountId, admin } = call.actor;
    if (comment.author !== accountId && !admin) {
      throw refuse(400, 'You do not have the permission to edit this comment.');
    }
    const next = {
      ...comment,
      ...parseComment(call, comment.properties),
      updateAuthor: accountId,
      updated: clock.now(),
    };
    store.putComment(next);
    events.commented(call.actor, item, next);
    return { status: 200, body: beans.comment(next, wantsProperties(call)) };
  }

  return {
    'GET /rest/api/3/issue/{issueIdOrKey}/comment': list,
    'POST /rest/api/3/issue/{issueIdOrKey}/comment': add,
    'GET /rest/api/3/issue/{issueIdOrKey}/comment/{id}': (call) => {
      return { status: 200, body: beans.comment(commentOf(itemOf(site, call), call), wantsProperties(call)) };
    },
    'PUT /rest/api/3/issue/{issueIdOrKey}/comment/{id}': edit,
  } satisfies Partial<JiraHandlers>;
}

function parseComment(call: Call, before: Property[]): { body: Adf; properties: Property[] } {
  const given = readJson(call, commentBody);
  if (given.visibility !== undefined) throw new NotEmulatedError('jira comment visibility');
  const body = parseAdf(given.body);
  if (body === undefined) throw refuse(400, { comment: 'Comment body is not valid!' });
  if (body.content.length === 0) throw refuse(400, { comment: 'Comment body can not be empty!' });
  const properties = (given.properties ?? []).reduce(
    (all, { key, value }) => withProperty(all, key, JSON.stringify(value) ?? ''),
    before,
  );
  return { body, properties };
}

// The reference names `properties` for the list by ids only; on this list it has long been answered too.
function wantsProperties(call: Call): boolean {
  const asked = (call.query.get('expand') ?? '').split(',').filter((name) => name !== '');
  const strange = asked.find((name) => name !== 'properties');
  if (strange !== undefined) throw new NotEmulatedError(`jira expand of a comment: ${strange}`);
  return asked.length > 0;
}

function parseOrder(order: string | null): 1 | -1 {
  if (order === null) return 1;
  if (!Object.hasOwn(ORDERS, order)) throw refuse(400, `Comments cannot be ordered by '${order}'.`);
  return ORDERS[order as keyof typeof ORDERS];
}
