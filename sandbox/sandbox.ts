import { createChanges } from './changes';
import { openDocuments } from './documents';
import { createFaults } from './faults';
import type { DrainReport } from './forge/agenda';
import { createKeptClock } from './forge/kept-clock';
import { parseManifest, readManifest } from './forge/manifest';
import { createPump } from './forge/pump';
import type { ResolverCall } from './forge/resolvers';
import type { Sandbox, SandboxOptions, WebTriggerInit } from './model';
import { createParts, type Parts, type PartsDeps, seedParts } from './parts';
import { type Serving, serve } from './server';
import { stateOf } from './state';
import { prepare } from './world/prepare';
import { defaultWorld, type World } from './world/world';

export type { Sandbox, SandboxOptions } from './model';

/** Monday, 12 October 2026, 8:00 UTC. */
const START = Date.UTC(2026, 9, 12, 8);

/** Baton on a made-up Atlassian site and a made-up Slack, in this process. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const manual = options.clock !== 'running';
  const documents = openDocuments(options.database ?? ':memory:');
  const kept = documents.collection<{ world: World; seed: number }>('sandbox');
  const clock = createKeptClock(documents, {
    mode: manual ? 'manual' : 'running',
    at: options.startAt ?? START,
  });
  const faults = createFaults();
  const changes = createChanges();
  let serving: Serving | undefined;

  const deps: PartsDeps = {
    ...choicesOf(options),
    documents,
    clock,
    manualClock: manual,
    faults,
    origin: () => serving?.url ?? 'https://sandbox.example',
    wake: () => pump?.wake(),
    changed: () => changes.tick(),
  };
  let parts: Parts;
  let pump: ReturnType<typeof createPump> | undefined;

  /** Kept only when all of it worked, so that a start that failed begins anew. */
  async function begin(world: World, seed: number): Promise<void> {
    documents.clear();
    clock.restart();
    parts = createParts(deps, { world, seed });
    parts.kvs.clear();
    parts.host.works.clear();
    seedParts(parts);
    const { signingSecret } = parts;
    const slackRefused = deps.env.SLACK_API_URL === undefined ? {} : { slackRefused: deps.log };
    if (options.prepare !== false) await prepare(world, { invoke, signingSecret, ...slackRefused });
    kept.put('world', { world, seed });
  }

  const isEventDue = () => (parts.slack.nextEventAt() ?? Number.POSITIVE_INFINITY) <= clock.now();
  const slackGoesFirst = () => isEventDue() && parts.random() < 0.5;

  /** Events of Slack make work for the app, so both run until neither has any. */
  async function drain(): Promise<DrainReport> {
    const ran: DrainReport['ran'] = {};
    const count = (module: string, runs: number) => {
      if (runs > 0) ran[module] = (ran[module] ?? 0) + runs;
    };
    for (;;) {
      count('slack events', await parts.slack.deliverEvents());
      const report = await parts.host.drain();
      for (const [module, runs] of Object.entries(report.ran)) count(module, runs);
      if (!isEventDue()) return { ...report, ran };
    }
  }

  const invoke = (call: ResolverCall) => parts.host.resolvers.invoke(call);
  async function stop(): Promise<void> {
    pump?.stop();
    parts.host.abandon();
    await parts.host.idle();
  }
  const start = () => {
    pump = manual ? undefined : createPump(() => parts.slack.takeEvent() ?? parts.host.take());
  };

  const sandbox: Sandbox = {
    clock,
    faults,
    get url() {
      return serving?.url;
    },
    get jira() {
      return parts.jira;
    },
    get confluence() {
      return parts.confluence;
    },
    get slack() {
      return parts.slack;
    },
    get mail() {
      return parts.mail;
    },
    get kvs() {
      return parts.kvs;
    },
    get world() {
      return parts.world;
    },
    get signingSecret() {
      return parts.signingSecret;
    },
    invoke,
    webTrigger: (url, init) => parts.host.webTriggers.call(toCall(url, init)),
    event: (_product, event) => parts.host.event(event),
    automate: (call) => parts.host.automate(call),
    drain,
    async step() {
      // Slack and Forge know nothing of each other, so either may come first.
      const event = slackGoesFirst() ? parts.slack.takeEvent() : undefined;
      const run = event ?? parts.host.take((count) => Math.floor(parts.random() * count)) ?? parts.slack.takeEvent();
      await run?.();
      return run !== undefined;
    },
    state: () => stateOf(parts, { clock, faults }),
    invocations: () => parts.host.meter.all(),
    async reset({ seed = parts.seed, world = parts.world } = {}) {
      await stop();
      faults.clear();
      await begin(world, seed);
      start();
      changes.tick();
    },
    async close() {
      await stop();
      await serving?.close();
      documents.close();
    },
  };

  clock.onAdvance(() => {
    parts.host.checkDeadlines();
    deps.wake();
    changes.tick();
  });

  try {
    const { port } = options;
    if (port !== undefined) serving = await serve({ port, sandbox, host: () => parts.host, deps, changes });
    const known = kept.get('world');
    if (known === undefined) await begin(options.world ?? defaultWorld, options.seed ?? 1);
    else parts = createParts(deps, known);
  } catch (error) {
    await serving?.close();
    documents.close();
    throw error;
  }
  start();
  return sandbox;
}

type Choices = Pick<PartsDeps, 'manifest' | 'env' | 'log' | 'app' | 'turnstile' | 'indexLagMs'>;

function choicesOf({ manifest, env = {}, log, app, turnstile, indexLagMs }: SandboxOptions): Choices {
  return {
    manifest: manifest === undefined ? readManifest() : parseManifest(manifest),
    env,
    log: log ?? ((line) => console.error(line)),
    ...(app && { app }),
    ...(turnstile && { turnstile }),
    ...(indexLagMs !== undefined && { indexLagMs }),
  };
}

function toCall(address: string, { method = 'POST', headers = {}, body }: WebTriggerInit) {
  const { pathname, search } = new URL(address);
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return { method, target: `${pathname}${search}`, headers: pairs, ...(body === undefined ? {} : { body }) };
}
