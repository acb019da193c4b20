import { useSyncExternalStore } from 'react';

/** Where the visitor is: a work item by its key, a page by its id or Baton's own page, kept in the address so that links can name it. */
export const usePlace = (): string => useSyncExternalStore(follow, () => location.hash.slice(1));

export const hrefOf = (key: string): string => `#${key}`;
export const hrefOfPage = (id: string): string => `#page-${id}`;

/** Undefined where the place is no page. */
export const pageIdOf = (place: string): string | undefined => /^page-(\d+)$/.exec(place)?.[1];

export const MINE = 'my-approvals';

/** Links to a work item or a page of the made-up site stay on this page. */
export function toLocal(url: string): string {
  if (/^https:\/\/[^/]+\/jira\/apps\//.test(url)) return hrefOf(MINE);
  const key = /\/browse\/([A-Z][A-Z0-9_]*-\d+)/.exec(url)?.[1];
  if (key !== undefined) return hrefOf(key);
  const pageId = /\/wiki\/(?:spaces\/[^/]+\/)?pages\/(?:viewpage\.action\?pageId=)?(\d+)/.exec(url)?.[1];
  return pageId === undefined ? url : hrefOfPage(pageId);
}

function follow(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
