import type { Actor } from '../atlassian/people';
import type { SandboxClock } from '../clock';
import type { ProductEvent } from '../twin';
import { jiraTime } from './beans';
import type { FieldBook } from './fields/book';
import type { Change, CommentRecord, History, WorkItemRecord } from './records';

export type JiraEvents = ReturnType<typeof createJiraEvents>;

type Deps = { fields: FieldBook; clock: SandboxClock; emit(event: ProductEvent): void };

/** All that an event shows of a work item; its people come as accounts without names. */
const SHOWN = ['summary', 'issuetype', 'project', 'status', 'created', 'updated'];

/** Events as Forge hands them over: https://developer.atlassian.com/platform/forge/events-reference/jira/ */
export function createJiraEvents({ fields, clock, emit }: Deps) {
  const account = (accountId: string | undefined) => (accountId === undefined ? null : { accountId });

  function issue(item: WorkItemRecord) {
    const shown = Object.fromEntries(SHOWN.map((id) => [id, fields.find(id)?.show(item)]));
    const people = {
      creator: account(item.creator),
      reporter: account(item.reporter),
      assignee: account(item.assignee),
    };
    return { id: item.id, key: item.key, fields: { ...shown, ...people } };
  }

  function send(name: string, actor: Actor, item: WorkItemRecord, more: Record<string, unknown> = {}): void {
    const people = [...new Set([item.reporter, item.assignee].filter((each) => each !== undefined))];
    emit({
      eventType: `avi:jira:${name}`,
      selfGenerated: actor.throughApp,
      timestamp: String(clock.now()),
      issue: issue(item),
      atlassianId: actor.accountId,
      associatedUsers: { associatedUsers: people.map((accountId) => ({ accountId })) },
      ...more,
    });
  }

  return {
    created: (actor: Actor, item: WorkItemRecord) => send('created:issue', actor, item),
    deleted: (actor: Actor, item: WorkItemRecord) => send('deleted:issue', actor, item),
    /** An assignment is told twice: as an assignment and as an update. */
    updated(actor: Actor, item: WorkItemRecord, { id, items: changes }: History): void {
      const items = changes.map(({ fieldtype: _type, text, ...rest }) => ({ ...rest, toString: text }));
      const changelog = { id, items };
      const assigned = changes.some((change) => change.fieldId === 'assignee');
      if (assigned) send('assigned:issue', actor, item, { changelog });
      const jiraEventTypeName = assigned ? 'issue_assigned' : 'issue_generic';
      send('updated:issue', actor, item, { jiraEventTypeName, changelog, ...associatedStatuses(changes) });
    },
    /** Sent when a comment is written, and again when it is edited. */
    commented(actor: Actor, item: WorkItemRecord, comment: CommentRecord): void {
      send('commented:issue', actor, item, {
        comment: {
          id: comment.id,
          author: account(comment.author),
          body: comment.body,
          updateAuthor: account(comment.updateAuthor),
          created: jiraTime(comment.created),
          updated: jiraTime(comment.updated),
          jsdPublic: true,
        },
      });
    },
  };
}

function associatedStatuses(changes: readonly Change[]) {
  const change = changes.find(({ fieldId }) => fieldId === 'status');
  if (change === undefined) return {};
  const { from, fromString, to, text } = change;
  return {
    associatedStatuses: [
      { id: from, name: fromString },
      { id: to, name: text },
    ],
  };
}
