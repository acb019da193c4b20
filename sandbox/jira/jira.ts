import { adfToText } from '../atlassian/adf-text';
import { createLimits } from '../atlassian/limits';
import { createPeople } from '../atlassian/people';
import { createRest } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Mailbox } from '../mail/mailbox';
import type { ProductEvent, Twin } from '../twin';
import type { World } from '../world/world';
import { createBeans } from './beans';
import { commentHandlers } from './comments';
import { refuse, tooMany } from './errors';
import { createJiraEvents } from './events';
import { notifyHandlers } from './notify';
import { JIRA_OPERATIONS } from './operations';
import { permissionHandlers } from './permissions';
import { projectHandlers } from './projects';
import { propertyHandlers } from './properties';
import { searchHandlers } from './search';
import type { JiraHandlers, JiraSite } from './site';
import { createJiraStore, type Property, type WorkItemRecord } from './store';
import { transitionHandlers } from './transitions';
import { userHandlers } from './users';
import { workItemHandlers } from './work-items';

/** A work item for the visitor's page and for tests; people are account ids, `body` is ADF. */
export type SeenWorkItem = {
  id: string;
  key: string;
  summary: string;
  description: string;
  status: string;
  type: string;
  reporter: string;
  assignee: string | undefined;
  comments: { id: string; author: string; created: number; body: unknown; properties: Record<string, unknown> }[];
  properties: Record<string, unknown>;
};

export type JiraTwin = Twin & {
  seed(world: World): void;
  workItem(idOrKey: string): SeenWorkItem | undefined;
  workItems(): SeenWorkItem[];
  /** A person deletes it in Jira. */
  delete(idOrKey: string, by: string): void;
};

type Deps = {
  documents: Documents;
  clock: SandboxClock;
  mailbox: Mailbox;
  siteUrl: string;
  emit(event: ProductEvent): void;
};

export function createJiraTwin({ documents, clock, mailbox, siteUrl, emit }: Deps): JiraTwin {
  const store = createJiraStore({ documents, clock });
  const people = createPeople(documents, 'jira');
  const limits = createLimits({ documents, clock, product: 'jira' });
  const beans = createBeans({ store, people, siteUrl });
  const events = createJiraEvents({ store, beans, clock, emit });
  const site: JiraSite = { siteUrl, clock, store, people, beans, events, limits, mailbox };
  const handlers: JiraHandlers = {
    ...workItemHandlers(site),
    ...transitionHandlers(site),
    ...commentHandlers(site),
    ...propertyHandlers(site),
    ...notifyHandlers(site),
    ...userHandlers(site),
    ...permissionHandlers(site),
    ...projectHandlers(site),
    ...searchHandlers(site),
  };

  const see = (item: WorkItemRecord): SeenWorkItem => ({
    id: item.id,
    key: item.key,
    summary: item.summary,
    description: adfToText(item.description),
    status: item.status,
    type: item.type,
    reporter: item.reporter,
    assignee: item.assignee,
    comments: store.commentsOf(item).map(({ id, author, created, body, properties }) => {
      return { id, author, created, body, properties: toRecord(properties) };
    }),
    properties: toRecord(item.properties),
  });

  return {
    fetch: createRest({
      name: 'jira',
      operations: JIRA_OPERATIONS,
      handlers,
      actorOf: people.actorOf,
      unauthenticated: () => refuse(401, 'Client must be authenticated to access this resource.'),
      admit(operation, perSecond) {
        const wait = limits.burst(operation, perSecond);
        if (wait !== undefined) throw tooMany(wait, 'jira-burst-based', clock.now());
      },
    }),
    seed(world) {
      people.seed(world.people);
      store.seed(world);
    },
    workItem(idOrKey) {
      const item = store.find(idOrKey);
      return item === undefined ? undefined : see(item);
    },
    workItems: () => store.items().map(see),
    delete(idOrKey, by) {
      const item = store.find(idOrKey);
      const actor = people.actorOf({ type: 'user', accountId: by });
      if (item === undefined || actor === undefined) throw new Error(`cannot delete ${idOrKey} as ${by}: not found`);
      store.delete(item);
      events.deleted(actor, item);
    },
    reset() {
      store.clear();
      people.clear();
      limits.clear();
    },
  };
}

const toRecord = (properties: readonly Property[]): Record<string, unknown> =>
  Object.fromEntries(properties.map(({ key, value }) => [key, value]));
