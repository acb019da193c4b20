import { NotEmulatedError } from '../../twin';
import { refuse } from '../errors';
import type { WorkItemRecord } from '../records';
import type { JiraSite } from '../site';
import { createFieldTerms } from './field-terms';
import { fold, type Term } from './term';
import { valueTerm } from './value-term';

/** Names that Jira knows and the site does not model. */
const NOT_MODELLED =
  /^(text|comment|component|fixversion|affectedversion|due|duedate|resolution|resolved|sprint|parent|watchers?|voters?|votes|worklog\w*|attachments|filter|level|environment|category|lastviewed|statuscategorychangeddate|hierarchylevel)$/;

/** `issue.property[key].path`, the key with quotes or without. */
const PROPERTY = /^issue\.property\[["']?(.+?)["']?\]\.(.+)$/;
/** One element of a list. */
const ELEMENT = /^(.+)\[(\d+)\]$/;

export function createTerms(site: JiraSite) {
  const fieldTerm = createFieldTerms(site);
  const properties = site.indexed
    .filter(({ entityType }) => entityType === 'issue')
    .flatMap(({ propertyKey, values }) => values.map((value) => ({ propertyKey, ...value })));

  function propertyTerm(name: string): Term | undefined {
    const [, key, path = ''] = PROPERTY.exec(name) ?? [];
    const [, listed, nth] = key === undefined ? (ELEMENT.exec(name) ?? []) : [];
    const alias = listed ?? name;
    const found = properties.find(({ propertyKey, searchAlias, ...each }) =>
      key === undefined ? fold(searchAlias ?? '') === alias : fold(propertyKey) === key && fold(each.path) === path,
    );
    if (found === undefined) return undefined;
    const read = (item: WorkItemRecord) => {
      const all = at(item.properties.find((each) => each.key === found.propertyKey)?.value, found.path);
      return nth === undefined ? all : all.slice(Number(nth), Number(nth) + 1);
    };
    return valueTerm({ type: found.type, name, read, clock: site.clock });
  }

  return (field: string): Term => {
    const name = fold(field);
    const term = fieldTerm(name) ?? propertyTerm(name);
    if (term !== undefined) return term;
    if (NOT_MODELLED.test(name)) throw new NotEmulatedError(`jira JQL field ${field}`);
    throw refuse(400, `Field '${field}' does not exist or you do not have permission to view it.`);
  };
}

/** What lies at a path like `label.color`; of a list, each of its elements. */
function at(value: unknown, path: string): unknown[] {
  const found = path.split('.').reduce<unknown>((inner, step) => {
    return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined;
  }, value);
  return [found ?? []].flat();
}
