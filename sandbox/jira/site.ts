import type { Limits } from '../atlassian/limits';
import type { People } from '../atlassian/people';
import type { Call, Handler } from '../atlassian/rest';
import type { SandboxClock } from '../clock';
import type { Mailbox } from '../mail/mailbox';
import type { Beans } from './beans';
import { refuse, tooMany } from './errors';
import type { JiraEvents } from './events';
import type { JiraOperation } from './operations';
import type { JiraStore, WorkItemRecord } from './store';

/** What the handlers of the twin share. */
export type JiraSite = {
  siteUrl: string;
  clock: SandboxClock;
  store: JiraStore;
  people: People;
  beans: Beans;
  events: JiraEvents;
  limits: Limits;
  mailbox: Mailbox;
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
