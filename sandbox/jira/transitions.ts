import { z } from 'zod';
import type { Answer, Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { commit } from './commit';
import { readJson, refuse } from './errors';
import type { WorkItemRecord } from './records';
import { itemOf, itemToWrite, type JiraHandlers, type JiraSite } from './site';
import { statusNamed, type Transition, transitionsFrom } from './workflow';

const body = z.looseObject({ transition: z.looseObject({ id: z.string() }).optional() });

const UNEXPLAINED = 'A validator of the workflow did not allow this transition.';

export function transitionHandlers(site: JiraSite) {
  const { store, beans, validate } = site;

  /** The first validator that does not allow the transition ends it; one that fails allows nothing. */
  async function askValidators(call: Call, item: WorkItemRecord, transition: Transition): Promise<void> {
    const [from, to] = [statusNamed(item.status).id, statusNamed(transition.to).id];
    const about = { issueKey: item.key, from, to, accountId: call.actor.accountId };
    for (const rule of store.rulesOf(item.projectId, transition.id)) {
      const verdict = await validate({ ...rule, ...about });
      if (!verdict.allowed) throw refuse(400, verdict.message ?? UNEXPLAINED);
    }
  }

  async function move(call: Call): Promise<Answer> {
    const item = itemToWrite(site, call);
    const { transition: asked, ...rest } = readJson(call, body);
    if (asked === undefined) throw refuse(400, 'Missing transition identifier');
    if (Object.keys(rest).length > 0)
      throw new NotEmulatedError(`jira transition with ${Object.keys(rest).join(', ')}`);
    const transition = transitionsFrom(item.status).find(({ id }) => id === asked.id);
    if (transition === undefined) throw refuse(400, `Transition id '${asked.id}' is not valid for this issue.`);

    await askValidators(call, item, transition);
    // The validators took their time, and the app may have written meanwhile.
    const now = itemOf(site, call);
    if (now.status !== item.status) throw refuse(409, 'The issue was changed while its transition was validated.');
    commit(site, call.actor, now, { ...now, status: statusNamed(transition.to).name });
    return { status: 204 };
  }

  return {
    'GET /rest/api/3/issue/{issueIdOrKey}/transitions': (call) => {
      const only = call.query.get('transitionId');
      const open = transitionsFrom(itemOf(site, call).status).filter(({ id }) => only === null || id === only);
      return { status: 200, body: { expand: 'transitions', transitions: open.map(beans.transition) } };
    },
    'POST /rest/api/3/issue/{issueIdOrKey}/transitions': move,
  } satisfies Partial<JiraHandlers>;
}
