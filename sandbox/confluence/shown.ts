import { showBody } from './body';
import type { CommentRecord, ConfluenceStore, Label, PageRecord, PropertyRecord, Version } from './store';

export function showVersion({ number, message, minorEdit, by, at }: Version) {
  return { number, message, minorEdit, authorId: by, createdAt: new Date(at).toISOString() };
}

export const showProperty = ({ id, key, value, version }: PropertyRecord) => {
  return { id, key, value, version: showVersion(version) };
};

export const showLabel = ({ id, name, prefix }: Label) => ({ id, name, prefix });

/** A page in a list and, with `base` in its links, alone. */
export function showPage(store: ConfluenceStore, page: PageRecord, format: string | null) {
  return {
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
    _links: pageLinks(store, page),
  };
}

export function showComment(store: ConfluenceStore, comment: CommentRecord, format: string | null) {
  return {
    id: comment.id,
    status: 'current',
    title: `Re: ${store.pages.get(comment.pageId)?.title}`,
    pageId: comment.pageId,
    version: showVersion(comment.version),
    body: showBody(comment.body, format),
    _links: { webui: `/pages/${comment.pageId}?focusedCommentId=${comment.id}` },
  };
}

function pageLinks(store: ConfluenceStore, { id, spaceId }: PageRecord) {
  const webui = `/spaces/${store.spaces.get(spaceId)?.key}/pages/${id}`;
  return { webui, editui: `/pages/resumedraft.action?draftId=${id}`, tinyui: `/x/${id}` };
}
