import type { SandboxClock } from '../clock';
import type { Faults } from '../faults';
import type { Live } from './gate';
import { outside, type Scope, withScope } from './globals';
import type { FunctionModule, Manifest } from './manifest';
import type { Meter } from './meter';
import { LOAD_TIME_RUNTIME, toRuntime } from './runtime';
import { contextAri, installationOf, type Site } from './site';

/** What a file of the app exports; every handler is one of these by name. */
export type AppModule = Readonly<Record<string, unknown>>;

export type FunctionCall = {
  module: { type: string; key: string };
  function: string;
  body: unknown;
  limitMs: number;
  accountId?: string;
  lineage?: string;
};

export type Ended =
  | { outcome: 'returned'; value: unknown }
  | { outcome: 'threw'; error: unknown }
  | { outcome: 'timed-out' | 'died' };

/** Answers the calls of one invocation to the outside. */
export type Connect = (live: Live) => Pick<Scope, 'fetch' | 'forgeFetch' | 'wait'>;

type Deps = {
  manifest: Manifest;
  site: Site;
  clock: SandboxClock;
  faults: Faults;
  meter: Meter;
  env: NodeJS.ProcessEnv;
  app: AppModule | undefined;
  connect: Connect;
  nextId(): string;
  log(line: string): void;
  ended(): void;
};

export type Functions = {
  run(call: FunctionCall): Promise<Ended>;
  find(key: string): FunctionModule;
  /** To be called when the clock has jumped: invocations whose time is over end. */
  checkDeadlines(): void;
  /** Ends all that is under way, and all that would begin. */
  abandon(): void;
};

export function createFunctions(deps: Deps): Functions {
  const { manifest, site, clock, faults, meter } = deps;
  const files = new Map<string, Promise<AppModule>>();
  const active = new Set<Live>();
  let abandoned = false;

  function find(key: string): FunctionModule {
    const found = manifest.functions.find((each) => each.key === key);
    if (found === undefined) throw new Error(`manifest.yml has no function ${key}`);
    return found;
  }

  function load(file: string): Promise<AppModule> {
    const known = files.get(file);
    if (known !== undefined) return known;
    const loading = withScope(loadScope(deps), () => importFile(file));
    files.set(file, loading);
    return loading;
  }

  async function handlerOf(key: string): Promise<Handler> {
    const [file = '', name = ''] = find(key).handler.split('.');
    const handler = (deps.app ?? (await load(file)))[name];
    if (!isHandler(handler)) throw new Error(`the app has no ${file}.${name}, the handler of function ${key}`);
    return handler;
  }

  async function run(call: FunctionCall): Promise<Ended> {
    const handler = await handlerOf(call.function);
    const began = performance.now();
    const { live, over } = start(call, clock, faults, meter, deps.nextId());
    active.add(live);
    if (abandoned) live.end('died');
    const timer = setTimeout(() => live.end('timed-out'), call.limitMs);

    const scope = toScope(deps, call, live);
    const returned = withScope(scope, () => settle(handler, call, contextOf(site, call)));
    const ended = await Promise.race([returned, over]);
    clearTimeout(timer);
    active.delete(live);
    return conclude(call, live, ended, performance.now() - began);
  }

  /** An answer that comes when the time is over is no answer. */
  function conclude(call: FunctionCall, live: Live, ended: Ended, realMs: number): Ended {
    live.ended = true;
    const clockMs = clock.now() - live.record.startedAt;
    const late = ended.outcome === 'returned' && clockMs > call.limitMs;
    const told: Ended = late ? { outcome: 'timed-out' } : ended;
    const error = told.outcome === 'threw' ? { error: wordsOf(told.error) } : {};

    meter.end(live.record, { outcome: told.outcome, ms: Math.max(Math.round(realMs), clockMs), ...error });
    const words = told.outcome === 'threw' ? `: ${wordsOf(told.error)}` : '';
    if (told.outcome !== 'returned') deps.log(`function ${call.function} ${told.outcome}${words}`);
    deps.ended();
    return told;
  }

  return {
    run: (call) => outside(() => run(call)),
    find,
    checkDeadlines() {
      for (const live of active) live.check();
    },
    abandon() {
      abandoned = true;
      for (const live of active) live.end('died');
    },
  };
}

type Handler = (body: unknown, context: unknown) => unknown;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/** A computed address: what the app consists of is known from the manifest only. */
async function importFile(file: string): Promise<AppModule> {
  const module: AppModule = await import(new URL(`../../src/${file}.ts`, import.meta.url).href);
  return module;
}

function start(call: FunctionCall, clock: SandboxClock, faults: Faults, meter: Meter, id: string) {
  const startedAt = clock.now();
  const death = faults.take(`function:${call.function}`, ['death']);
  let finish: (outcome: 'died' | 'timed-out') => void = () => {};
  const over = new Promise<Ended>((resolve) => {
    finish = (outcome) => resolve({ outcome });
  });
  const live: Live = {
    id,
    record: meter.begin({ id, function: call.function, module: call.module.key, startedAt }),
    accountId: call.accountId,
    lineage: call.lineage ?? id,
    death: death?.kind === 'death' ? death : undefined,
    calls: 0,
    ended: false,
    end(outcome) {
      live.ended = true;
      finish(outcome);
    },
    check() {
      if (clock.now() - startedAt > call.limitMs) live.end('timed-out');
    },
  };
  return { live, over };
}

async function settle(handler: Handler, call: FunctionCall, context: unknown): Promise<Ended> {
  try {
    return { outcome: 'returned', value: roundTrip(await handler(roundTrip(call.body), context)) };
  } catch (error) {
    return { outcome: 'threw', error };
  }
}

function contextOf(site: Site, { accountId }: FunctionCall): object {
  const principal = accountId === undefined ? {} : { principal: { accountId } };
  return { installContext: contextAri(site), ...principal, installation: installationOf(site) };
}

function toScope({ site, manifest, clock, env, connect }: Deps, call: FunctionCall, live: Live): Scope {
  const runtime = toRuntime(site, manifest, {
    invocationId: live.id,
    functionKey: call.function,
    moduleType: call.module.type,
    moduleKey: call.module.key,
    remainingMs: () => Math.max(0, live.record.startedAt + call.limitMs - clock.now()),
    ...(call.accountId === undefined ? {} : { accountId: call.accountId }),
  });
  return { runtime, env, now: () => clock.now(), ...connect(live) };
}

function loadScope({ env, clock }: Deps): Scope {
  const refuse = async () => {
    throw new Error('Nothing can be fetched or waited for while the app is loaded.');
  };
  return { runtime: LOAD_TIME_RUNTIME, env, now: () => clock.now(), wait: refuse, fetch: refuse, forgeFetch: refuse };
}

/** Bodies and results cross a process boundary as JSON. */
function roundTrip(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
