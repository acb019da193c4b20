import { adfToText } from '../atlassian/adf-text';
import { createGroups } from '../atlassian/groups';
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
import { fieldHandlers } from './field-lists';
import { createFieldBook } from './fields/book';
import { groupHandlers } from './groups';
import type { EntityProperty } from './jql/term';
import { notifyHandlers } from './notify';
import { JIRA_OPERATIONS } from './operations';
import { permissionHandlers } from './permissions';
import { projectHandlers } from './projects';
import { propertyHandlers } from './properties';
import type { CustomValue, Property, Rule, WorkItemRecord } from './records';
import { roleHandlers } from './roles';
import { searchHandlers } from './search';
import type { JiraHandlers, JiraSite } from './site';
import { createJiraStore } from './store';
import { transitionHandlers } from './transitions';
import { userHandlers } from './users';
import { workItemHandlers } from './work-items';
import { TRANSITIONS, type Validate } from './workflow';

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
  priority: string;
  labels: string[];
  fields: Record<string, CustomValue>;
  comments: { id: string; author: string; created: number; body: unknown; properties: Record<string, unknown> }[];
  properties: Record<string, unknown>;
};

type Place = { project: string; transition: string };

export type JiraTwin = Twin & {
  seed(world: World): void;
  workItem(idOrKey: string): SeenWorkItem | undefined;
  workItems(): SeenWorkItem[];
  /** A person deletes it in Jira. */
  delete(idOrKey: string, by: string): void;
  /** Takes somebody's account away, or gives it back. */
  setActive(accountId: string, active: boolean): void;
  /** An administrator puts these people into a group, and takes out all others; Jira tells nobody about it. */
  setMembers(group: string, members: readonly string[]): void;
  /** An administrator puts validators on a transition of a project's workflow, in place of those it had. */
  setValidators(where: Place, rules: Rule[]): void;
  validators(where: Place): Rule[];
};

type Deps = {
  documents: Documents;
  clock: SandboxClock;
  mailbox: Mailbox;
  siteUrl: string;
  emit(event: ProductEvent): void;
  /** What the app asks Jira to index. */
  indexed?: readonly EntityProperty[];
  validate?: Validate;
};

/** A validator of an app that is not there lets nothing through. */
const nobody: Validate = async () => ({ allowed: false });

export function createJiraTwin({
  documents,
  clock,
  mailbox,
  siteUrl,
  emit,
  indexed = [],
  validate = nobody,
}: Deps): JiraTwin {
  const store = createJiraStore({ documents, clock });
  const people = createPeople(documents, 'jira');
  const limits = createLimits({ documents, clock, product: 'jira' });
  const beans = createBeans({ store, people, siteUrl });
  const groups = createGroups(documents, 'jira');
  const fields = createFieldBook({ people, groups, beans });
  const events = createJiraEvents({ fields, clock, emit });
  const about = { people, groups, beans, fields, indexed, validate };
  const site: JiraSite = { siteUrl, clock, store, events, limits, mailbox, ...about };
  const handlers: JiraHandlers = {
    ...workItemHandlers(site),
    ...transitionHandlers(site),
    ...commentHandlers(site),
    ...propertyHandlers(site),
    ...notifyHandlers(site),
    ...userHandlers(site),
    ...groupHandlers(site),
    ...permissionHandlers(site),
    ...projectHandlers(site),
    ...roleHandlers(site),
    ...fieldHandlers(site),
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
    priority: item.priority,
    labels: item.labels,
    fields: item.custom,
    comments: store.commentsOf(item).map(({ id, author, created, body, properties }) => {
      return { id, author, created, body, properties: toRecord(properties) };
    }),
    properties: toRecord(item.properties),
  });

  function projectIn({ project, transition }: Place): string {
    const found = store.findProject(project);
    if (found === undefined) throw new Error(`there is no project ${project}`);
    if (!TRANSITIONS.some(({ id }) => id === transition)) throw new Error(`there is no transition ${transition}`);
    return found.id;
  }

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
      groups.seed(world.groups);
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
    setActive: people.setActive,
    setMembers: groups.setMembers,
    setValidators(where, rules) {
      store.setRules(projectIn(where), where.transition, rules);
    },
    validators: (where) => store.rulesOf(projectIn(where), where.transition),
    reset() {
      store.clear();
      groups.clear();
      people.clear();
      limits.clear();
    },
  };
}

const toRecord = (properties: readonly Property[]): Record<string, unknown> =>
  Object.fromEntries(properties.map(({ key, value }) => [key, value]));
