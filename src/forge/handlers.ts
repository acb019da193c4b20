import { type AsyncEvent, InvocationError, InvocationErrorCode } from '@forge/events';
import * as z from 'zod';
import type { App } from '../app';
import { describeError, InvalidInputError, UnreadableError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import { openInvocation } from './invocation';

const webRequest = z.object({
  body: z.string().default(''),
  headers: z.record(z.string(), z.array(z.string())).default({}),
});

/**
 * Forge gives every header as a list under the name as it was sent, and wants lists back.
 * https://developer.atlassian.com/platform/forge/events-reference/web-trigger/
 */
export async function slackInteractions(request: unknown) {
  const { app, log, correlation } = openInvocation();
  try {
    const { body, headers } = parseOrThrow(webRequest, request, 'request');
    const answer = await app.slackInteraction({ body, headers: byLowerCaseName(headers) });
    return toResponse(answer.status, answer.body);
  } catch (error) {
    log.error('request-failed', describe(error));
    return toResponse(error instanceof InvalidInputError ? 400 : 500, `failed: ${correlation}`);
  }
}

const toResponse = (statusCode: number, body: string) => ({
  statusCode,
  body,
  headers: { 'content-type': ['text/plain; charset=utf-8'] },
});

function byLowerCaseName(headers: Readonly<Record<string, readonly string[]>>) {
  const merged: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    merged[lower] = [...(merged[lower] ?? []), ...values];
  }
  return merged;
}

export const productEvents = (event: { retryContext?: { retryCount: number } }) =>
  attempt((app) => app.productEvent(event), event.retryContext?.retryCount);
export const runCommand = (event: AsyncEvent) => consume(event, (app) => app.runCommand(event.body));
export const runRelay = (event: AsyncEvent) => consume(event, (app) => app.runRelay(event.body));
export const runDelivery = (event: AsyncEvent) => consume(event, (app) => app.runDelivery(event.body));

export async function runSweep() {
  const { app } = openInvocation();
  await app.sweep();
  return { statusCode: 204 };
}

const consume = (event: AsyncEvent, work: (app: App) => Promise<void>) => attempt(work, event.retryContext?.retryCount);

const FIRST_RETRY_SECONDS = 2;
const LONGEST_RETRY_SECONDS = 300;

/**
 * A fault is handed back to the platform, which calls again; what can never be read is logged and let go, since the
 * record that owes it is still there for the sweep.
 */
async function attempt(work: (app: App) => Promise<void>, retryCount = 0): Promise<InvocationError | undefined> {
  const { app, log } = openInvocation();
  try {
    await work(app);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) {
      log.error('task-unreadable', describe(error));
      return undefined;
    }
    // What cannot be read today may be readable after the next deployment, but somebody has to see to it.
    const tell = error instanceof UnreadableError ? log.error : log.warn;
    tell('task-to-be-retried', { ...describe(error), retryCount });
    return new InvocationError({
      retryAfter: Math.min(FIRST_RETRY_SECONDS * 2 ** retryCount, LONGEST_RETRY_SECONDS),
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    });
  }
}

/** Fields where they are known; never what stood in them. */
const describe = (error: unknown) =>
  error instanceof InvalidInputError || error instanceof UnreadableError
    ? { error: error.name, fields: error.issues.map(({ field }) => field) }
    : describeError(error);
