import type { Condition, Question } from '../form';

/** How a group reads: `none` and `not-all` are the negations of `any` and `all`. */
export type GroupKind = 'all' | 'any' | 'none' | 'not-all';

export type GroupNode = { type: 'group'; kind: GroupKind; path: string; of: readonly Node[] };
export type QuestionNode = { type: 'question'; negated: boolean; path: string; question: Question };
/** A condition as it is built: groups of questions, with a `not` as a property of what it negates. */
export type Node = GroupNode | QuestionNode;

/** A single question stands in a group of its own, so that there is a place to add the next one. */
export function toGroup(condition: Condition, path: string): GroupNode {
  const node = toNode(condition, path, false);
  return node.type === 'group' ? node : { type: 'group', kind: 'all', path, of: [node] };
}

function toNode(condition: Condition, path: string, negated: boolean): Node {
  switch (condition.op) {
    case 'not':
      return toNode(condition.of, `${path}.of`, !negated);
    case 'all':
    case 'any': {
      const kind = negated ? NEGATED[condition.op] : condition.op;
      const of = condition.of.map((each, index) => toNode(each, `${path}.of[${index}]`, false));
      return { type: 'group', kind, path, of };
    }
    case 'is':
    case 'exists':
    case 'at-least':
    case 'below':
      return { type: 'question', negated, path, question: condition };
  }
}

export function toCondition(node: Node): Condition {
  if (node.type === 'question') return node.negated ? { op: 'not', of: node.question } : node.question;
  const of = node.of.map(toCondition);
  switch (node.kind) {
    case 'all':
    case 'any':
      return { op: node.kind, of };
    case 'none':
      return { op: 'not', of: { op: 'any', of } };
    case 'not-all':
      return { op: 'not', of: { op: 'all', of } };
  }
}

const NEGATED = { all: 'not-all', any: 'none' } as const;

/** Their paths are found anew when the condition is read again. */
export const freshQuestion = (): QuestionNode => ({
  type: 'question',
  negated: false,
  path: '',
  question: { op: 'is', fact: 'project', values: [] },
});
export const freshGroup = (): GroupNode => ({ type: 'group', kind: 'any', path: '', of: [freshQuestion()] });
export const freshCondition = (): Condition => toCondition({ ...freshGroup(), kind: 'all' });

export type Comparison = 'is' | 'is-not' | 'exists' | 'is-missing' | 'at-least' | 'below';

export function comparisonOf({ negated, question }: QuestionNode): Comparison | undefined {
  switch (question.op) {
    case 'is':
      return negated ? 'is-not' : 'is';
    case 'exists':
      return negated ? 'is-missing' : 'exists';
    case 'at-least':
    case 'below':
      // Not below is not at least: a fact without a number is neither.
      return negated ? undefined : question.op;
  }
}

/** Keeps what was entered where the next comparison can hold it. */
export function compared(node: QuestionNode, by: Comparison): QuestionNode {
  const { question } = node;
  const { fact } = question;
  const values = 'values' in question ? question.values : [];
  const value = 'value' in question ? question.value : 0;
  switch (by) {
    case 'is':
    case 'is-not':
      return { ...node, negated: by === 'is-not', question: { op: 'is', fact, values } };
    case 'exists':
    case 'is-missing':
      return { ...node, negated: by === 'is-missing', question: { op: 'exists', fact } };
    case 'at-least':
    case 'below':
      return { ...node, negated: false, question: { op: by, fact, value } };
  }
}

/** What was entered belongs to the fact it was entered for. */
export function about(node: QuestionNode, fact: string): QuestionNode {
  const { question } = node;
  if (question.fact === fact) return node;
  return { ...node, question: question.op === 'is' ? { ...question, fact, values: [] } : { ...question, fact } };
}

/** How deep groups lie in each other, this one counted. */
export const depthOf = (node: Node): number =>
  node.type === 'question' ? 0 : 1 + Math.max(0, ...node.of.map(depthOf));
