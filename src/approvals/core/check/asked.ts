import type { Asked } from '../definition';
import { MAX_PEOPLE } from '../definition';
import { checkCount, checkEach, checkOnce, checkText, type Faults } from './faults';
import { checkAccount, checkEmail, checkFieldId } from './shapes';

const MAX_GROUPS = 20;
const MAX_ID_CHARS = 255;
const PEOPLE = { min: 1, max: MAX_PEOPLE, one: 'person', many: 'people' };

export function checkAsked(field: string, asks: Asked): Faults {
  switch (asks.type) {
    case 'user':
      return checkPeople(`${field}.people`, asks.people);
    case 'external':
      return checkEmails(`${field}.emails`, asks.emails);
    case 'group':
      return [
        ...checkCount(`${field}.groups`, asks.groups, { min: 1, max: MAX_GROUPS, one: 'group', many: 'groups' }),
        ...checkEach(`${field}.groups`, asks.groups, checkNamed),
        ...checkOnce(
          `${field}.groups`,
          asks.groups.map(({ id }) => id),
          '.id',
        ),
      ];
    case 'field':
      return [
        ...checkFieldId(`${field}.field.id`, asks.field.id),
        ...checkText(`${field}.field.name`, asks.field.name, MAX_ID_CHARS),
      ];
    case 'role':
      return checkNamed(`${field}.role`, asks.role);
    case 'space-permission':
      return [];
  }
}

/** A list of accounts that must not be empty. */
export const checkPeople = (field: string, people: readonly string[]): Faults => [
  ...checkCount(field, people, PEOPLE),
  ...checkEach(field, people, checkAccount),
  ...checkOnce(field, people),
];

/** How many people the definition itself names; undefined where they are looked up. */
export function peopleIn(asks: Asked): number | undefined {
  if (asks.type === 'user') return asks.people.length;
  return asks.type === 'external' ? asks.emails.length : undefined;
}

const checkEmails = (field: string, emails: readonly string[]): Faults => [
  ...checkCount(field, emails, { ...PEOPLE, one: 'e-mail address', many: 'e-mail addresses' }),
  ...checkEach(field, emails, checkEmail),
  ...checkOnce(
    field,
    emails.map((email) => email.trim().toLowerCase()),
  ),
];

const checkNamed = (field: string, { id, name }: { readonly id: string; readonly name: string }): Faults => [
  ...checkText(`${field}.id`, id, MAX_ID_CHARS),
  ...checkText(`${field}.name`, name, MAX_ID_CHARS),
];
