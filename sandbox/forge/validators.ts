import { z } from 'zod';
import type { Validate } from '../jira/workflow';
import { NotEmulatedError } from '../twin';
import type { Functions } from './functions';
import type { Manifest } from './manifest';

type Deps = { manifest: Manifest; functions: Functions };

const LIMIT_MS = 25_000;

const verdict = z.looseObject({ result: z.boolean(), errorMessage: z.string().optional() });

/**
 * Validators of workflow transitions that are functions of the app:
 * https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-workflow-validator/
 * Whatever is not a plain yes keeps the work item where it is.
 */
export function createValidators({ manifest, functions }: Deps): Validate {
  return async ({ module: key, configuration, issueKey, from, to, accountId }) => {
    const module = manifest.validators.find((each) => each.key === key);
    if (module === undefined) return { allowed: false };
    if (module.function === undefined) throw new NotEmulatedError(`the expression of validator ${key}`);

    // No field is on a screen of a transition here, so none is modified by one.
    const modified = manifest.scopes.includes('read:jira-work') ? { modifiedFields: {} } : {};
    const ended = await functions.run({
      module: { type: 'jira:workflowValidator', key },
      function: module.function,
      body: {
        issue: { key: issueKey },
        configuration,
        transition: { from: { id: from }, to: { id: to }, ...modified },
      },
      limitMs: LIMIT_MS,
      accountId,
    });
    const told = ended.outcome === 'returned' ? verdict.safeParse(ended.value).data : undefined;
    if (told?.result === true) return { allowed: true };
    return { allowed: false, message: told?.errorMessage };
  };
}
