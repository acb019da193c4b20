import * as z from 'zod';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

/** What the person of this invocation may do, asked as them. */
export function jiraPermissions(calls: Calls) {
  async function has(permission: string, context: readonly (readonly [string, string])[] = []): Promise<boolean> {
    const body = await calls.asUserIfSeen({
      method: 'GET',
      path: ['rest', 'api', '3', 'mypermissions'],
      query: [['permissions', permission], ...context],
    });
    if (body === undefined) return false;
    return readOrThrow(permissions, body, 'jira permissions').permissions[permission]?.havePermission === true;
  }

  return {
    isAdmin: () => has('ADMINISTER'),
    isProjectAdmin: (projectKey: string) => has('ADMINISTER_PROJECTS', [['projectKey', projectKey]]),
  };
}
