import * as z from 'zod';
import { parseOrThrow } from '../shared/parse';
import { describeFault } from './fault';
import { openInvocation } from './invocation';

const transition = z.object({
  issue: z.object({ key: z.string() }),
  configuration: z.unknown(),
});

/**
 * A workflow validator. What cannot be checked does not pass, and the person reads why.
 * https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-workflow-validator/
 */
export async function approvalGate(payload: unknown) {
  const { app, log, correlation } = openInvocation();
  try {
    const { issue, configuration } = parseOrThrow(transition, payload, 'transition');
    const { gate } = await app.outside();
    return await gate(issue.key, configuration);
  } catch (error) {
    log.error('gate-failed', describeFault(error));
    const errorMessage = `Baton could not check the approval. Try again; if it stays, tell an administrator this id: ${correlation}`;
    return { result: false, errorMessage };
  }
}
