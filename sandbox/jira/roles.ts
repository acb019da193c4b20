import type { Call } from '../atlassian/rest';
import type { Role, RoleActor } from '../world/world';
import { refuse } from './errors';
import type { JiraHandlers, JiraSite } from './site';

type ShownActor = { id: number; displayName: string; type: string; [more: string]: unknown };

export function roleHandlers({ store, groups, people, beans }: JiraSite) {
  /** An app has a role of its own in every project, which may administer it. */
  function projectOf(call: Call) {
    const project = store.findProject(call.param('projectIdOrKey'));
    const mayAdminister = call.actor.admin || call.actor.type === 'app';
    if (project !== undefined && mayAdminister) return project;
    throw refuse(404, `No project could be found with key '${call.param('projectIdOrKey')}'.`);
  }

  function roleOf(call: Call): Role {
    const role = store.roles().find(({ id }) => String(id) === call.param('id'));
    if (role === undefined) throw refuse(404, `Can not retrieve a role actor with id '${call.param('id')}'.`);
    return role;
  }

  function actor(given: RoleActor, id: number, activeOnly: boolean): ShownActor[] {
    if ('accountId' in given) {
      const account = people.find(given.accountId);
      if (account === undefined || (activeOnly && !account.active)) return [];
      const { accountId } = account;
      return [{ id, displayName: account.name, type: 'atlassian-user-role-actor', actorUser: { accountId } }];
    }
    const group = groups.find(given.groupId);
    if (group === undefined) return [];
    const { name, id: groupId } = group;
    const actorGroup = { name, displayName: name, groupId };
    return [{ id, displayName: name, name, type: 'atlassian-group-role-actor', actorGroup }];
  }

  const self = (key: string, { id }: Role) => `${beans.api}/project/${key}/role/${id}`;

  return {
    'GET /rest/api/3/project/{projectIdOrKey}/role': (call) => {
      const { key } = projectOf(call);
      const roles = store.roles().map((role) => [role.name, self(key, role)]);
      return { status: 200, body: Object.fromEntries(roles), points: 2 };
    },
    'GET /rest/api/3/project/{projectIdOrKey}/role/{id}': (call) => {
      const project = projectOf(call);
      const role = roleOf(call);
      const activeOnly = call.query.get('excludeInactiveUsers') === 'true';
      const actors = role.actors
        .flatMap((each, n) => (each.projectId === project.id ? actor(each, role.id * 100 + n, activeOnly) : []))
        .sort((a, b) => a.displayName.localeCompare(b.displayName));
      const { id, name } = role;
      const body = { self: self(project.key, role), name, id, description: '', actors };
      return { status: 200, body, points: 2 + 2 * actors.length };
    },
  } satisfies Partial<JiraHandlers>;
}
