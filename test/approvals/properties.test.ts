import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { decide } from '../../src/approvals/core/decide';
import type { Approval, ApprovalEvent, OpenStep, Step } from '../../src/approvals/core/model';
import { seatOf } from '../../src/approvals/core/seat';
import type { start } from '../../src/approvals/core/start';
import { deciderOf, groupsOf, isDelegate } from '../../src/approvals/core/steps';
import { resultOf } from '../../src/approvals/core/vote';
import type { Instant } from '../../src/shared/brand';
import { START } from '../support/fake-ports';
import { someDefinition, someHistory } from './arbitraries';
import { carriedOn } from './carry-on';
import { isApprovedBy } from './recount';
import { eventsOf, lastOf, type Pace, retold, statesOf, statusesIn, type Walk, walk } from './walk';

const RUNS = Number(process.env.RUNS ?? 300);

const always = (claim: (story: Walk) => void) =>
  fc.assert(
    fc.property(someDefinition, someHistory, (definition, history) => claim(walk(definition, history))),
    { numRuns: RUNS },
  );
const eachStep = (claim: (step: Step, state: Approval, index: number) => void) =>
  always((story) => {
    for (const state of statesOf(story)) for (const [index, step] of state.steps.entries()) claim(step, state, index);
  });
const eachPace = (claim: (pace: Pace) => void) =>
  always(({ paces }) => {
    for (const pace of paces) claim(pace);
  });

const asked = (step: Step) => step.approvers.filter(({ left }) => left === undefined);
const isActive = ({ status }: Step) => status === 'open' || status === 'resolving' || status === 'returned';
const isThrough = ({ status }: Step) => status === 'approved' || status === 'left-out';

describe('whoever decides', () => {
  it('is asked, or stands in for somebody who is, and is not excluded', () => {
    eachPace(({ before, command, at, answer }) => {
      if (command.type !== 'decide' || answer !== 'accepted') return;
      const step = before.steps[command.step ?? -1];
      const may =
        step !== undefined && asked(step).some((each) => each.id === command.by || isDelegate(each, command.by, at));
      const excluded = step?.excluded.some(({ id }) => id === command.by) === true;
      const requester = step?.exclude.includes('requester') === true && command.by === before.requester;

      expect({ may, excluded, requester }).toEqual({ may: true, excluded: false, requester: false });
    });
  });

  it('has one voice in a step', () => {
    eachStep((step) => {
      const voices = step.approvers.map(deciderOf).filter((id) => id !== undefined);

      expect(new Set(voices).size).toBe(voices.length);
    });
  });

  it('is still asked: nobody leaves a decision behind', () => {
    eachStep(({ approvers }) => {
      expect(approvers.filter(({ left, decision }) => left !== undefined && decision !== undefined)).toEqual([]);
    });
  });

  it('comes before the step is due, and on content that is not outdated', () => {
    eachPace(({ before, command, at, answer }) => {
      if (command.type !== 'decide' || answer !== 'accepted') return;
      const step = before.steps[command.step ?? -1];

      expect(before.outdatedAt).toBeUndefined();
      expect(step?.status === 'open' && (step.clock === undefined || at < step.clock.dueAt)).toBe(true);
    });
  });
});

describe('a step', () => {
  it('is named once for each person', () => {
    eachStep(({ approvers }) => {
      expect(new Set(approvers.map(({ id }) => id)).size).toBe(approvers.length);
    });
  });

  it('that is open has somebody who can answer, a moderator with votes, or a deadlock that was told, or waits for outdated content', () => {
    eachStep((step, state, index) => {
      if (step.status !== 'open' || state.outdatedAt !== undefined) return;

      expect(canGoOn(step, state, index) || step.deadlock !== undefined).toBe(true);
    });
  });

  it('never holds an approval up in silence: when all do their part it ends, or a deadlock or a change was told', () => {
    always((story) => {
      const last = story.paces.at(-1);
      const end = carriedOn(lastOf(story), last?.at ?? START);
      const stuck = end.steps.some((step) => step.status === 'open' && step.deadlock !== undefined);

      expect(end.status !== 'pending' || end.outdatedAt !== undefined || stuck).toBe(true);
    });
  });

  it('that is a deadlock was told to be that for this reason', () => {
    always((story) => {
      const told = eventsOf(story).flatMap((event) =>
        event.type === 'step.deadlocked' ? [`${event.step} ${event.reason}`] : [],
      );
      for (const [index, step] of lastOf(story).steps.entries()) {
        if (step.status === 'open' && step.deadlock !== undefined)
          expect(told).toContain(`${index} ${step.deadlock.reason}`);
      }
    });
  });

  it('is approved by its rule, by who was called in, by the moderator, or by a policy that may; never for want of people', () => {
    eachPace((pace) => {
      for (const event of pace.events) {
        if (event.type === 'step.closed' && event.status === 'approved') expect(isRightly(pace, event)).toBe(true);
      }
    });
  });
});

