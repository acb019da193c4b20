import type { WorkItem } from '../atlassian/jira-work-items';
import type { Facts, Involved, PeopleField, SubjectState } from './core/model';
import { peopleOf, personOf, textsOf } from './field-value';

/** They change without anybody changing what is decided on. */
const NO_CONTENT = new Set([
  ...['status', 'statuscategorychangedate', 'statusCategory', 'resolution', 'resolutiondate', 'created', 'updated'],
  ...['lastViewed', 'creator', 'project', 'votes', 'watches', 'workratio', 'progress', 'aggregateprogress'],
  ...['timespent', 'aggregatetimespent', 'timeestimate', 'aggregatetimeestimate', 'timetracking'],
]);

/** What the engine knows of a work item. Jira does not say who changed it last. */
export function toWorkItemState({ id, key, fields }: WorkItem, url: string): SubjectState {
  const texts = Object.entries(fields).flatMap(([field, value]): [string, readonly string[]][] => {
    const found = textsOf(value);
    return found.length === 0 ? [] : [[field, found]];
  });
  const values = new Map(texts);
  const container = key.slice(0, key.lastIndexOf('-'));
  return {
    subject: { kind: 'work-item', id, key, title: values.get('summary')?.[0] ?? key, url, container },
    facts: { ...factsOf(values), project: [container] },
    involved: involvedIn(fields),
    peopleFields: peopleFieldsOf(fields),
    content: {
      parts: Object.fromEntries(
        texts.filter(([field]) => !NO_CONTENT.has(field)).map(([field, found]) => [field, found.join('\n')]),
      ),
    },
  };
}

function factsOf(values: ReadonlyMap<string, readonly string[]>): Facts {
  const named = { type: 'issuetype', status: 'status', label: 'labels', priority: 'priority' };
  const facts = Object.entries(named).flatMap(([fact, field]) => {
    const found = values.get(field);
    return found === undefined ? [] : [[fact, found] as const];
  });
  return Object.fromEntries([...facts, ...[...values].map(([field, found]) => [`field:${field}`, found] as const)]);
}

function involvedIn({ assignee, reporter }: WorkItem['fields']): Involved {
  const [assigned, reported] = [personOf(assignee), personOf(reporter)];
  return {
    ...(assigned === undefined ? {} : { assignee: assigned }),
    ...(reported === undefined ? {} : { reporter: reported }),
  };
}

function peopleFieldsOf(fields: WorkItem['fields']): Readonly<Record<string, PeopleField>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => {
      const people = peopleOf(value);
      return people === undefined ? [] : [[field, people]];
    }),
  );
}
