import type { Subject } from '../../../subjects/core/model';
import type { Asked, Condition, Draft, Effect, Scope } from '../definition';
import { canHold, kindsOf } from '../scope';
import { checkCondition } from './condition';
import { checkCount, checkEach, checkOnce, type Faults, faultIf } from './faults';
import { checkProject, checkSpace } from './shapes';

const MAX_KEYS = 100;

type Kind = Subject['kind'];

export function checkScope(field: string, scope: Scope): Faults {
  if (scope.type === 'global') return [];
  const { projects, spaces } = scope;
  return [
    ...faultIf(projects.length + spaces.length === 0, field, 'must name at least one project or space'),
    ...checkCount(`${field}.projects`, projects, { max: MAX_KEYS, one: 'project', many: 'projects' }),
    ...checkEach(`${field}.projects`, projects, checkProject),
    ...checkOnce(`${field}.projects`, projects),
    ...checkCount(`${field}.spaces`, spaces, { max: MAX_KEYS, one: 'space', many: 'spaces' }),
    ...checkEach(`${field}.spaces`, spaces, checkSpace),
    ...checkOnce(
      `${field}.spaces`,
      spaces.map((key) => key.toLowerCase()),
    ),
  ];
}

/** What a definition uses of work items or pages that its scope does not have. */
export function checkWithinScope({ scope, steps, startWhen, terms }: Draft): Faults {
  const kinds = kindsOf(scope);
  if (kinds.length === 0) return [];

  const needs = (path: string, kind: Kind | undefined) =>
    faultIf(
      kind !== undefined && !kinds.includes(kind),
      path,
      `must not be there: the scope has no ${WORDS[kind ?? 'page']}`,
    );
  const checkEffect = (path: string, { type }: Effect) => needs(path, KIND_OF_EFFECT[type]);

  return [
    ...checkEach('steps', steps, (path, { asks, when }) => [
      ...needs(`${path}.asks`, KIND_OF_ASKED[asks.type]),
      ...(when === undefined ? [] : checkFeasible(`${path}.when`, when, scope)),
    ]),
    ...(startWhen === undefined ? [] : checkFeasible('startWhen', startWhen, scope)),
    ...checkEach('terms.onApproved', terms.onApproved, checkEffect),
    ...checkEach('terms.onRejected', terms.onRejected, checkEffect),
  ];
}

/** A condition with faults of its own is not judged any further. */
const checkFeasible = (field: string, condition: Condition, scope: Scope): Faults =>
  faultIf(
    checkCondition(field, condition).length === 0 && !canHold(condition, scope),
    field,
    'must be possible for something in the scope',
  );

const WORDS: Readonly<Record<Kind, string>> = { 'work-item': 'project', page: 'space' };

const KIND_OF_ASKED: Readonly<Record<Asked['type'], Kind | undefined>> = {
  user: undefined,
  group: undefined,
  external: undefined,
  field: 'work-item',
  role: 'work-item',
  'space-permission': 'page',
};

const KIND_OF_EFFECT: Readonly<Record<Effect['type'], Kind | undefined>> = {
  transition: 'work-item',
  'set-field': 'work-item',
  'add-label': undefined,
  comment: undefined,
};
