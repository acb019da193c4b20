import { adfText, isAdf } from '../atlassian/adf-text';
import { membersOf } from '../atlassian/json';
import { type AccountId, toAccountId } from '../shared/brand';
import type { PeopleField } from './core/model';

/** What an account is called in the answers for people whom nobody may know. */
const UNKNOWN = 'unknown';

/** What a value of Jira is known by: the first of these that it has. */
const NAMED_BY = ['accountId', 'value', 'name', 'key', 'filename', 'id'] as const;

/** The values of a field as text: options, people by account id, numbers, labels, dates; a document as what it says. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value === '' ? [] : [String(value)];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (isAdf(value)) return [adfText(value)].filter((text) => text !== '');

  const members = membersOf(value);
  // A group is asked about by its name, and looked up by its id.
  if (typeof members.groupId === 'string') return [...textsOf(members.name), members.groupId];
  const name = NAMED_BY.map((each) => members[each]).find(
    (each) => typeof each === 'string' || typeof each === 'number',
  );
  return [...textsOf(name), ...textsOf(members.child)];
}

/** Undefined where the field holds neither people nor groups. */
export function peopleOf(value: unknown): PeopleField | undefined {
  const values = (Array.isArray(value) ? value : [value]).map(membersOf);
  const users = values.flatMap(({ accountId }) => accountOf(accountId) ?? []);
  const groups = values.flatMap(({ groupId }) => (typeof groupId === 'string' ? [groupId] : []));
  return users.length + groups.length === 0 ? undefined : { users, groups };
}

/** The one person in a field such as the assignee. */
export const personOf = (value: unknown): AccountId | undefined => accountOf(membersOf(value).accountId);

const accountOf = (id: unknown): AccountId | undefined =>
  typeof id === 'string' && id !== UNKNOWN ? toAccountId(id) : undefined;
