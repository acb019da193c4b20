import { AsyncLocalStorage } from 'node:async_hooks';
import { scheduler } from 'node:timers/promises';

/** What the globals of Forge's runtime answer while one invocation, or the loading of the app, is under way. */
export type Scope = {
  runtime: object;
  env: NodeJS.ProcessEnv;
  now(): number;
  wait(ms: number): Promise<void>;
  fetch: typeof fetch;
  forgeFetch(target: unknown, path: string, init?: RequestInit): Promise<Response>;
};

type Installed = { scopes: AsyncLocalStorage<Scope | undefined>; fetch: typeof fetch };

/** Kept on the process: a second copy of this module must not wrap the globals a second time. */
const INSTALLED = Symbol.for('sandbox.forge.globals');

/** Must have run before any @forge package is loaded: they capture `fetch` then. */
const { scopes, fetch: realFetch } = installOnce();

export const fetchForReal: typeof fetch = realFetch;

export const withScope = <T>(scope: Scope, work: () => T): T => scopes.run(scope, work);

/** The host's own work never sees the clock, the network or the environment of the app that asked for it. */
export const outside = <T>(work: () => T): T => scopes.run(undefined, work);

function installOnce(): Installed {
  const known: unknown = Reflect.get(globalThis, INSTALLED);
  // Only this module writes under this symbol.
  if (known !== undefined) return known as Installed;
  const installed = install();
  Reflect.set(globalThis, INSTALLED, installed);
  return installed;
}

function install(): Installed {
  const scopes = new AsyncLocalStorage<Scope | undefined>();
  const fetch = globalThis.fetch;
  const wait = scheduler.wait.bind(scheduler);
  let env = process.env;

  define(globalThis, '__forge_runtime__', { get: () => scopes.getStore()?.runtime });
  define(globalThis, '__forge_fetch__', {
    value: async (target: unknown, path: string, init?: RequestInit) => {
      const scope = scopes.getStore();
      if (scope === undefined) throw new Error('No function is being invoked here.');
      return await scope.forgeFetch(target, path, init);
    },
  });
  define(globalThis, 'fetch', {
    writable: true,
    value: (...args: Parameters<typeof fetch>) => (scopes.getStore()?.fetch ?? fetch)(...args),
  });
  define(scheduler, 'wait', {
    value: (...args: Parameters<typeof wait>) => scopes.getStore()?.wait(args[0]) ?? wait(...args),
  });
  define(globalThis, 'Date', { writable: true, value: virtualDate(Date, scopes) });
  define(process, 'env', {
    enumerable: true,
    get: () => scopes.getStore()?.env ?? env,
    set: (next: NodeJS.ProcessEnv) => {
      env = next;
    },
  });
  return { scopes, fetch };
}

function define(target: object, name: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
}

/** A `Date` that follows the clock of the invocation it is used in, and is the machine's elsewhere. */
function virtualDate(real: DateConstructor, scopes: AsyncLocalStorage<Scope | undefined>): DateConstructor {
  const inside = () => {
    const scope = scopes.getStore();
    return scope === undefined ? undefined : scopes.run(undefined, scope.now);
  };
  const now = () => inside() ?? real.now();

  return new Proxy(real, {
    construct(target, args, newTarget) {
      const at = args.length === 0 ? inside() : undefined;
      return Reflect.construct(target, at === undefined ? args : [at], newTarget);
    },
    apply: () => new real(now()).toString(),
    get: (target, name, receiver) =>
      name === 'now' && scopes.getStore() !== undefined ? now : Reflect.get(target, name, receiver),
  });
}
