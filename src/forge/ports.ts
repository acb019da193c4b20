import { randomUUID } from 'node:crypto';
import { getAppContext, webTrigger } from '@forge/api';
import { Queue } from '@forge/events';
import type { Ports, QueueName } from '../ports';
import { createLog } from './log';
import { createForgeConfluence, createForgeJira } from './product';
import { createForgeStore } from './store';
import { wait } from './wait';

/** What Forge provides. Nothing in here holds a tenant's data: each call asks the present invocation's platform. */
export function createForgePorts(): Ports {
  const correlation = randomUUID();
  return {
    correlation,
    clock: { now: () => Date.now() },
    wait,
    ids: { next: (prefix) => `${prefix}-${randomUUID()}` },
    store: createForgeStore(wait),
    queue: { push: pushTask },
    http: (url, init) => fetch(url, init),
    jira: createForgeJira(),
    confluence: createForgeConfluence(),
    log: createLog(correlation),
    webTriggerUrl: (key) => webTrigger.getUrl(key),
    globalPagePath,
  };
}

/** An app has one such page, at the address that the platform makes of its ids: they differ in each environment. */
function globalPagePath(): string {
  const { appAri, environmentAri } = getAppContext();
  return `/jira/apps/${appAri.appId}/${environmentAri.environmentId}`;
}

async function pushTask(queue: QueueName, task: Readonly<Record<string, unknown>>, delaySeconds = 0): Promise<void> {
  await new Queue({ key: queue }).push({
    body: { ...task },
    ...(delaySeconds > 0 ? { delayInSeconds: delaySeconds } : {}),
  });
}
