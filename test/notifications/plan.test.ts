import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import type { Approval, ApprovalEvent } from '../../src/approvals/core/model';
import { readersOf } from '../../src/approvals/core/steps';
import { askingOf, channelRequest } from '../../src/notifications/core/channel';
import { asksNow, effectsOf, plan, settledReason } from '../../src/notifications/core/plan';
import { planInChannels } from '../../src/notifications/core/plan-channels';
import type { Numbered } from '../../src/notifications/core/planned';
import { someDefinition, someHistory } from '../approvals/arbitraries';
import { walk } from '../approvals/walk';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  cancelBy,
  changePolicy,
  DAY_MS,
  decision,
  definition,
  EVE,
  externalStep,
  fingerprint,
  groupStep,
  HOUR_MS,
  OLGA,
  RITA,
  SUBJECT_DELETED,
  step,
  terms,
  userStep,
} from '../support/builders';
import {
  ADMIN,
  addition,
  asker,
  delegate,
  inactive,
  observation,
  reassignment,
  reminder,
  resubmission,
  shelving,
  staffing,
  stepClock,
  TICK,
  withdrawal,
} from '../support/commands';
import { type Dated, later, replayed, startedApproval } from '../support/running-approvals';

const numbered = (events: readonly ApprovalEvent[], from = 1): readonly Numbered[] =>
  events.map((event, n) => ({ sequence: from + n, event }));

const named = ({ kind, step: index, recipient, round, topic }: ReturnType<typeof plan>[number]) =>
  [kind, index, recipient ?? '', round === 0 || kind === 'notice' ? '' : `#${round}`, topic ?? '']
    .filter((each) => each !== '')
    .join(' ');

/** What the last of these commands has to tell, one word per row. */
function told(what: Definition | readonly StepDefinition[], ...commands: readonly Dated[]): readonly string[] {
  const first = startedApproval(what);
  const before = replayed(first, commands.slice(0, -1));
  const after = replayed(first, commands);
  const from = commands.length === 0 ? 0 : before.events.length;
  return plan(after.next, numbered(after.events.slice(from), from + 1)).map(named);
}

const request = (index: number, by: string, round = 0) =>
  `approval-request ${index} ${by}${round > 0 ? ` #${round}` : ''}`;
const notice = (to: string, topic: string, index = 0) => `notice ${index} ${to} ${topic}`;
const PROPERTY = 'state-property 0';
const COMMENT = 'outcome-comment 0';
const asked = [request(0, ADA), request(0, BEN)];
const NEW = fingerprint({ summary: 'Close it' });
const OLD = fingerprint();

const TWO_STEPS = [userStep([ADA, BEN]), userStep([CLEO])];
const label = { type: 'add-label', label: 'done' } as const;
const full = (more: Partial<Definition['terms']> = {}) =>
  definition({ steps: TWO_STEPS, terms: terms({ onApproved: [label, label], onRejected: [label], ...more }) });
const watching = (onChange: 'tell' | 'mark' | 'ask-again') => full({ changes: changePolicy({ onChange }) });
const toBoth = [decision(ADA), decision(BEN)];
const approved = [...toBoth, decision(CLEO)];
const returned = [decision(ADA, 'request-changes')];

type Row = readonly [string, Definition | readonly StepDefinition[], readonly Dated[], readonly string[]];

