import { z } from 'zod';
import { NotEmulatedError } from '../twin';
import { readJson, refuse } from './errors';
import { selectFields } from './fields';
import type { JiraHandlers, JiraSite } from './site';
import type { WorkItemRecord } from './store';

const searchBody = z.strictObject({
  jql: z.string().optional(),
  fields: z.array(z.string()).optional(),
  maxResults: z.number().int().min(1).optional(),
  nextPageToken: z.string().optional(),
  reconcileIssues: z.array(z.number().int()).max(50).optional(),
});

const MAX_PAGE = 5_000;
const CLAUSE = /^(\w+)\s*(=|in)\s*(?:\(([^()]*)\)|("[^"]*"|[^\s()]+))$/i;

export function searchHandlers({ store, beans }: JiraSite) {
  /** `project`, `key`, `id`, `status` and `assignee`, with `=` and `in`, joined by AND. */
  function parse(jql: string): (item: WorkItemRecord) => boolean {
    if (jql.trim() === '') {
      throw refuse(400, 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
    }
    const clauses = jql.split(/\s+and\s+/i).map((text) => {
      const [, field = '', , list, single = ''] = CLAUSE.exec(text.trim()) ?? [];
      if (field === '') throw new NotEmulatedError(`jira JQL ${jql}`);
      const values = (list === undefined ? [single] : list.split(',')).map((value) =>
        value.trim().replace(/^"|"$/g, ''),
      );
      return { field: field.toLowerCase(), values: values.map((value) => value.toLowerCase()) };
    });
    return (item) =>
      clauses.every(({ field, values }) => valuesOf(item, field).some((value) => values.includes(value)));
  }

  function valuesOf(item: WorkItemRecord, field: string): string[] {
    const project = store.findProject(item.projectId);
    const known: Record<string, (string | undefined)[]> = {
      project: [project?.id, project?.key, project?.name],
      key: [item.key, item.id],
      id: [item.key, item.id],
      status: [item.status],
      assignee: [item.assignee],
    };
    const values = known[field];
    if (values === undefined) throw new NotEmulatedError(`jira JQL field ${field}`);
    return values.flatMap((value) => value?.toLowerCase() ?? []);
  }

  /** What the index sees, and the present state of the ids that are to be reconciled. */
  function candidates(reconcile: readonly number[]): WorkItemRecord[] {
    const ids = new Set(reconcile.map(String));
    const current = store.items().filter((item) => ids.has(item.id));
    return [...store.indexed().filter((item) => !ids.has(item.id)), ...current].sort(
      (a, b) => Number(b.id) - Number(a.id),
    );
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
      const found = candidates(reconcileIssues).filter(parse(jql));
      const start = parseToken(nextPageToken);
      const end = start + Math.min(maxResults, MAX_PAGE);
      const issues = found.slice(start, end).map((item) => beans.issue(item, selectFields(beans, item, fields)));
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
