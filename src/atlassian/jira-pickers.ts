import * as z from 'zod';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const groups = z.object({ groups: z.array(z.object({ groupId: z.string(), name: z.string() })) });
const projects = z.object({ values: z.array(z.object({ id: z.string(), key: z.string(), name: z.string() })) });
const roles = z.record(z.string(), z.string());
const fields = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    schema: z.object({ type: z.string(), items: z.string().optional() }).optional(),
  }),
);

const SHOWN = 50;

export type Choice = { readonly id: string; readonly name: string };

/** What somebody can choose from, as far as Jira shows it to them: all of it is asked as the person. */
export function jiraPickers(calls: Calls) {
  return {
    async findGroups(text: string): Promise<readonly Choice[]> {
      const body = await calls.asUser({
        method: 'GET',
        path: ['rest', 'api', '3', 'groups', 'picker'],
        query: [
          ['query', text],
          ['maxResults', String(SHOWN)],
          ['caseInsensitive', 'true'],
        ],
      });
      return readOrThrow(groups, body, 'jira groups').groups.map(({ groupId, name }) => ({ id: groupId, name }));
    },

    async findProjects(text: string): Promise<readonly (Choice & { readonly key: string })[]> {
      const body = await calls.asUser({
        method: 'GET',
        path: ['rest', 'api', '3', 'project', 'search'],
        query: [
          ['query', text],
          ['maxResults', String(SHOWN)],
        ],
      });
      return readOrThrow(projects, body, 'jira projects').values;
    },

    /** Jira shows them to those who administer the project, and names each with its address alone. */
    async projectRoles(projectKey: string): Promise<readonly Choice[]> {
      const body = await calls.asUser({ method: 'GET', path: ['rest', 'api', '3', 'project', projectKey, 'role'] });
      const found = Object.entries(readOrThrow(roles, body, 'jira roles'));
      return found.flatMap(([name, url]) => {
        const id = url.split('/').at(-1);
        return id === undefined || id === '' ? [] : [{ id, name }];
      });
    },

    /** `type` as Jira calls it; a list is its items with brackets, such as `user[]`. */
    async fields(): Promise<readonly (Choice & { readonly type: string })[]> {
      const body = await calls.asUser({ method: 'GET', path: ['rest', 'api', '3', 'field'] });
      return readOrThrow(fields, body, 'jira fields').flatMap(({ id, name, schema }) =>
        schema === undefined ? [] : [{ id, name, type: schema.type === 'array' ? `${schema.items}[]` : schema.type }],
      );
    },
  };
}
