import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { decide } from '../../src/approvals/core/decide';
import type { Step } from '../../src/approvals/core/model';
import type { start } from '../../src/approvals/core/start';
import type { Instant } from '../../src/shared/brand';
import { replayed, startedApproval } from '../support/builders';
import { START } from '../support/fake-ports';
import { someCommand, someCommands, someSteps } from './arbitraries';

const now = { at: START + 1, sequence: 99 };

/** Counted from scratch, in another way than the engine does. */
function recount(step: Step): string {
  const votes = step.approvers.map(({ decision }) => decision?.kind ?? 'none');
  if (step.quorum.type === 'any') {
    if (votes.includes('approve')) return 'approved';
    return votes.every((vote) => vote === 'reject') ? 'rejected' : 'undecided';
  }
  if (votes.includes('reject')) return 'rejected';
  return votes.every((vote) => vote === 'approve') ? 'approved' : 'undecided';
}

describe('whatever the commands and their order', () => {
  it('a closed approval refuses every further command', () => {
    fc.assert(
      fc.property(someSteps, someCommands, someCommand, (steps, commands, late) => {
        const { next } = replayed(startedApproval(steps), commands);
        fc.pre(next.status !== 'pending');

        expect(decide(next, late, now)).toEqual({ ok: false, error: 'approval-closed' });
      }),
    );
  });

  it('an approval closes at most once, and nothing happens afterwards', () => {
    fc.assert(
      fc.property(someSteps, someCommands, (steps, commands) => {
        const { next, events } = replayed(startedApproval(steps), commands);
        const closings = events.flatMap(({ type }, index) => (type === 'approval.closed' ? [index] : []));

        expect(closings).toEqual(next.status === 'pending' ? [] : [events.length - 1]);
      }),
    );
  });

  it('in one step the same command twice is the same as once', () => {
    fc.assert(
      fc.property(someSteps, someCommands, ([step], commands) => {
        const first = startedApproval(step === undefined ? [] : [step]);
        const once = replayed(first, commands);
        const doubled = replayed(
          first,
          commands.flatMap((each) => [each, each]),
        );

        expect(doubled.next).toEqual(once.next);
        expect(doubled.events).toEqual(once.events);
      }),
    );
  });

  it('a person decides once in a step, however often the command comes', () => {
    fc.assert(
      fc.property(someSteps, someCommands, (steps, commands) => {
        const { events } = replayed(
          startedApproval(steps),
          commands.flatMap((each) => [each, each, each]),
        );
        const made = events.flatMap((event) => (event.type === 'decision.made' ? [`${event.step} ${event.by}`] : []));

        expect(new Set(made).size).toBe(made.length);
      }),
    );
  });

  it('every step stands where a recount of its decisions puts it', () => {
    fc.assert(
      fc.property(someSteps, someCommands, (steps, commands) => {
        const { next } = replayed(startedApproval(steps), commands);

        for (const step of next.steps) {
          const expected = step.status === 'approved' || step.status === 'rejected' ? step.status : 'undecided';
          expect(recount(step)).toBe(expected);
        }
      }),
    );
  });

  it('at most one step is open: none when the approval is closed, else the first that is undecided', () => {
    fc.assert(
      fc.property(someSteps, someCommands, (steps, commands) => {
        const { next } = replayed(startedApproval(steps), commands);
        const open = next.steps.flatMap(({ status }, index) => (status === 'open' ? [index] : []));
        const undecided = next.steps.findIndex((step) => recount(step) === 'undecided');

        expect(open).toEqual(next.status === 'pending' ? [undecided] : []);
      }),
    );
  });

  it('a refused command changes nothing and the answer is always the same', () => {
    fc.assert(
      fc.property(someSteps, someCommands, someCommand, (steps, commands, command) => {
        const { next } = replayed(startedApproval(steps), commands);
        const before = structuredClone(next);

        expect(decide(next, command, now)).toEqual(decide(before, command, now));
        expect(next).toEqual(before);
      }),
    );
  });
});

describe('the core', () => {
  it('is given an instant and never a clock', () => {
    expectTypeOf(decide).parameter(2).toEqualTypeOf<{ readonly at: Instant; readonly sequence: number }>();
    expectTypeOf<typeof start>().parameter(2).toEqualTypeOf<Instant>();
  });
});
