import type { Groups } from '../atlassian/groups';
import type { Limits } from '../atlassian/limits';
import type { People } from '../atlassian/people';
import type { Call, Handler } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import type { Mailbox } from '../mail/mailbox';
import type { Beans } from './beans';
import { refuse, tooMany } from './errors';
import type { JiraEvents } from './events';
import type { FieldBook } from './fields/book';
import type { EntityProperty } from './jql/term';
import type { JiraOperation } from './operations';
import type { WorkItemRecord } from './records';
import type { JiraStore } from './store';
import type { Validate } from './workflow';

/** What the handlers of the twin share. */
export type JiraSite = {
  siteUrl: string;
  clock: SandboxClock;
  store: JiraStore;
  people: People;
  groups: Groups;
  beans: Beans;
  fields: FieldBook;
  events: JiraEvents;
  limits: Limits;
  mailbox: Mailbox;
  /** What the app has Jira index of its properties. */
  indexed: readonly EntityProperty[];
  /** Asks the app's validator. */
  validate: Validate;
};

export type JiraHandlers = Record<JiraOperation, Handler>;

export function itemOf({ store }: JiraSite, call: Call): WorkItemRecord {
  const item = store.find(call.param('issueIdOrKey'));
  if (item === undefined) throw refuse(404, 'Issue does not exist or you do not have permission to see it.');
  return item;
}

/** The work item that is about to be written to; too many writes to one end here. */
export function itemToWrite(site: JiraSite, call: Call): WorkItemRecord {
  const item = itemOf(site, call);
  const wait = site.limits.write(item.id);
  if (wait !== undefined) throw tooMany(wait, 'jira-per-issue-on-write', site.clock.now());
  return item;
}
