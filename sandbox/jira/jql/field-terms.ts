import { refuse } from '../errors';
import { CUSTOM_FIELDS, ISSUE_TYPES, PRIORITIES } from '../fields/catalogue';
import type { Choice } from '../fields/kinds';
import type { WorkItemRecord } from '../records';
import type { JiraSite } from '../site';
import { CATEGORIES, STATUSES, statusNamed } from '../workflow';
import { EQUALITY, fold, parseMoment, RANGE, type Term, WORDS } from './term';
import { valueTerm } from './value-term';

const SYNONYMS: Readonly<Record<string, string>> = { issue: 'key', issuekey: 'key', type: 'issuetype' };

const choices = (list: readonly Choice[]) => list.flatMap(({ id, name }) => [id, name]);

/** The fields of the site by their names in JQL, all in small letters. */
export function createFieldTerms({ store, people, groups, clock }: JiraSite) {
  const named = (field: string, values: (item: WorkItemRecord) => readonly string[], known: () => string[]): Term => ({
    operators: EQUALITY,
    type: 'string',
    values: (item) => values(item).map(fold),
    means(text) {
      if (known().some((each) => fold(each) === fold(text))) return fold(text);
      throw refuse(400, `The value '${text}' does not exist for the field '${field}'.`);
    },
  });

  const person = (field: string, read: (item: WorkItemRecord) => readonly (string | undefined)[]): Term => ({
    ...named(
      field,
      (item) => read(item).filter((id) => id !== undefined),
      () => people.all().map((each) => each.accountId),
    ),
    type: 'user',
  });

  const moment = (read: (item: WorkItemRecord) => number): Term => ({
    operators: RANGE,
    type: 'date',
    values: (item) => [read(item)],
    means: (text) => parseMoment(text, clock.now()),
    rank: read,
  });

  const workItem = (field: string): Term => ({
    ...named(
      field,
      (item) => [item.key, item.id],
      () => store.items().flatMap(({ key, id }) => [key, id]),
    ),
    means(text) {
      if (store.find(text) !== undefined) return fold(text);
      throw refuse(400, `An issue with key '${text}' does not exist for field '${field}'.`);
    },
    rank: (item) => Number(item.id),
  });

  const choice = (field: string, read: (item: WorkItemRecord) => string, list: readonly Choice[]) =>
    named(
      field,
      (item) => choices(list.filter(({ name }) => name === read(item))),
      () => choices(list),
    );

  const projectOf = (item: WorkItemRecord) => {
    const project = store.findProject(item.projectId);
    return project === undefined ? [] : [project.id, project.key, project.name];
  };
  const categories = Object.entries(CATEGORIES).map(([key, { name }]) => ({ id: key, name }));

  const system: Readonly<Record<string, Term>> = {
    project: named('project', projectOf, () => store.projects().flatMap(({ id, key, name }) => [id, key, name])),
    key: workItem('key'),
    id: workItem('id'),
    status: choice('status', (item) => item.status, STATUSES),
    statuscategory: choice('statusCategory', (item) => CATEGORIES[statusNamed(item.status).category].name, categories),
    issuetype: choice('issuetype', (item) => item.type, ISSUE_TYPES),
    priority: {
      ...choice('priority', (item) => item.priority, PRIORITIES),
      rank: (item) => -PRIORITIES.findIndex(({ name }) => name === item.priority),
    },
    labels: {
      ...named(
        'labels',
        (item) => item.labels,
        () => [],
      ),
      means: fold,
    },
    assignee: person('assignee', (item) => [item.assignee]),
    reporter: person('reporter', (item) => [item.reporter]),
    creator: person('creator', (item) => [item.creator]),
    created: moment((item) => item.created),
    updated: moment((item) => item.updated),
    summary: { operators: WORDS, type: 'text', values: (item) => [item.summary], means: fold },
  };

  function custom(name: string): Term | undefined {
    const field = CUSTOM_FIELDS.find((each) => `cf[${each.number}]` === name || fold(each.name) === name);
    if (field === undefined) return undefined;
    const raw = (item: WorkItemRecord) => [item.custom[`customfield_${field.number}`] ?? []].flat();
    switch (field.kind) {
      case 'number':
        return valueTerm({ type: 'number', name: field.name, read: raw, clock });
      case 'user':
      case 'users':
        return person(field.name, (item) => raw(item).map(String));
      case 'group': {
        const groupNames = (id: string) => [id, groups.find(id)?.name ?? id];
        const all = () => groups.all().flatMap(({ id }) => groupNames(id));
        return named(field.name, (item) => raw(item).flatMap((id) => groupNames(String(id))), all);
      }
      case 'select': {
        const chosen = (item: WorkItemRecord) => field.options.filter(({ id }) => raw(item).includes(id));
        return named(
          field.name,
          (item) => choices(chosen(item)),
          () => choices(field.options),
        );
      }
    }
  }

  return (name: string): Term | undefined => {
    const key = SYNONYMS[name] ?? name;
    return (Object.hasOwn(system, key) ? system[key] : undefined) ?? custom(name);
  };
}
