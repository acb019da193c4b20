import { z } from 'zod';
import { NotEmulatedError } from '../twin';
import { readJson, refuse } from './errors';
import { itemOf, itemToWrite, type JiraHandlers, type JiraSite } from './site';
import { statusNamed, transitionsFrom } from './workflow';

const body = z.looseObject({ transition: z.looseObject({ id: z.string() }).optional() });

export function transitionHandlers(site: JiraSite) {
  const { store, beans, events, clock } = site;
  return {
    'GET /rest/api/3/issue/{issueIdOrKey}/transitions': (call) => {
      const only = call.query.get('transitionId');
      const open = transitionsFrom(itemOf(site, call).status).filter(({ id }) => only === null || id === only);
      return { status: 200, body: { expand: 'transitions', transitions: open.map(beans.transition) } };
    },
    'POST /rest/api/3/issue/{issueIdOrKey}/transitions': (call) => {
      const item = itemToWrite(site, call);
      const { transition: asked, ...rest } = readJson(call, body);
      if (asked === undefined) throw refuse(400, 'Missing transition identifier');
      if (Object.keys(rest).length > 0)
        throw new NotEmulatedError(`jira transition with ${Object.keys(rest).join(', ')}`);
      const transition = transitionsFrom(item.status).find(({ id }) => id === asked.id);
      if (transition === undefined) throw refuse(400, `Transition id '${asked.id}' is not valid for this issue.`);
      const [from, to] = [statusNamed(item.status), statusNamed(transition.to)];
      const next = { ...item, status: to.name, updated: clock.now() };
      store.put(next);
      const change = { field: 'status', from: from.id, fromString: from.name, to: to.id, text: to.name };
      events.updated(call.actor, next, [change]);
      return { status: 204 };
    },
  } satisfies Partial<JiraHandlers>;
}
