import { z } from 'zod';
import { NotEmulatedError } from '../twin';
import { toJson, toRefusal } from './answers';
import type { Stargate } from './forge-fetch';
import type { Gate, Live } from './gate';
import type { createQueues } from './queues';
import type { createWebTriggers } from './web-triggers';

type Deps = {
  gate: Gate;
  queues: ReturnType<typeof createQueues>;
  webTriggers: ReturnType<typeof createWebTriggers>;
};

/** With the braces: @forge/events sends them as they are, and Forge puts the values in. */
const QUEUE_PATH = /^\/webhook\/queue\/(publish|stats|cancel)\/\{contextAri\}\//;

const graphql = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
const createInput = z.object({
  input: z.looseObject({ triggerKey: z.string(), secretKeyConfig: z.undefined().optional() }),
  forceCreate: z.boolean().optional(),
});
const deleteInput = z.object({ id: z.string() });

/** The gateway of the platform's own services. */
export function createStargate({ gate, queues, webTriggers }: Deps): Stargate {
  const through = (live: Live, label: string, effect: () => Response) =>
    gate.pass(live, {
      label,
      refuse: (fault) => toRefusal(fault, { body: { message: 'Too many requests.' } }),
      effect: async () => effect(),
    });

  function queue(live: Live, operation: string, body: string): Response {
    if (operation === 'publish') return queues.push(live, body);
    return operation === 'stats' ? queues.stats(body) : queues.cancel(body);
  }

  function webTrigger(operation: string, variables: unknown): Response {
    switch (operation) {
      case 'createWebTriggerUrl': {
        const { input, forceCreate } = createInput.parse(variables);
        return answer(operation, { url: webTriggers.urlOf(input.triggerKey, forceCreate) });
      }
      case 'deleteWebTriggerUrl': {
        const success = webTriggers.remove(deleteInput.parse(variables).id);
        return answer(operation, { success, message: success ? '' : 'No web trigger has this address.' });
      }
      default:
        return answer(
          'webTriggerUrlsByAppContext',
          webTriggers.urls().map(({ moduleKey, url }) => ({ triggerKey: moduleKey, url })),
        );
    }
  }

  return async (live, path, init) => {
    const body = String(init.body ?? '');
    const operation = QUEUE_PATH.exec(path)?.[1];
    if (operation !== undefined) {
      const label = `queue:${operation === 'publish' ? 'push' : operation}`;
      return await through(live, label, () => queue(live, operation, body));
    }
    if (path !== '/graphql') throw new NotEmulatedError(`gateway ${path}`);

    const { query, variables } = graphql.parse(JSON.parse(body));
    const name = WEB_TRIGGER_OPERATIONS.find((each) => query.includes(each));
    if (name === undefined) throw new NotEmulatedError(`GraphQL ${query.trim().slice(0, 80)}`);
    return await through(live, `web-trigger:${name}`, () => webTrigger(name, variables));
  };
}

const WEB_TRIGGER_OPERATIONS = ['createWebTriggerUrl', 'deleteWebTriggerUrl', 'webTriggerUrlsByAppContext'];

const answer = (name: string, value: unknown): Response => toJson(200, { data: { [name]: value } });
