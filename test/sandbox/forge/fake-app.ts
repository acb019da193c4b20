import { createSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/sandbox';
import { defaultWorld } from '../../../sandbox/world/world';

/** One function of each kind; `timeoutSeconds` only on the slow consumer. */
export const MANIFEST = `
app:
  id: ari:cloud:ecosystem::app/11111111-2222-3333-4444-555555555555
  runtime: { name: nodejs24.x, memoryMB: 256 }
modules:
  jira:issuePanel:
    - { key: panel, title: Panel, icon: 'resource:app;icon.svg', resource: app, resolver: { function: resolver } }
  jira:adminPage:
    - { key: admin, title: Admin, resource: app }
  webtrigger:
    - { key: hook, function: hook, urlFormat: v2, response: { type: dynamic } }
    - { key: old-hook, function: hook }
  trigger:
    - { key: on-deleted, function: event, events: ['avi:jira:deleted:issue'], filter: { ignoreSelf: true } }
  consumer:
    - { key: jobs-consumer, queue: jobs, function: job }
    - { key: slow-consumer, queue: slow, function: slow }
  scheduledTrigger:
    - { key: tick, function: tick, interval: fiveMinute }
  function:
    - { key: resolver, handler: index.resolver }
    - { key: hook, handler: index.hook }
    - { key: event, handler: index.event }
    - { key: job, handler: index.job }
    - { key: slow, handler: index.slow, timeoutSeconds: 900 }
    - { key: tick, handler: index.tick }
resources:
  - { key: app, path: test/sandbox/forge/front-end }
permissions:
  scopes: ['storage:app', 'read:jira-work', 'write:jira-work', 'read:jira-user']
  content: { styles: [unsafe-inline] }
  external: { fetch: { backend: [{ address: slack.com }, 'hooks.slack.com', { address: '*.example.com' }] } }
`;

export const ADA = defaultWorld.people[0]?.accountId ?? '';
export const BEN = defaultWorld.people[1]?.accountId ?? '';

const nothing = () => undefined;

/** A sandbox with an app of a few handlers; those that are not given do nothing. */
export function fakeSandbox(handlers: Record<string, unknown>, options: SandboxOptions = {}) {
  const app = { resolver: nothing, hook: nothing, event: nothing, job: nothing, slow: nothing, tick: nothing };
  return createSandbox({
    manifest: MANIFEST,
    app: { ...app, ...handlers },
    prepare: false,
    log: () => {},
    ...options,
  });
}

export const urlOf = (sandbox: Sandbox, moduleKey = 'hook'): string =>
  sandbox.state().webTriggers.find((each) => each.moduleKey === moduleKey)?.url ?? '';

/** Calls the web trigger: most tests use it to run a piece of code inside an invocation. */
export const callHook = (sandbox: Sandbox, body = ''): Promise<Response> =>
  sandbox.webTrigger(urlOf(sandbox), { method: 'POST', body });

/** A web trigger that runs `work` and answers with what came of it. */
export const hookOf = (work: (request: { body: string }) => unknown) => async (request: { body: string }) => {
  const value = await work(request);
  return { statusCode: 200, body: JSON.stringify(value ?? null) };
};

/** What came back, in the shape that the test expects. */
export async function readJson<T>(response: Response | Promise<Response>): Promise<T> {
  return JSON.parse(await (await response).text());
}
