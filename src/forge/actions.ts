import * as z from 'zod';
import type { App } from '../app';
import { describeFault } from './fault';
import { openInvocation } from './invocation';

/** The person whose connection the rule uses. */
const context = z.object({ principal: z.object({ accountId: z.string() }) });

type Action = keyof Awaited<ReturnType<App['outside']>>['automation'];

/**
 * Actions of Atlassian Automation. A rule stops at an error, and its owner is told.
 * https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
const acting = (name: Action) => async (payload: unknown, given: unknown) => {
  const { app, log, correlation } = openInvocation();
  try {
    const { automation } = await app.outside();
    return await automation[name](payload, context.safeParse(given).data?.principal.accountId);
  } catch (error) {
    log.error('action-failed', describeFault(error));
    const message = `Something went wrong. Run the rule again; if it stays, tell an administrator this id: ${correlation}`;
    return { errors: [{ message }] };
  }
};

export const startApprovalAction = acting('start');
export const cancelApprovalAction = acting('cancel');
export const readApprovalAction = acting('read');
