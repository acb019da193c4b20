import type { Choice } from './kinds';

/** The types of work items that every project of the site has. */
export const ISSUE_TYPES: readonly Choice[] = [
  { id: '10002', name: 'Task' },
  { id: '10001', name: 'Story' },
  { id: '10004', name: 'Bug' },
  { id: '10000', name: 'Epic' },
];

export const PRIORITIES: readonly Choice[] = [
  { id: '1', name: 'Highest' },
  { id: '2', name: 'High' },
  { id: '3', name: 'Medium' },
  { id: '4', name: 'Low' },
  { id: '5', name: 'Lowest' },
];
export const DEFAULT_PRIORITY = 'Medium';

const DEPARTMENTS: readonly Choice[] = [
  { id: '10201', name: 'Engineering' },
  { id: '10202', name: 'Marketing' },
  { id: '10203', name: 'Warehouse' },
];

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';

/** The custom fields of the site, one of each kind that it models. */
export const CUSTOM_FIELDS = [
  { number: 10100, name: 'Approver', kind: 'user', type: `${TYPES}:userpicker` },
  { number: 10101, name: 'Approvers', kind: 'users', type: `${TYPES}:multiuserpicker` },
  { number: 10102, name: 'Approver group', kind: 'group', type: `${TYPES}:grouppicker` },
  { number: 10103, name: 'Amount', kind: 'number', type: `${TYPES}:float` },
  { number: 10104, name: 'Department', kind: 'select', type: `${TYPES}:select`, options: DEPARTMENTS },
] as const;
