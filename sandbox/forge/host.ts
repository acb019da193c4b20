import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Faults } from '../faults';
import { NotEmulatedError } from '../twin';
import { type Agenda, createAgenda } from './agenda';
import { createAutomation } from './automation';
import { createDeliveries } from './deliveries';
import { createEgress } from './egress';
import { createForgeFetch, type KvsPort } from './forge-fetch';
import { type AppModule, createFunctions } from './functions';
import { createGate, type Turnstile } from './gate';
import type { Manifest } from './manifest';
import { createMeter, type Meter } from './meter';
import type { ProductFetch } from './product-calls';
import { createProductEvents } from './product-events';
import { createQueues } from './queues';
import { createResolvers } from './resolvers';
import { createSchedules } from './schedules';
import type { Site } from './site';
import { createStargate } from './stargate';
import { createValidators } from './validators';
import { createWebTriggers } from './web-triggers';
import { createWorkStore, type WorkStore } from './work-store';

export type HostDeps = {
  manifest: Manifest;
  site: Site;
  documents: Documents;
  clock: SandboxClock;
  manualClock: boolean;
  faults: Faults;
  kvs: KvsPort;
  products: Readonly<Record<'jira' | 'confluence', { fetch: ProductFetch }>>;
  slack: { fetch(request: Request): Promise<Response> };
  /** The mail APIs, where there are any. */
  mailApi?: { fetch(request: Request): Promise<Response> };
  env: Readonly<Record<string, string>>;
  /** Where web triggers can be reached. */
  origin(): string;
  app?: AppModule;
  turnstile?: Turnstile;
  /** Something may be due now. */
  wake(): void;
  /** Something has changed that somebody may be looking at. */
  changed(): void;
  log(line: string): void;
};

export type Host = Agenda & {
  resolvers: ReturnType<typeof createResolvers>;
  webTriggers: ReturnType<typeof createWebTriggers>;
  schedules: ReturnType<typeof createSchedules>;
  event: ReturnType<typeof createProductEvents>;
  validate: ReturnType<typeof createValidators>;
  automate: ReturnType<typeof createAutomation>;
  works: WorkStore;
  meter: Meter;
  checkDeadlines(): void;
  /** Ends all that is under way, as when the process dies. */
  abandon(): void;
};

const OPEN: Turnstile = { pass: async () => {} };

/** An app may swallow any error; what the sandbox lacks is said aloud all the same. */
function telling<Args extends unknown[]>(log: (line: string) => void, call: (...args: Args) => Promise<Response>) {
  return async (...args: Args): Promise<Response> => {
    try {
      return await call(...args);
    } catch (error) {
      if (error instanceof NotEmulatedError) log(error.message);
      throw error;
    }
  };
}

/** Forge, for one installation: everything between the products and the functions of the app. */
export function createHost(deps: HostDeps): Host {
  const { manifest, site, documents, clock, faults, slack, kvs, products, turnstile = OPEN } = deps;
  const meter = createMeter(manifest.memoryMB);
  const gate = createGate({ clock, manualClock: deps.manualClock, faults, turnstile });
  const works = createWorkStore(documents);
  const nextEventId = () => `event-${documents.next('event')}`;

  const functions = createFunctions({
    manifest,
    site,
    clock,
    faults,
    meter,
    env: { ...process.env, ...deps.env },
    app: deps.app,
    connect: (live) => ({
      wait: (ms) => gate.rest(live, ms),
      fetch: telling(deps.log, egress(live)),
      forgeFetch: telling(deps.log, forgeFetch(live)),
    }),
    nextId: () => `invocation-${documents.next('invocation')}`,
    log: deps.log,
    ended: deps.changed,
  });
  const webTriggers = createWebTriggers({ manifest, site, functions, documents, origin: deps.origin });
  const queues = createQueues({ manifest, clock, faults, works, nextEventId, wake: deps.wake });
  const stargate = createStargate({ gate, queues, webTriggers });
  const egress = createEgress({ manifest, gate, slack, mailApi: deps.mailApi, slackApiUrl: deps.env.SLACK_API_URL });
  const forgeFetch = createForgeFetch({ manifest, site, gate, kvs, products, stargate });
  const schedules = createSchedules({ manifest, site, functions, documents, clock });
  const deliveries = createDeliveries({ manifest, functions, works, clock });

  return {
    ...createAgenda({ works, deliveries, schedules, clock }),
    resolvers: createResolvers({ manifest, site, functions }),
    webTriggers,
    schedules,
    event: createProductEvents({ manifest, clock, faults, works, nextEventId, wake: deps.wake, log: deps.log }),
    validate: createValidators({ manifest, functions }),
    automate: createAutomation({ manifest, functions }),
    works,
    meter,
    checkDeadlines: functions.checkDeadlines,
    abandon: functions.abandon,
  };
}
