import { type ConfluenceTwin, createConfluenceTwin } from './confluence/confluence';
import type { Documents } from './documents';
import type { Faults } from './faults';
import type { AppModule } from './forge/functions';
import type { Turnstile } from './forge/gate';
import { createHost, type Host } from './forge/host';
import type { KeptClock } from './forge/kept-clock';
import { createKvs, type Kvs, parseEntities } from './forge/kvs/kvs';
import type { Manifest } from './forge/manifest';
import { createRandom } from './forge/random';
import { digest, toSite } from './forge/site';
import { createJiraTwin, type JiraTwin } from './jira/jira';
import { createMailbox, type Mailbox } from './mail/mailbox';
import { createSlackTwin, type SlackTwin } from './slack/slack';
import type { World } from './world/world';

export type Parts = {
  world: World;
  seed: number;
  random: () => number;
  signingSecret: string;
  host: Host;
  kvs: Kvs;
  jira: JiraTwin;
  confluence: ConfluenceTwin;
  slack: SlackTwin;
  mail: Mailbox;
};

export type PartsDeps = {
  manifest: Manifest;
  documents: Documents;
  clock: KeptClock;
  manualClock: boolean;
  faults: Faults;
  env: Readonly<Record<string, string>>;
  origin(): string;
  app?: AppModule;
  turnstile?: Turnstile;
  indexLagMs?: number;
  wake(): void;
  changed(): void;
  log(line: string): void;
};

/** The key of the web trigger that a Slack app of this product gets as its request URL. */
const INTERACTIVITY = 'slack-interactions';

/** The world and the host, made for each other; what they keep is in `documents`. */
export function createParts(deps: PartsDeps, { world, seed }: { world: World; seed: number }): Parts {
  const { manifest, documents, clock, faults, env } = deps;
  const random = createRandom(seed);
  const signingSecret = env.SLACK_SIGNING_SECRET ?? digest(`signing secret ${seed}`).slice(0, 32);
  const shared = { documents, clock, siteUrl: world.site.url };
  const interactivity = manifest.webTriggers.find(({ key }) => key === INTERACTIVITY) ?? manifest.webTriggers[0];

  const mail = createMailbox(shared);
  const jira = createJiraTwin({ ...shared, mailbox: mail, emit: (event) => host.event(event) });
  const confluence = createConfluenceTwin({ ...shared, emit: (event) => host.event(event) });
  const slack = createSlackTwin({
    ...shared,
    interactivityUrl: () => host.webTriggers.urlOf(interactivity?.key ?? INTERACTIVITY),
    signingSecret: () => signingSecret,
    deliver: async (request) => host.webTriggers.call(await toCall(request)),
  });
  const kvs = createKvs({
    database: documents.database,
    clock,
    faults,
    random: createRandom(seed + 1),
    entities: parseEntities(manifest.storage),
    ...(deps.indexLagMs === undefined ? {} : { indexLagMs: deps.indexLagMs }),
  });
  const products = { jira, confluence };
  const host: Host = createHost({ ...deps, site: toSite(world.site, manifest.appId), kvs, products, slack });

  return { world, seed, random, signingSecret, host, kvs, jira, confluence, slack, mail };
}

async function toCall(request: Request) {
  const { pathname, search } = new URL(request.url);
  const body = await request.text();
  return { method: request.method, target: `${pathname}${search}`, headers: [...request.headers], body };
}

export function seedParts({ jira, confluence, slack, world }: Parts): void {
  jira.seed(world);
  confluence.seed(world);
  slack.seed(world.workspaces);
}
