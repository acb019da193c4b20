import type { Actor } from '../../atlassian/people';
import { NotEmulatedError } from '../../twin';
import { refuse } from '../errors';
import type { WorkItemRecord } from '../records';
import type { JiraSite } from '../site';
import { type Condition, malformed, type Operand, type Operator, parseJql } from './jql';
import { type Comparable, fold, type Term } from './term';
import { createTerms } from './terms';

type Test = (item: WorkItemRecord) => boolean;
export type Query = { matches: Test; compare: (a: WorkItemRecord, b: WorkItemRecord) => number };

/** The newest first, where the query does not say otherwise. */
const BY_AGE: Query['compare'] = (a, b) => Number(b.id) - Number(a.id);

export function createQueries(site: JiraSite) {
  const termOf = createTerms(site);

  function compile(condition: Condition, actor: Actor): Test {
    switch (condition.type) {
      case 'not': {
        const inner = compile(condition.of, actor);
        return (item) => !inner(item);
      }
      case 'and':
      case 'or': {
        const [left, right] = [compile(condition.left, actor), compile(condition.right, actor)];
        return condition.type === 'and' ? (item) => left(item) && right(item) : (item) => left(item) || right(item);
      }
      case 'clause': {
        const { field, operator, operands } = condition;
        const term = termOf(field);
        if (!term.operators.includes(operator)) {
          throw refuse(400, `The operator '${operator}' is not supported by the '${field}' field.`);
        }
        return testOf(term, operator, operands, actor);
      }
    }
  }

  function testOf(term: Term, operator: Operator, operands: readonly Operand[], actor: Actor): Test {
    const withEmpty = operands.some(({ type }) => type === 'empty');
    const meant = operands.flatMap((operand) => meaningOf(term, operand, actor));
    if ((operator === 'is' || operator === 'is not') && !withEmpty) {
      throw malformed(`The operator '${operator}' takes EMPTY or NULL only.`);
    }
    const isEmpty: Test = (item) => withEmpty && term.values(item).length === 0;
    const isAny: Test = (item) => isEmpty(item) || term.values(item).some((value) => meant.includes(value));

    switch (operator) {
      case '=':
      case 'in':
      case 'is':
        return isAny;
      // What is empty is not found by being different from something.
      case '!=':
      case 'not in':
      case 'is not':
        return (item) => term.values(item).length > 0 && !isAny(item);
      case '~':
        return (item) => term.values(item).some((value) => meant.every((words) => hasWords(value, words)));
      case '!~':
        return (item) => term.values(item).every((value) => !meant.every((words) => hasWords(value, words)));
      case '<':
      case '<=':
      case '>':
      case '>=':
        return (item) => term.values(item).some((value) => meant.some((limit) => isBeyond(operator, value, limit)));
    }
  }

  function meaningOf(term: Term, operand: Operand, actor: Actor): readonly Comparable[] {
    switch (operand.type) {
      case 'empty':
        return [];
      case 'value':
        return [term.means(operand.text)];
      case 'function':
        if (term.type !== 'user') throw new NotEmulatedError(`JQL function ${operand.name}`);
        return peopleOf(fold(operand.name), operand.args[0] ?? '', actor).map(fold);
    }
  }

  function peopleOf(name: string, argument: string, actor: Actor): readonly string[] {
    if (name === 'currentuser') return [actor.accountId];
    if (name !== 'membersof') throw new NotEmulatedError(`JQL function ${name}`);
    const group = site.groups.named(argument) ?? site.groups.find(argument);
    if (group === undefined) throw refuse(400, `Function 'membersOf' can not find the group '${argument}'.`);
    return group.members;
  }

  return (text: string, actor: Actor): Query => {
    const { where, orderBy } = parseJql(text);
    if (where === undefined) {
      throw refuse(400, 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
    }
    const orders = orderBy.map(({ field, descending }) => {
      const { rank } = termOf(field);
      if (rank === undefined) throw new NotEmulatedError(`JQL order by ${field}`);
      return (a: WorkItemRecord, b: WorkItemRecord) => (descending ? -1 : 1) * compareRanks(rank(a), rank(b));
    });
    const compare: Query['compare'] = (a, b) => orders.map((each) => each(a, b)).find((n) => n !== 0) ?? BY_AGE(a, b);
    return { matches: compile(where, actor), compare };
  };
}

function isBeyond(operator: '<' | '<=' | '>' | '>=', value: Comparable, limit: Comparable): boolean {
  const order = compareRanks(value, limit);
  if (order === 0) return operator === '<=' || operator === '>=';
  return order < 0 ? operator.startsWith('<') : operator.startsWith('>');
}

function compareRanks(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function hasWords(value: Comparable, words: Comparable): boolean {
  const known = wordsOf(value);
  return wordsOf(words).every((word) => known.includes(word));
}

const wordsOf = (text: Comparable): string[] => fold(String(text)).match(/[\p{L}\p{N}]+/gu) ?? [];