describe('a plan', () => {
  it.each<Row>([
    ['a start asks those of the first step', TWO_STEPS, [], [...asked, PROPERTY]],
    ['a step that is being looked up has nobody to tell', [groupStep()], [], [PROPERTY]],
    [
      'a look-up asks those who were found, and whoever may decide in their place',
      [groupStep()],
      [staffing([[ADA, delegate(CLEO)], BEN])],
      [request(0, ADA), request(0, CLEO), request(0, BEN), PROPERTY],
    ],
    [
      'a look-up tells who is no longer asked',
      TWO_STEPS,
      [staffing([ADA], { excluded: [inactive(BEN)] })],
      [...asked, PROPERTY],
    ],
    [
      'a look-up by which somebody comes back asks them anew, and the message before says so',
      TWO_STEPS,
      [staffing([ADA]), staffing([ADA, BEN])],
      [request(0, ADA), request(0, BEN), request(0, BEN, 1), PROPERTY],
    ],
    [
      'people without an account are asked like the others',
      [externalStep(['eve@partner.example'])],
      [],
      [request(0, EVE), PROPERTY],
    ],
    [
      'a decision that leaves its step open goes to those of the step',
      TWO_STEPS,
      [decision(ADA)],
      [...asked, PROPERTY],
    ],
    [
      'a decision in another’s place goes also to who made it',
      TWO_STEPS,
      [staffing([[ADA, delegate(CLEO)], BEN]), decision(CLEO)],
      [request(0, ADA), request(0, CLEO), request(0, BEN), PROPERTY],
    ],
    [
      'a decision taken back in an open step goes to those of the step',
      TWO_STEPS,
      [decision(ADA), withdrawal(ADA)],
      [...asked, PROPERTY],
    ],
    [
      'a decision that closes its step goes to those of this step and the next',
      TWO_STEPS,
      toBoth,
      [...asked, request(1, CLEO), PROPERTY],
    ],
    [
      'a wish for changes goes to those of the step, and to the requester',
      TWO_STEPS,
      returned,
      [...asked, notice(RITA, 'changes-requested'), PROPERTY],
    ],
    [
      'what is submitted again asks everybody anew, and the messages before say so',
      TWO_STEPS,
      [...returned, resubmission(asker(RITA), NEW)],
      [request(0, ADA), request(0, ADA, 1), request(0, BEN), request(0, BEN, 1), PROPERTY],
    ],
    [
      'a place that is handed on goes to those of the step, the one who left and the new one',
      TWO_STEPS,
      [reassignment(BEN, CLEO)],
      [...asked, request(0, CLEO), PROPERTY],
    ],
    [
      'a new approver is asked, and the others see it',
      TWO_STEPS,
      [addition(CLEO)],
      [...asked, request(0, CLEO), PROPERTY],
    ],
    [
      'a reminder goes to those who have not answered, by the number that it has',
      TWO_STEPS,
      [decision(ADA), reminder(asker(RITA))],
      ['reminder 0 ben #1', PROPERTY],
    ],
    [
      'the next reminder is another one',
      TWO_STEPS,
      [reminder(asker(RITA)), later(HOUR_MS, reminder(asker(RITA)))],
      ['reminder 0 ada #2', 'reminder 0 ben #2', PROPERTY],
    ],
    [
      'whoever may answer in another’s place is reminded too, unless the other has answered',
      TWO_STEPS,
      [
        staffing([
          [ADA, delegate(CLEO)],
          [BEN, delegate(OLGA)],
        ]),
        decision(ADA),
        reminder(asker(RITA)),
      ],
      ['reminder 0 ben #1', 'reminder 0 olga #1', PROPERTY],
    ],
    [
      'an escalation calls somebody in',
      TWO_STEPS,
      [staffing([ADA, BEN], { clock: stepClock({ escalations: [{ at: 0, to: CLEO }] }) }), TICK],
      [...asked, request(0, CLEO), PROPERTY],
    ],
    [
      'a step that is stuck is told to the requester and to the owner of the definition',
      [groupStep()],
      [staffing([], { problem: 'nobody-to-ask' })],
      [notice(RITA, 'deadlock'), notice(OLGA, 'deadlock'), PROPERTY],
    ],
    [
      'a change that is only told goes to the requester and to who is asked',
      watching('tell'),
      [observation(NEW)],
      [
        ...asked,
        notice(RITA, 'content-changed'),
        notice(ADA, 'content-changed'),
        notice(BEN, 'content-changed'),
        PROPERTY,
      ],
    ],
    [
      'a change that outdates shows in every message, and the requester is told',
      watching('mark'),
      [...toBoth, observation(NEW)],
      [...asked, request(1, CLEO), notice(RITA, 'outdated'), PROPERTY],
    ],
    [
      'content that is again what it was shows in every message, and nobody is told',
      watching('mark'),
      [observation(NEW), observation(OLD)],
      [...asked, PROPERTY],
    ],
    [
      'a change for which all are asked again tells those anew who had answered, and steps that wait again say so',
      watching('ask-again'),
      [...toBoth, observation(NEW)],
      [
        request(0, ADA),
        request(0, ADA, 1),
        request(0, BEN),
        request(0, BEN, 1),
        request(1, CLEO),
        notice(RITA, 'asked-again'),
        PROPERTY,
      ],
    ],
    [
      'an approval that is over goes to all who were ever asked; the requester is told, the work item as well',
      full(),
      approved,
      [request(1, CLEO), ...asked, notice(RITA, 'outcome'), PROPERTY, COMMENT, 'effect 0', 'effect 0 #1'],
    ],
    [
      'an outcome that can still be taken back has no comment, and nothing follows from it yet',
      full({ undoMinutes: 10 }),
      approved,
      [request(1, CLEO), ...asked, notice(RITA, 'outcome'), PROPERTY],
    ],
    [
      'once it is final it has, and the buttons to take a decision back go',
      full({ undoMinutes: 10 }),
      [...approved, later(600_000, TICK)],
      [...asked, request(1, CLEO), PROPERTY, COMMENT, 'effect 0', 'effect 0 #1'],
    ],
    [
      'an outcome that is taken back shows in every message, and the requester is told',
      full({ undoMinutes: 10 }),
      [...approved, withdrawal(CLEO)],
      [...asked, request(1, CLEO), notice(RITA, 'outcome'), PROPERTY],
    ],
    [
      'a decision taken back after the next step opened has that step wait again',
      full({ undoMinutes: 10 }),
      [...toBoth, withdrawal(BEN)],
      [...asked, request(1, CLEO), PROPERTY],
    ],
    [
      'who was asked in a step that waits again is told when the approval ends before its turn comes',
      full({ undoMinutes: 10 }),
      [...toBoth, withdrawal(BEN), cancelBy(RITA)],
      [...asked, request(1, CLEO), PROPERTY, COMMENT],
    ],
    [
      'the end reaches the messages of every asking, since the newest may never have been told',
      watching('ask-again'),
      [...toBoth, observation(NEW), cancelBy(RITA)],
      [request(0, ADA), request(0, ADA, 1), request(0, BEN), request(0, BEN, 1), request(1, CLEO), PROPERTY, COMMENT],
    ],
    [
      'a rejection does not reach those of a step that never opened',
      full(),
      [decision(ADA, 'reject')],
      [...asked, notice(RITA, 'outcome'), PROPERTY, COMMENT, 'effect 0'],
    ],
    ['whoever cancels needs no notice of it', full(), [cancelBy(RITA)], [...asked, PROPERTY, COMMENT]],
    [
      'the requester is told when an administrator cancels',
      full(),
      [{ type: 'cancel', by: { type: 'account', accountId: ADMIN.id }, reason: 'by-admin' }],
      [...asked, notice(RITA, 'outcome'), PROPERTY, COMMENT],
    ],
    [
      'an approval that has expired is told like any other end',
      full(),
      [staffing([ADA, BEN], { clock: stepClock() }), later(4 * HOUR_MS, TICK)],
      [...asked, notice(RITA, 'outcome'), PROPERTY, COMMENT],
    ],
    ['on a subject that is deleted nothing is written', full(), [SUBJECT_DELETED], [...asked, notice(RITA, 'outcome')]],
    [
      'an approval that ends soon is told to the requester',
      full({ validity: { days: 3, renewDaysBefore: 1 } }),
      [...approved, later(2 * DAY_MS, TICK)],
      [notice(RITA, 'renewing'), PROPERTY],
    ],
    [
      'and so is its end',
      full({ validity: { days: 3, renewDaysBefore: 1 } }),
      [...approved, later(2 * DAY_MS, TICK), later(3 * DAY_MS, TICK)],
      [notice(RITA, 'lapsed'), PROPERTY],
    ],
    ['what is put away is told to nobody', full(), [...approved, shelving(ADMIN)], [PROPERTY]],
  ])('%s', (_name, what, commands, expected) => {
    expect(told(what, ...commands)).toEqual(expected);
  });

  it('writes nothing for earlier events once the work item is deleted', () => {
    const { events } = startedApproval(TWO_STEPS);

    const planned = plan(replayed(startedApproval(TWO_STEPS), [SUBJECT_DELETED]).next, numbered(events));

    expect(planned.map(({ kind }) => kind)).toEqual(['approval-request', 'approval-request']);
  });

  it('has one notice for each event and person: the next event of the kind is another one', () => {
    const again = [...returned, resubmission(asker(RITA), NEW), decision(ADA, 'request-changes')];
    const { next, events } = replayed(startedApproval(TWO_STEPS), again);

    const notices = plan(next, numbered(events)).filter(({ topic }) => topic === 'changes-requested');

    expect(notices.map(({ round }) => events[round - 1]?.type)).toEqual(['step.returned', 'step.returned']);
    expect(new Set(notices.map(({ round }) => round)).size).toBe(2);
  });

  it('tells one person of a thing once, although they are two of those who have to know', () => {
    const own = { ...definition({ steps: [groupStep()] }), owner: RITA };

    expect(told(own, staffing([], { problem: 'nobody-active' }))).toEqual([notice(RITA, 'deadlock'), PROPERTY]);
  });

  it('goes back by as many askings as the events have ended', () => {
    const twice = [...returned, resubmission(asker(RITA), NEW), ...returned, resubmission(asker(RITA), OLD)];
    const { next, events } = replayed(startedApproval(TWO_STEPS), twice);
    const toBen = (news: readonly Numbered[]) =>
      plan(next, news).flatMap((each) =>
        each.kind === 'approval-request' && each.recipient === BEN ? [each.round] : [],
      );

    expect(toBen(numbered(events))).toEqual([0, 1, 2]);
    expect(toBen(numbered(events).slice(-1))).toEqual([1, 2]);
  });

  it('reminds nobody of what has become outdated since', () => {
    const { next, events } = replayed(startedApproval(watching('mark')), [reminder(asker(RITA)), observation(NEW)]);

    expect(plan(next, numbered(events)).filter(({ kind }) => kind === 'reminder')).toEqual([]);
  });

  it('of no events is empty', () => {
    expect(plan(startedApproval().next, [])).toEqual([]);
  });
});

