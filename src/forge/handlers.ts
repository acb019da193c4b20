import { type AsyncEvent, InvocationError, InvocationErrorCode } from '@forge/events';
import type { App } from '../app';
import { InvalidInputError, UnreadableError } from '../shared/errors';
import { describeFault } from './fault';
import { openInvocation } from './invocation';

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

export async function runDaily() {
  const { app } = openInvocation();
  await (await app.connecting()).daily();
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
      log.error('task-unreadable', describeFault(error));
      return undefined;
    }
    // What cannot be read today may be readable after the next deployment, but somebody has to see to it.
    const tell = error instanceof UnreadableError ? log.error : log.warn;
    tell('task-to-be-retried', { ...describeFault(error), retryCount });
    return new InvocationError({
      retryAfter: Math.min(FIRST_RETRY_SECONDS * 2 ** retryCount, LONGEST_RETRY_SECONDS),
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    });
  }
}
