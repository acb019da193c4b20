import { useSyncExternalStore } from 'react';

/** Where the visitor is in Jira: the key of a work item, kept in the address so that links can name it. */
export const usePlace = (): string => useSyncExternalStore(follow, () => location.hash.slice(1));

export const hrefOf = (key: string): string => `#${key}`;

/** Links to a work item of the made-up site stay on this page. */
export function toLocal(url: string): string {
  const key = /\/browse\/([A-Z][A-Z0-9_]*-\d+)/.exec(url)?.[1];
  return key === undefined ? url : hrefOf(key);
}

function follow(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