describe('an approval', () => {
  it('runs one group at a time: all before it is through, and nothing after it has begun', () => {
    always((story) => {
      for (const { status, steps } of statesOf(story)) {
        const groups = groupsOf(steps).map((indexes) => indexes.flatMap((index) => steps[index] ?? []));
        const running = groups.findIndex((group) => !group.every(isThrough));
        if (status === 'pending') {
          expect(groups[running]?.some(isActive)).toBe(true);
          expect(groups[running]?.every((step) => isActive(step) || isThrough(step))).toBe(true);
          expect(
            groups
              .slice(running + 1)
              .flat()
              .every(({ status: each }) => each === 'waiting' || each === 'left-out'),
          ).toBe(true);
        } else expect(steps.some((step) => isActive(step) || step.status === 'waiting')).toBe(false);
      }
    });
  });

  it('is approved when every step is or was left out, at least one is, and its content is not outdated', () => {
    eachPace(({ before, after, events }) => {
      if (!events.some((event) => event.type === 'approval.closed' && event.outcome === 'approved')) return;

      expect(after.steps.every(isThrough)).toBe(true);
      expect(after.steps.some(({ status }) => status === 'approved')).toBe(true);
      expect(before.outdatedAt === undefined || after.outdatedAt === undefined).toBe(true);
    });
  });

  it('keeps a settled outcome and all its decisions for ever', () => {
    eachPace(({ before, after }) => {
      if (before.status === 'pending' || !before.settled) return;

      expect([after.status, after.steps]).toEqual([before.status, before.steps]);
    });
  });

  it('settles each outcome once', () => {
    always((story) => {
      const closings = eventsOf(story).filter(
        ({ type }) => type === 'approval.closed' || type === 'approval.reopened' || type === 'approval.settled',
      );
      const settled = closings.filter(({ type }) => type === 'approval.settled');

      expect(settled.length).toBeLessThanOrEqual(1);
      if (settled.length === 1) expect(closings.at(-1)).toBe(settled[0]);
    });
  });

  it('stands where its events tell', () => {
    always((story) => {
      expect(statusesIn(lastOf(story))).toEqual(retold(story.first, eventsOf(story)));
    });
  });

  it('numbers its decisions by their events, each once, and later ones higher', () => {
    always((story) => {
      const events = eventsOf(story);
      const made = lastOf(story)
        .steps.flatMap(({ approvers }) => approvers.flatMap(({ decision }) => decision ?? []))
        .sort((one, other) => one.sequence - other.sequence);

      expect(new Set(made.map(({ sequence }) => sequence)).size).toBe(made.length);
      expect(made.map(({ at }) => at)).toEqual(made.map(({ at }) => at).sort((one, other) => one - other));
      expect(made.map(({ sequence }) => events[sequence - 1]?.type)).toEqual(made.map(() => 'decision.made'));
    });
  });

  it('is plain data: it comes back from JSON as it was, and so do its events', () => {
    always((story) => {
      const whole = [...statesOf(story), eventsOf(story)];

      expect(JSON.parse(JSON.stringify(whole))).toStrictEqual(whole);
    });
  });
});

describe('a command', () => {
  it('is refused when it comes a second time', () => {
    eachPace(({ after, command, at, sequence, events, answer }) => {
      if (answer !== 'accepted') return;

      expect(decide(after, command, { at, sequence: sequence + events.length }).ok).toBe(false);
    });
  });

  it('always has the same answer', () => {
    eachPace(({ before, after, command, at, sequence, answer }) => {
      const again = decide(structuredClone(before), command, { at, sequence });

      expect(again.ok ? again.value.next : again.error).toEqual(answer === 'accepted' ? after : answer);
    });
  });

  it('that is accepted tells something, or is Baton’s own', () => {
    eachPace(({ command, answer, events }) => {
      if (answer !== 'accepted' || ['staff', 'observe', 'tick'].includes(command.type)) return;

      expect(events.length).toBeGreaterThan(0);
    });
  });
});

