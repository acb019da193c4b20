import fc from 'fast-check';
import type { Command, StepDefinition } from '../../src/approvals/core/model';
import { ALL, ANY, cancelBy, crowd, decision, RITA, SUBJECT_DELETED, userStep } from '../support/builders';

const CROWD = crowd(5);
const STRANGERS = crowd(7).slice(5);

const person = fc.constantFrom(...CROWD, ...STRANGERS);
const kind = fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const);
const comment = fc.option(fc.constantFrom('Fine.', 'No.', 'x'.repeat(2_001)), { nil: undefined, freq: 3 });

/** One to four steps with one to five people each; a person may be in several steps. */
export const someSteps: fc.Arbitrary<readonly StepDefinition[]> = fc.array(
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(...CROWD), { minLength: 1 }), fc.constantFrom(ALL, ANY))
    .map(([approvers, quorum]) => userStep(approvers, quorum)),
  { minLength: 1, maxLength: 4 },
);

export const someCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(person, kind, comment).map(([by, what, text]) => decision(by, what, text)) },
  { weight: 1, arbitrary: fc.constantFrom(RITA, ...CROWD).map(cancelBy) },
  { weight: 1, arbitrary: fc.constant(SUBJECT_DELETED) },
);

export const someCommands = fc.array(someCommand, { maxLength: 25 });
