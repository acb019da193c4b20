import { z } from 'zod';
import type { Functions } from './functions';
import type { ActionModule, Manifest } from './manifest';

/** One action in a rule of Atlassian Automation, as the rule reaches it; `accountId` is that of its connection. */
export type AutomationCall = { action: string; inputs: Record<string, unknown>; accountId: string };

/** `errors` is what the audit log of the rule would say; the rule stops there. */
export type AutomationResult = { outcome: 'succeeded'; output: unknown } | { outcome: 'failed'; errors: string[] };

type Deps = { manifest: Manifest; functions: Functions };

const LIMIT_MS = 25_000;
const GENERIC = 'The action failed.';

const failure = z.looseObject({ errors: z.array(z.looseObject({ message: z.string() })).min(1) });

/** https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/ */
export function createAutomation({ manifest, functions }: Deps) {
  function offered(key: string): ActionModule {
    const action = manifest.actions.find((each) => each.key === key);
    const isOffered = manifest.actionProviders.some(({ actions }) => actions.includes(key));
    if (action !== undefined && isOffered) return action;
    throw new Error(`manifest.yml offers no action ${key} to Automation`);
  }

  return async ({ action: key, inputs, accountId }: AutomationCall): Promise<AutomationResult> => {
    const action = offered(key);
    const wrong = wrongInputs(action, inputs);
    if (wrong.length > 0) return { outcome: 'failed', errors: wrong };

    const ended = await functions.run({
      module: { type: 'action', key },
      function: action.function,
      body: inputs,
      limitMs: LIMIT_MS,
      accountId,
    });
    if (ended.outcome !== 'returned') return { outcome: 'failed', errors: [GENERIC] };
    const failed = failure.safeParse(ended.value);
    if (failed.success) return { outcome: 'failed', errors: failed.data.errors.map(({ message }) => message) };
    return { outcome: 'succeeded', output: ended.value ?? null };
  };
}

/** What the form of the rule would not have let through. */
function wrongInputs({ inputs }: ActionModule, given: Record<string, unknown>): string[] {
  return Object.entries(inputs).flatMap(([name, { type, required }]) => {
    const value = given[name];
    if (value === undefined || value === null || value === '') return required ? [`${name} is required`] : [];
    return isOfType(type, value) ? [] : [`${name} must be of type ${type}`];
  });
}

function isOfType(type: ActionModule['inputs'][string]['type'], value: unknown): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