describe('these histories', () => {
  it('are worth something: everything that can happen does', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(someDefinition, someHistory, (definition, history) => {
        for (const event of eventsOf(walk(definition, history))) seen.add(named(event));
      }),
      { numRuns: 4_000, seed: 1 },
    );

    expect([...seen].sort()).toEqual([...EVERYTHING].sort());
  });
});

describe('the core', () => {
  it('is given an instant and never a clock', () => {
    expectTypeOf(decide).parameter(2).toEqualTypeOf<{ readonly at: Instant; readonly sequence: number }>();
    expectTypeOf<typeof start>().parameter(2).toEqualTypeOf<Instant>();
  });
});

function canGoOn(step: OpenStep, state: Approval, index: number): boolean {
  const answerable = asked(step).some(
    ({ id, decision }) => decision === undefined && seatOf(state, id, { only: index }).ok,
  );
  const moderated = step.vote?.moderator !== undefined && resultOf(step.vote, step.approvers).type !== 'none';
  return answerable || moderated;
}

type StepClosed = Extract<ApprovalEvent, { type: 'step.closed' }>;

function isRightly(pace: Pace, { step, because, winner }: StepClosed): boolean {
  const [was, is] = [pace.before.steps[step], pace.after.steps[step]];
  return was?.status === 'open' && is !== undefined && MAY_APPROVE[because](is, was, pace, winner);
}

/** What has to be so where a step was approved, by what approved it. */
const MAY_APPROVE: Record<StepClosed['because'], (is: Step, was: OpenStep, pace: Pace, winner?: number) => boolean> = {
  quorum: (is, _was, _pace, winner) => isApprovedBy(is, winner),
  escalation: (is, { clock }) => {
    const named = clock?.escalations.map(({ to }) => to) ?? [];
    return asked(is).some(
      ({ id, added, decision }) =>
        (decision?.kind === 'approve' || decision?.kind === 'vote') &&
        (added === 'escalation' || named.some((each) => each === id)),
    );
  },
  moderator: (is, _was, { command }) => command.type === 'close-vote' && command.by === is.vote?.moderator,
  expiry: (_is, was, { before, at }) =>
    was.deadlock === undefined && before.outdatedAt === undefined && was.clock !== undefined && at >= was.clock.dueAt,
};

const named = (event: ApprovalEvent): string => {
  switch (event.type) {
    case 'step.closed':
      return `${event.type}: ${event.because}, ${event.status}`;
    case 'step.deadlocked':
      return `${event.type}: ${event.reason}`;
    case 'content.changed':
      return `${event.type}: ${event.meaning}`;
    case 'approval.closed':
      return `${event.type}: ${event.outcome}`;
    default:
      return event.type;
  }
};

const EVERYTHING: readonly string[] = [
  'approval.started',
  'approval.reopened',
  'approval.settled',
  'approval.renewing',
  'approval.lapsed',
  'approval.shelved',
  'approval.closed: approved',
  'approval.closed: rejected',
  'approval.closed: expired',
  'approval.closed: cancelled',
  'approver.added',
  'approver.reassigned',
  'content.changed: tell',
  'content.changed: mark',
  'content.changed: ask-again',
  'decision.made',
  'decision.withdrawn',
  'step.reached',
  'step.opened',
  'step.reopened',
  'step.staffed',
  'step.reminded',
  'step.escalated',
  'step.returned',
  'step.resubmitted',
  'step.deadlocked: nobody-to-ask',
  'step.deadlocked: nobody-active',
  'step.deadlocked: too-many-people',
  'step.deadlocked: quorum-out-of-reach',
  'step.deadlocked: tie',
  'step.closed: quorum, approved',
  'step.closed: quorum, rejected',
  'step.closed: escalation, approved',
  'step.closed: escalation, rejected',
  'step.closed: moderator, approved',
  'step.closed: moderator, rejected',
  'step.closed: expiry, approved',
  'step.closed: expiry, rejected',
  'step.closed: expiry, expired',
];