describe('whatever happens', () => {
  const always = (claim: (rows: ReturnType<typeof plan>, approval: Approval, news: readonly Numbered[]) => void) =>
    fc.assert(
      fc.property(someDefinition, someHistory, (what, history) => {
        const { first, begun, paces } = walk(what, history);
        claim(plan(first, numbered(begun)), first, numbered(begun));
        for (const { after: approval, events, sequence } of paces) {
          const news = numbered(events, sequence);
          claim(plan(approval, news), approval, news);
        }
      }),
      { numRuns: 400 },
    );

  it('every row is named once', () => {
    always((rows) => {
      expect(new Set(rows.map((each) => JSON.stringify(each))).size).toBe(rows.length);
    });
  });

  it('the property is written with every change, unless the subject is deleted', () => {
    always((rows, approval, news) => {
      const gone = approval.status === 'cancelled' && approval.cancelled === 'subject-deleted';
      const expected = gone || news.length === 0 ? 0 : 1;

      expect(rows.filter(({ kind }) => kind === 'state-property')).toHaveLength(expected);
    });
  });

  it('comment and effects are written with the settling, and with nothing else', () => {
    always((rows, approval, news) => {
      const gone = approval.status === 'cancelled' && approval.cancelled === 'subject-deleted';
      const settled = !gone && news.some(({ event }) => event.type === 'approval.settled');
      const written = rows.filter(({ kind }) => kind === 'outcome-comment' || kind === 'effect');

      expect(written).toHaveLength(settled ? 1 + effectsOf(approval).length : 0);
    });
  });

  it('everybody who can decide now and could not before has a new row that asks them', () => {
    fc.assert(
      fc.property(someDefinition, someHistory, (what, history) => {
        const asking = (approval: Approval) =>
          approval.steps.flatMap((each, index) =>
            [...readersOf(each)].flatMap(([recipient, round]) => {
              const row = { kind: 'approval-request', step: index, recipient, round } as const;
              return asksNow(approval, row) ? [JSON.stringify(row)] : [];
            }),
          );
        for (const { before, after: approval, events, sequence } of walk(what, history).paces) {
          const known = new Set(asking(before));
          const rows = new Set(
            plan(approval, numbered(events, sequence)).map(({ kind, step: index, recipient, round }) =>
              JSON.stringify({ kind, step: index, recipient, round }),
            ),
          );

          expect(asking(approval).filter((each) => !known.has(each) && !rows.has(each))).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('who could decide and cannot any more has their row looked at, as long as they are one of its readers', () => {
    fc.assert(
      fc.property(someDefinition, someHistory, (what, history) => {
        for (const { before, after: approval, events, sequence } of walk(what, history).paces) {
          const rows = plan(approval, numbered(events, sequence));
          const stale = before.steps.flatMap((each, index) =>
            [...readersOf(each)].filter(([recipient, round]) => {
              const row = { kind: 'approval-request', step: index, recipient, round } as const;
              const present = approval.steps[index];
              const remains = present !== undefined && readersOf(present).has(recipient);
              const changed = asksNow(before, row) && !asksNow(approval, row);
              const told = rows.some(
                (one) =>
                  one.kind === row.kind && one.step === index && one.recipient === recipient && one.round === round,
              );
              return remains && changed && !told;
            }),
          );

          expect(stale).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('the readers of a step', () => {
  it('are approvers, also those who left, whoever may decide in their place, and whoever did', () => {
    const { next } = replayed(startedApproval(TWO_STEPS), [
      staffing([
        [ADA, delegate(CLEO)],
        [BEN, delegate(OLGA)],
      ]),
      decision(CLEO),
      staffing([ADA]),
    ]);
    const [first] = next.steps;

    expect([...(first === undefined ? [] : readersOf(first).keys())].sort()).toEqual([ADA, BEN, CLEO, OLGA].sort());
  });

  it('are asked by the newest of the askings that they share in', () => {
    const { next } = replayed(startedApproval(TWO_STEPS), [
      staffing([[ADA, delegate(CLEO)]]),
      staffing([
        [ADA, delegate(CLEO)],
        [BEN, delegate(CLEO)],
      ]),
    ]);
    const [first] = next.steps;

    expect(first === undefined ? undefined : readersOf(first).get(CLEO)).toBe(1);
  });
});

describe('a request that was never sent', () => {
  const either = userStep([ADA, BEN], ANY);
  const again = [...returned, resubmission(asker(RITA), NEW)];

  it.each<[string, readonly StepDefinition[], readonly Dated[], number, string | undefined]>([
    ['is still wanted while its step is open', TWO_STEPS, [], 0, undefined],
    ['is still wanted when somebody else decided', TWO_STEPS, [decision(BEN)], 0, undefined],
    ['is not wanted by who has decided', TWO_STEPS, [decision(ADA)], 0, 'decided-before-sent'],
    ['is not wanted when its step passed', [either, userStep([CLEO])], [decision(BEN)], 0, 'settled-before-sent'],
    ['is not wanted when all is over', TWO_STEPS, [cancelBy(RITA)], 0, 'settled-before-sent'],
    [
      'is not wanted while the requester makes changes',
      TWO_STEPS,
      [decision(BEN, 'request-changes')],
      0,
      'settled-before-sent',
    ],
    ['is not wanted once there is a newer one', TWO_STEPS, again, 0, 'asked-anew-before-sent'],
    ['is not wanted by who is no longer asked', TWO_STEPS, [staffing([BEN])], 0, 'no-longer-asked'],
    ['is not wanted for a step that does not exist', TWO_STEPS, [], 9, 'settled-before-sent'],
  ])('%s', (_name, steps, commands, index, reason) => {
    const { next } = replayed(startedApproval(steps), commands);
    const planned = { kind: 'approval-request' as const, step: index, recipient: ADA, round: 0 };

    expect(settledReason(next, planned)).toBe(reason);
    expect(asksNow(next, planned)).toBe(reason === undefined);
  });

  it('about content that is outdated is still wanted, but asks nothing until the content is back', () => {
    const planned = { kind: 'approval-request' as const, step: 0, recipient: ADA, round: 0 };
    const outdated = replayed(startedApproval(watching('mark')), [observation(NEW)]).next;
    const back = replayed(startedApproval(watching('mark')), [observation(NEW), observation(OLD)]).next;

    expect([settledReason(outdated, planned), asksNow(outdated, planned)]).toEqual([undefined, false]);
    expect(asksNow(back, planned)).toBe(true);
  });

  it.each<[string, readonly Dated[], string | undefined]>([
    ['a reminder of what can be answered is due', [], undefined],
    ['a reminder of what is answered is not', [decision(ADA)], 'decided-before-sent'],
    ['a reminder of what is outdated is not', [observation(NEW)], 'outdated-before-sent'],
  ])('%s', (_name, commands, reason) => {
    const { next } = replayed(startedApproval(watching('mark')), commands);

    expect(settledReason(next, { kind: 'reminder', step: 0, recipient: ADA, round: 1 })).toBe(reason);
  });

  it.each(['outcome-comment', 'state-property', 'effect', 'notice'] as const)(
    'is another thing than %s, which is always due',
    (kind) => {
      const { next } = replayed(startedApproval([step()]), [cancelBy(RITA)]);

      expect(settledReason(next, { kind, step: 0, round: 0, recipient: RITA })).toBeUndefined();
    },
  );
});

/** The same for channels, of which there is one row for each step and asking. */
function toldInChannels(what: Definition | readonly StepDefinition[], ...commands: readonly Dated[]) {
  const first = startedApproval(what);
  const before = replayed(first, commands.slice(0, -1));
  const after = replayed(first, commands);
  const from = commands.length === 0 ? 0 : before.events.length;
  return planInChannels(after.next, numbered(after.events.slice(from), from + 1)).map(named);
}

/** The rows of the steps that are open now, and were not in this asking before. */
const openedAnew = (before: Approval, after: Approval) =>
  after.steps.flatMap((each, index) => {
    const former = before.steps[index];
    const wasAsked = former?.status === 'open' && askingOf(former) === askingOf(each);
    return each.status !== 'open' || wasAsked || each.approvers.length === 0 ? [] : [channelRequest(each, index)];
  });

describe('what is told in channels', () => {
  const [FIRST, SECOND] = ['channel-request 0', 'channel-request 1'];

  it.each<Row>([
    ['a start asks the first step', TWO_STEPS, [], [FIRST]],
    ['a step that is being looked up has nobody to tell', [groupStep()], [], []],
    ['a look-up asks those who were found', [groupStep()], [staffing([ADA])], [FIRST]],
    ['a decision is shown', TWO_STEPS, [decision(ADA)], [FIRST]],
    ['a decision that closes its step is shown, and the next step asked', TWO_STEPS, toBoth, [FIRST, SECOND]],
    [
      'what is submitted again is asked by a new message, and the one before says so',
      TWO_STEPS,
      [...returned, resubmission(asker(RITA), NEW)],
      [FIRST, `${FIRST} #1`],
    ],
    ['a new approver is shown', TWO_STEPS, [addition(CLEO)], [FIRST]],
    [
      'somebody who comes back is asked by a new message',
      TWO_STEPS,
      [staffing([ADA]), staffing([ADA, BEN])],
      [FIRST, `${FIRST} #1`],
    ],
    ['a reminder is for each person alone', TWO_STEPS, [reminder(asker(RITA))], []],
    [
      'an approval that is over shows everywhere, and its end is said',
      full(),
      approved,
      [SECOND, FIRST, 'channel-outcome 0', 'channel-outcome 1'],
    ],
    ['an end that can still be taken back is only shown', full({ undoMinutes: 10 }), approved, [SECOND, FIRST]],
    [
      'and said once it is final',
      full({ undoMinutes: 10 }),
      [...approved, later(600_000, TICK)],
      [FIRST, SECOND, 'channel-outcome 0', 'channel-outcome 1'],
    ],
    [
      'the end is not said of a step that never opened',
      full(),
      [decision(ADA, 'reject')],
      [FIRST, 'channel-outcome 0'],
    ],
  ])('%s', (_name, what, commands, expected) => {
    expect(toldInChannels(what, ...commands)).toEqual(expected);
  });

  it('goes with what is told to people, whatever happens: every step asked anew has a row for its newest asking', () => {
    fc.assert(
      fc.property(someDefinition, someHistory, (what, history) => {
        for (const { before, after: approval, events, sequence } of walk(what, history).paces) {
          const rows = planInChannels(approval, numbered(events, sequence));
          const keys = rows.map((each) => JSON.stringify(each));
          expect(new Set(keys).size).toBe(keys.length);

          for (const each of openedAnew(before, approval)) expect(keys).toContain(JSON.stringify(each));
        }
      }),
      { numRuns: 200 },
    );
  });
});
