import * as z from 'zod';
import type { ProductRequest } from '../ports';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const workItem = z.object({ id: z.string(), key: z.string(), fields: z.record(z.string(), z.unknown()) });
const server = z.object({ baseUrl: z.string() });

/** Comments and worklogs can be long, and nobody decides on them. */
const EVERYTHING = ['*all', '-comment', '-worklog'];

/** The fields as Jira answers them: what they mean depends on their values. */
export type WorkItem = z.infer<typeof workItem>;

export function jiraWorkItems(calls: Calls) {
  return {
    /** As the viewer, so that nobody learns of a work item what Jira would not show; undefined where it does not. */
    workItemAsUser: async (id: string): Promise<WorkItem | undefined> =>
      parseWorkItem(await calls.asUserIfSeen(requestOf(id, EVERYTHING))),

    /** Undefined where there is none. */
    workItemAsApp: async (id: string, fields: readonly string[] = EVERYTHING): Promise<WorkItem | undefined> =>
      parseWorkItem(await calls.asAppIfThere(requestOf(id, fields))),

    /** Where people reach this site. */
    async siteUrl(): Promise<string> {
      const body = await calls.asApp({ method: 'GET', path: ['rest', 'api', '3', 'serverInfo'] });
      return readOrThrow(server, body, 'jira server').baseUrl;
    },
  };
}

const requestOf = (id: string, fields: readonly string[]): ProductRequest => ({
  method: 'GET',
  path: ['rest', 'api', '3', 'issue', id],
  query: [['fields', fields.join(',')]],
});

const parseWorkItem = (body: unknown): WorkItem | undefined =>
  body === undefined ? undefined : readOrThrow(workItem, body, 'jira work item');
