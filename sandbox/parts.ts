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
import { createMailApi } from './mail/api';
import { createMailbox, type Mailbox } from './mail/mailbox';
import { createSlackTwin, type SlackTwin, type SlackUrls } from './slack/slack';
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

/** The keys of the web triggers that a Slack app of this product gets as its request URLs. */
const INTERACTIVITY = 'slack-interactions';
const SLACK_TRIGGERS = {
  events: 'slack-events',
  commands: 'slack-commands',
  options: 'slack-options',
  redirect: 'slack-oauth',
};

/** The world and the host, made for each other; what they keep is in `documents`. */
export function createParts(deps: PartsDeps, { world, seed }: { world: World; seed: number }): Parts {
  const { manifest, documents, clock, faults, env } = deps;
  const random = createRandom(seed);
  const signingSecret = env.SLACK_SIGNING_SECRET ?? digest(`signing secret ${seed}`).slice(0, 32);
  const clientId = env.SLACK_CLIENT_ID ?? '7012.2609';
  const clientSecret = env.SLACK_CLIENT_SECRET ?? digest(`client secret ${seed}`).slice(0, 32);
  const shared = { documents, clock, siteUrl: world.site.url };
  const interactivity = manifest.webTriggers.find(({ key }) => key === INTERACTIVITY) ?? manifest.webTriggers[0];

  /** Those whose web trigger the manifest has. */
  function optionalUrls(): Omit<Partial<SlackUrls>, 'interactivity'> {
    const present = Object.entries(SLACK_TRIGGERS).filter(([, key]) =>
      manifest.webTriggers.some((each) => each.key === key),
    );
    return Object.fromEntries(present.map(([name, key]) => [name, host.webTriggers.urlOf(key)]));
  }

  const mail = createMailbox(shared);
  const jira = createJiraTwin({
    ...shared,
    mailbox: mail,
    emit: (event) => host.event(event),
    indexed: manifest.entityProperties,
    validate: (call) => host.validate(call),
  });
  const confluence = createConfluenceTwin({ ...shared, emit: (event) => host.event(event) });
  const slack = createSlackTwin({
    ...shared,
    faults,
    credentials: () => ({ clientId, clientSecret, signingSecret }),
    urls: () => ({ interactivity: host.webTriggers.urlOf(interactivity?.key ?? INTERACTIVITY), ...optionalUrls() }),
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
  const mailApi = createMailApi({ mailbox: mail, documents, clock });
  const site = toSite(world.site, manifest.appId);
  const host: Host = createHost({ ...deps, site, kvs, products, slack, mailApi });

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
