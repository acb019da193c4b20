import type { DefinitionForm, Fault } from '../../../../../src/admin/contract';

/** The parts of a definition's form, each by the word that the engine uses for it. */
export type Form = DefinitionForm;
export type Faults = readonly Fault[];
export type StepForm = Form['steps'][number];
export type Asked = StepForm['asks'];
export type Quorum = StepForm['quorum'];
export type Rule = Extract<Quorum, { type: 'any-of' }>['rules'][number];
export type Vote = NonNullable<StepForm['vote']>;
export type Condition = NonNullable<StepForm['when']>;
export type Question = Exclude<Condition, { of: unknown }>;
export type Deadline = NonNullable<StepForm['deadline']>;
export type Delivery = NonNullable<StepForm['delivery']>;
export type Level = Deadline['escalate'][number];
export type Scope = Form['scope'];
export type Terms = Form['terms'];
export type Calendar = NonNullable<Terms['calendar']>;
export type Changes = Terms['changes'];
export type Validity = NonNullable<Terms['validity']>;
export type Effect = Terms['onApproved'][number];

export const freshStep = (): StepForm => ({
  name: '',
  together: false,
  asks: { type: 'user', people: [] },
  quorum: { type: 'all' },
  allow: { requestChanges: true, abstain: false },
  comment: 'on-reject',
  exclude: [],
});

export const blankForm = (): Form => ({
  name: '',
  description: '',
  scope: { type: 'global' },
  steps: [{ ...freshStep(), name: 'Approval' }],
  terms: {
    changes: { onChange: 'tell', parts: [], ignoreMinorEdits: false, ignoreWhitespace: true },
    undoMinutes: 5,
    onApproved: [],
    onRejected: [],
  },
});
