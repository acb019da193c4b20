import { z } from 'zod';
import { readJson, refuse } from './errors';
import { selectFields } from './fields/select';
import { createQueries } from './jql/match';
import type { WorkItemRecord } from './records';
import type { JiraHandlers, JiraSite } from './site';

const searchBody = z.strictObject({
  jql: z.string().optional(),
  fields: z.array(z.string()).optional(),
  maxResults: z.number().int().min(1).optional(),
  nextPageToken: z.string().optional(),
  reconcileIssues: z.array(z.number().int()).max(50).optional(),
});

const MAX_PAGE = 5_000;

export function searchHandlers(site: JiraSite) {
  const { store, beans } = site;
  const queryOf = createQueries(site);

  /** What the index sees, and the present state of the ids that are to be reconciled. */
  function candidates(reconcile: readonly number[]): WorkItemRecord[] {
    const ids = new Set(reconcile.map(String));
    const current = store.items().filter((item) => ids.has(item.id));
    return [...store.indexed().filter((item) => !ids.has(item.id)), ...current];
  }

  const gone = () => {
    throw refuse(410, 'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.');
  };

  return {
    'POST /rest/api/3/search/jql': (call) => {
      const {
        jql = '',
        fields = ['id'],
        maxResults = 50,
        nextPageToken,
        reconcileIssues = [],
      } = readJson(call, searchBody);
      const { matches, compare } = queryOf(jql, call.actor);
      const found = candidates(reconcileIssues).filter(matches).sort(compare);
      const start = parseToken(nextPageToken);
      const end = start + Math.min(maxResults, MAX_PAGE);
      const issues = found.slice(start, end).map((item) => beans.issue(item, selectFields(site, item, fields)));
      const isLast = end >= found.length;
      // The last page has no token at all.
      const body = isLast
        ? { issues, isLast }
        : { issues, isLast, nextPageToken: Buffer.from(String(end)).toString('base64') };
      return { status: 200, body, points: 1 + issues.length };
    },
    'GET /rest/api/3/search': gone,
    'POST /rest/api/3/search': gone,
  } satisfies Partial<JiraHandlers>;
}

function parseToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw refuse(400, 'The provided next page token is invalid.');
  return start;
}
