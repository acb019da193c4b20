import type { Asked, Effect, Quorum, Rule, Scope, SpacePermission, Vote } from '../approvals/core/definition';

/** What a definition says, in words for people. Names of people are not among them: the front end asks for those. */

const ALLOWED: Record<SpacePermission, string> = {
  'administer-space': 'everybody who may administer the space',
  'create-page': 'everybody who may create pages in the space',
  'delete-page': 'everybody who may delete pages in the space',
};

/** `people` is how many are asked now, where a step runs: some are added or taken out by hand. */
export function asksText(asks: Asked, people?: number): string {
  switch (asks.type) {
    case 'user':
      return counted(people ?? asks.people.length, 'person', 'people');
    case 'group':
      return `${asks.groups.length === 1 ? 'group' : 'groups'} ${asks.groups.map(({ name }) => name).join(', ')}`;
    case 'field':
      return `field ${asks.field.name}`;
    case 'role':
      return `project role ${asks.role.name}`;
    case 'space-permission':
      return ALLOWED[asks.permission];
    case 'external':
      return `${counted(asks.emails.length, 'person', 'people')} by e-mail`;
  }
}

/** `people` is how many are asked, as far as that is known. */
export function quorumText(quorum: Quorum, about: { readonly people?: number; readonly vote: boolean }): string {
  const { people } = about;
  const verb = about.vote ? 'vote' : 'approve';
  const failed =
    quorum.fail === undefined ? '' : `; ${counted(quorum.fail, 'rejection fails it', 'rejections fail it')}`;
  if (quorum.type === 'any-of')
    return `${quorum.rules.map((rule) => whoOf(rule, people)).join(' or ')} must ${verb}${failed}`;
  if (quorum.type === 'all-responded') return `everybody answers, one ${verb}s${failed}`;
  return `${whoOf(quorum, people)} must ${verb}${failed}`;
}

const TIE: Record<Vote['tie'], string> = {
  first: 'In a tie the option that stands first wins.',
  reject: 'A tie counts as a rejection.',
  moderator: 'In a tie the moderator chooses.',
  deadlock: 'A tie is broken by nobody: the vote stays open and is reported.',
};

export const tieText = (tie: Vote['tie']): string => TIE[tie];

/** Who has to agree; reads on with `must approve`. */
function whoOf(rule: Rule, people: number | undefined): string {
  switch (rule.type) {
    case 'all':
      return people === 1 ? 'they' : 'all';
    case 'any':
      return people === 1 ? 'they' : 'one';
    case 'number':
      return people === undefined ? `${rule.pass}` : `${rule.pass} of ${people}`;
    case 'percent':
      return `at least ${rule.percent} %`;
    case 'all-responded':
      return 'one, once everybody has answered,';
    case 'named':
      return rule.people.length === 1 ? 'the named person' : `all ${rule.people.length} named people`;
  }
}

/** How many people a step asks, where the definition itself says so. */
export function countIn(asks: Asked): { people?: number } {
  if (asks.type === 'user') return { people: asks.people.length };
  return asks.type === 'external' ? { people: asks.emails.length } : {};
}

export function scopeText(scope: Scope): string {
  if (scope.type === 'global') return 'everywhere';
  const parts = [listed('project', scope.projects), listed('space', scope.spaces)];
  return parts.filter((part) => part !== '').join('; ') || 'nowhere';
}

export function effectText(effect: Effect): string {
  switch (effect.type) {
    case 'transition':
      return `transition to ${effect.to}`;
    case 'set-field':
      return `field ${effect.field}`;
    case 'add-label':
      return `label ${effect.label}`;
    case 'comment':
      return 'comment';
  }
}

const listed = (one: string, keys: readonly string[]) =>
  keys.length === 0 ? '' : `${one}${keys.length === 1 ? '' : 's'} ${keys.join(', ')}`;

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
