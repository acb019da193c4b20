import type { Condition, Form, StepForm } from '../../static/app/src/settings/definitions/form';
import { blankForm, freshStep } from '../../static/app/src/settings/definitions/form';

export const step = (more: Partial<StepForm> = {}): StepForm => ({ ...freshStep(), name: 'Review', ...more });

export const form = (...steps: StepForm[]): Form => ({ ...blankForm(), name: 'Release', steps });

export const isIn = (fact: string, ...values: string[]): Condition => ({ op: 'is', fact, values });

/** A definition that uses whatever there is. */
export const everything: Form = {
  name: 'Everything',
  description: 'All that a definition can say.',
  scope: { type: 'chosen', projects: ['SHOP'], spaces: ['DOCS'] },
  startWhen: { op: 'not', of: { op: 'any', of: [isIn('label', 'draft'), { op: 'exists', fact: 'field:duedate' }] } },
  steps: [
    step({
      name: 'People',
      asks: { type: 'user', people: ['ada', 'ben'] },
      quorum: { type: 'named', people: ['ada'], fail: 1 },
      when: { op: 'all', of: [{ op: 'at-least', fact: 'field:amount', value: 5 }, isIn('type', 'Bug')] },
      deadline: {
        dueInMinutes: 960,
        remindBeforeMinutes: [60],
        escalate: [{ afterMinutes: 480, to: 'cleo' }],
        onExpiry: 'reject',
      },
    }),
    step({ name: 'Group', together: true, asks: { type: 'group', groups: [{ id: 'g1', name: 'Finance' }] } }),
    step({ name: 'Field', asks: { type: 'field', field: { id: 'customfield_1', name: 'Approvers' } } }),
    step({
      name: 'Role',
      asks: { type: 'role', role: { id: '10', name: 'Lead' } },
      quorum: { type: 'number', pass: 2 },
    }),
    step({ name: 'Space', asks: { type: 'space-permission', permission: 'create-page' } }),
    step({
      name: 'External',
      asks: { type: 'external', emails: ['eve@partner.example'] },
      quorum: {
        type: 'any-of',
        rules: [
          { type: 'percent', percent: 50 },
          { type: 'named', people: ['dora'] },
        ],
      },
      exclude: ['requester', 'last-editor'],
    }),
    step({
      name: 'Vote',
      quorum: { type: 'all-responded' },
      vote: {
        options: [
          { name: 'A', rejects: false },
          { name: 'B', rejects: true },
        ],
        choice: 'multiple',
        tie: 'moderator',
        moderator: 'finn',
      },
    }),
  ],
  terms: {
    calendar: { timeZone: 'Europe/Berlin', hours: [{ day: 1, from: '09:00', to: '17:00' }], holidays: ['2026-12-25'] },
    changes: { onChange: 'ask-again', parts: ['title'], ignoreMinorEdits: true, ignoreWhitespace: false },
    undoMinutes: 10,
    validity: { days: 365, renewDaysBefore: 30 },
    onApproved: [
      { type: 'transition', to: 'Done' },
      { type: 'set-field', field: 'customfield_2', value: 'yes' },
    ],
    onRejected: [
      { type: 'add-label', label: 'no' },
      { type: 'comment', text: 'Sorry.' },
    ],
  },
};
