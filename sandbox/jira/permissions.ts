import { z } from 'zod';
import type { Actor } from '../atlassian/people';
import type { Call } from '../atlassian/rest';
import { readJson, refuse } from './errors';
import type { JiraHandlers, JiraSite } from './site';

type Permission = { id: string; name: string; type: 'GLOBAL' | 'PROJECT'; adminOnly?: true };

/** Nothing is restricted in the sandbox but what only administrators may do. */
const PERMISSIONS: Record<string, Permission> = {
  ADMINISTER: { id: '0', name: 'Administer Jira', type: 'GLOBAL', adminOnly: true },
  USER_PICKER: { id: '27', name: 'Browse users and groups', type: 'GLOBAL' },
  ADMINISTER_PROJECTS: { id: '23', name: 'Administer Projects', type: 'PROJECT', adminOnly: true },
  BROWSE_PROJECTS: { id: '10', name: 'Browse Projects', type: 'PROJECT' },
  CREATE_ISSUES: { id: '11', name: 'Create Issues', type: 'PROJECT' },
  EDIT_ISSUES: { id: '12', name: 'Edit Issues', type: 'PROJECT' },
  ASSIGN_ISSUES: { id: '13', name: 'Assign Issues', type: 'PROJECT' },
  ADD_COMMENTS: { id: '15', name: 'Add Comments', type: 'PROJECT' },
  DELETE_ISSUES: { id: '16', name: 'Delete Issues', type: 'PROJECT' },
  ASSIGNABLE_USER: { id: '17', name: 'Assignable User', type: 'PROJECT' },
  EDIT_ALL_COMMENTS: { id: '34', name: 'Edit All Comments', type: 'PROJECT', adminOnly: true },
  EDIT_OWN_COMMENTS: { id: '35', name: 'Edit Own Comments', type: 'PROJECT' },
  TRANSITION_ISSUES: { id: '46', name: 'Transition Issues', type: 'PROJECT' },
};

const targets = z.array(z.number().int()).nullish();
const checkBody = z.strictObject({
  accountId: z.string().optional(),
  globalPermissions: z.array(z.string()).nullish(),
  projectPermissions: z
    .array(z.strictObject({ permissions: z.array(z.string()), issues: targets, projects: targets }))
    .nullish(),
});

export function permissionHandlers({ store }: JiraSite) {
  function requireContext({ query }: Call): void {
    const item = query.get('issueId') ?? query.get('issueKey');
    if (item !== null && store.find(item) === undefined) {
      throw refuse(404, 'Issue does not exist or you do not have permission to see it.');
    }
    const project = query.get('projectId') ?? query.get('projectKey');
    if (project !== null && store.findProject(project) === undefined) {
      throw refuse(404, `No project could be found with key '${project}'.`);
    }
  }

  function check(actor: Actor, body: z.infer<typeof checkBody>) {
    const globalPermissions = (body.globalPermissions ?? []).filter((key) => isGranted(actor, named(key, 'GLOBAL')));
    const projectPermissions = (body.projectPermissions ?? []).flatMap(({ permissions, issues, projects }) =>
      permissions
        .filter((key) => key !== '' && isGranted(actor, named(key, 'PROJECT')))
        .map((permission) => ({
          permission,
          issues: (issues ?? []).filter((id) => store.find(String(id)) !== undefined),
          projects: (projects ?? []).filter((id) => store.findProject(String(id)) !== undefined),
        })),
    );
    return { globalPermissions, projectPermissions };
  }

  return {
    'GET /rest/api/3/mypermissions': (call) => {
      const keys = (call.query.get('permissions') ?? '').split(',').filter((key) => key !== '');
      if (keys.length === 0) throw refuse(400, "The 'permissions' query parameter is required.");
      requireContext(call);
      const entries = keys.map((key) => {
        const permission = named(key);
        const { id, name, type } = permission;
        const havePermission = isGranted(call.actor, permission);
        return [key, { id, key, name, type, description: name, havePermission }];
      });
      return { status: 200, body: { permissions: Object.fromEntries(entries) }, points: 1 + 2 * keys.length };
    },
    'POST /rest/api/3/permissions/check': (call) => {
      const body = readJson(call, checkBody);
      if (body.accountId !== undefined && body.accountId !== call.actor.accountId) {
        // Only Connect apps are exempt from this, not Forge apps.
        throw refuse(403, 'Only administrators may check the permissions of other users.');
      }
      const granted = check(call.actor, body);
      const count = granted.globalPermissions.length + granted.projectPermissions.length;
      return { status: 200, body: granted, points: 1 + 2 * count };
    },
  } satisfies Partial<JiraHandlers>;
}

function named(key: string, type?: Permission['type']): Permission {
  const permission = Object.hasOwn(PERMISSIONS, key) ? PERMISSIONS[key] : undefined;
  if (permission !== undefined && (type === undefined || permission.type === type)) return permission;
  throw refuse(400, `Unrecognized permission: ${key}`);
}

const isGranted = (actor: Actor, permission: Permission): boolean => actor.admin || permission.adminOnly !== true;
