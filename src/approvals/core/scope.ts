import type { Subject } from '../../subjects/core/model';
import { holds } from './condition';
import type { Condition, Scope } from './definition';

/** Whether approvals of this scope are offered on the subject. Keys are the same in upper and lower case. */
export function inScope(scope: Scope, { kind, container }: Pick<Subject, 'kind' | 'container'>): boolean {
  return scope.type === 'global' || containersOf(scope, kind).some((key) => isSame(key, container));
}

/** The kinds of subjects that a scope can include. */
export const kindsOf = (scope: Scope): readonly Subject['kind'][] =>
  KINDS.filter((kind) => scope.type === 'global' || containersOf(scope, kind).length > 0);

/** Whether any subject in scope could fulfil the condition. */
export const canHold = (condition: Condition, scope: Scope): boolean =>
  kindsOf(scope).some((kind) => outcomesOf(condition, { kind, scope }).yes);

const KINDS = ['work-item', 'page'] as const;

/** What a condition can come out as, over all subjects of a kind in scope. */
type Outcomes = { readonly yes: boolean; readonly no: boolean };
type Place = { readonly kind: Subject['kind']; readonly scope: Scope };

function outcomesOf(condition: Condition, place: Place): Outcomes {
  switch (condition.op) {
    case 'all': {
      const parts = condition.of.map((each) => outcomesOf(each, place));
      return { yes: parts.every(({ yes }) => yes), no: parts.some(({ no }) => no) };
    }
    case 'any': {
      const parts = condition.of.map((each) => outcomesOf(each, place));
      return { yes: parts.some(({ yes }) => yes), no: parts.every(({ no }) => no) };
    }
    case 'not': {
      const { yes, no } = outcomesOf(condition.of, place);
      return { yes: no, no: yes };
    }
    case 'is':
    case 'exists':
    case 'at-least':
    case 'below':
      return outcomesOfFact(condition, place);
  }
}

type Question = Extract<Condition, { readonly fact: string }>;

function outcomesOfFact(question: Question, { kind, scope }: Place): Outcomes {
  const { fact } = question;
  if (fact !== 'label' && kind !== (fact === 'space' ? 'page' : 'work-item')) return { yes: false, no: true };
  if (scope.type === 'global' || (fact !== 'project' && fact !== 'space')) return { yes: true, no: true };

  const answers = containersOf(scope, kind).map((key) => holds(question, { [fact]: [key] }));
  return { yes: answers.includes(true), no: answers.includes(false) };
}

const containersOf = (scope: Extract<Scope, { type: 'chosen' }>, kind: Subject['kind']) =>
  kind === 'page' ? scope.spaces : scope.projects;

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
