import type { QueryClient } from '@tanstack/react-query';

/** Many changes in a row are looked at once. */
const PAUSE_MS = 400;

/** Asks everything again when the sandbox says that something has changed. */
export function followChanges(queries: QueryClient): void {
  let planned = false;
  new EventSource('/sandbox/changes').addEventListener('message', () => {
    if (planned) return;
    planned = true;
    setTimeout(() => {
      planned = false;
      void queries.invalidateQueries();
    }, PAUSE_MS);
  });
}
