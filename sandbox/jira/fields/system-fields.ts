import { jiraTime } from '../beans';
import { statusNamed } from '../workflow';
import { DEFAULT_PRIORITY, ISSUE_TYPES, PRIORITIES } from './catalogue';
import type { BookDeps } from './custom-fields';
import { createField, type Field, type Kind } from './field';
import { choiceKind, documentKind, labelsKind, summaryKind } from './kinds';
import { peopleKinds } from './people-kinds';

/** What an edit may change. */
export function systemFields({ beans, ...deps }: BookDeps): Field[] {
  const kinds = peopleKinds({ beans, ...deps });
  const type = choiceKind({
    type: 'issuetype',
    of: ISSUE_TYPES,
    nameKey: 'name',
    show: ({ name }) => beans.issueType(name),
  });
  const priority = choiceKind({ type: 'priority', of: PRIORITIES, nameKey: 'name', show: beans.priority });

  return [
    createField(summaryKind, {
      ...{ id: 'summary', name: 'Summary', required: true },
      read: (item) => item.summary,
      write: (item, summary) => ({ ...item, summary }),
    }),
    createField(documentKind, {
      ...{ id: 'description', name: 'Description' },
      read: (item) => item.description,
      write: (item, description) => ({ ...item, description }),
    }),
    createField(
      {
        ...type,
        parse(value, wrong): string {
          const found = type.find(value);
          if (found === undefined) throw wrong('Specify a valid issue type');
          return found.name;
        },
        show: beans.issueType,
        told: (name: string) => ({ id: beans.issueType(name).id, text: name }),
      },
      {
        ...{ id: 'issuetype', name: 'Work type', required: true },
        read: (item) => item.type,
        write: (item, name) => ({ ...item, type: name }),
      },
    ),
    createField(
      {
        ...priority,
        parse(value, wrong): string {
          if (value === null) return DEFAULT_PRIORITY;
          const found = priority.find(value);
          if (found === undefined) throw wrong('The priority selected is invalid.');
          return found.name;
        },
        show: (name: string) => priority.show(idOf(name)),
        told: (name: string) => ({ id: idOf(name), text: name }),
      },
      {
        ...{ id: 'priority', name: 'Priority' },
        read: (item) => item.priority,
        write: (item, name) => ({ ...item, priority: name }),
      },
    ),
    createField(labelsKind, {
      ...{ id: 'labels', name: 'Labels' },
      read: (item) => item.labels,
      write: (item, labels) => ({ ...item, labels: [...labels] }),
    }),
    createField(kinds.assignee, {
      ...{ id: 'assignee', name: 'Assignee' },
      read: (item) => item.assignee ?? null,
      write: ({ assignee: _before, ...item }, accountId) =>
        accountId === null ? item : { ...item, assignee: accountId },
    }),
    createField(kinds.reporter, {
      ...{ id: 'reporter', name: 'Reporter', required: true },
      read: (item) => item.reporter,
      write: (item, accountId) => ({ ...item, reporter: accountId ?? item.reporter }),
    }),
  ];
}

const idOf = (priority: string): string | null => PRIORITIES.find(({ name }) => name === priority)?.id ?? null;

/** They change by other ways than an edit: a transition, a move, time. */
export function readOnlyFields({ beans }: BookDeps): Field[] {
  const readOnly = <Kept>(type: string, show: (kept: Kept) => unknown): Kind<Kept> => ({
    type,
    parse: (_value, wrong) => {
      throw wrong('This field cannot be set.');
    },
    show,
    told: () => ({ id: null, text: null }),
  });
  const time = readOnly('datetime', jiraTime);
  const status: Kind<string> = {
    ...readOnly('status', beans.status),
    told: (name) => ({ id: statusNamed(name).id, text: statusNamed(name).name }),
  };

  return [
    createField(status, { id: 'status', name: 'Status', read: (item) => item.status, write: undefined }),
    createField(readOnly('project', beans.project), {
      ...{ id: 'project', name: 'Project', write: undefined },
      read: (item) => item.projectId,
    }),
    createField(readOnly('user', beans.userById), {
      ...{ id: 'creator', name: 'Creator', write: undefined },
      read: (item) => item.creator,
    }),
    createField(time, { id: 'created', name: 'Created', read: (item) => item.created, write: undefined }),
    createField(time, { id: 'updated', name: 'Updated', read: (item) => item.updated, write: undefined }),
  ];
}
