import { describe, expect, it } from 'vitest';
import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import { plan, settledReason } from '../../src/notifications/core/plan';
import { mayStand, planSettled } from '../../src/notifications/core/plan-settled';
import type { Numbered } from '../../src/notifications/core/planned';
import { toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import {
  ADA,
  ALL,
  BEN,
  CLEO,
  cancelBy,
  changePolicy,
  decision,
  definition,
  fingerprint,
  HOUR_MS,
  notification,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { asker, observation, reminder, voteClosing, voteFor, withdrawal } from '../support/commands';
import { type Dated, DEV, later, replayed, startedApproval } from '../support/running-approvals';

type What = Definition | readonly StepDefinition[];

/** What the last of these commands has changed. */
function lastOf(what: What, ...commands: readonly Dated[]) {
  const first = startedApproval(what);
  const known = replayed(first, commands.slice(0, -1)).events.length;
  const { next, events } = replayed(first, commands);
  const numbered = events.map((event, n): Numbered => ({ sequence: n + 1, event }));
  return { next, last: numbered.slice(known), all: numbered };
}

const settled = (what: What, ...commands: readonly Dated[]) => {
  const { next, last } = lastOf(what, ...commands);
  return planSettled(next, last).map(({ kind, recipient, round }) => `${kind} ${recipient} ${round}`);
};

const both = [userStep([ADA, BEN])];
const remind = reminder(asker(RITA));
const again = later(HOUR_MS, remind);

describe('a reminder', () => {
  it.each<[string, What, readonly Dated[], readonly string[]]>([
    ['is nothing that was never sent', both, [decision(ADA)], []],
    ['is over for whoever decides, and for nobody else', both, [remind, decision(ADA)], ['reminder ada 1']],
    ['is over each time it was sent', both, [remind, again, decision(ADA)], ['reminder ada 1', 'reminder ada 2']],
    ['holds again when the decision is taken back', both, [remind, decision(ADA), withdrawal(ADA)], ['reminder ada 1']],
    [
      'is over for all when the approval is cancelled',
      both,
      [remind, cancelBy(RITA)],
      ['reminder ada 1', 'reminder ben 1'],
    ],
    [
      'is over for the others when the step is',
      both,
      [remind, decision(ADA, 'reject')],
      ['reminder ada 1', 'reminder ben 1'],
    ],
    ['of whoever decided before stays as it is', both, [remind, decision(ADA), cancelBy(RITA)], ['reminder ben 1']],
    ['is not touched by the next one', both, [remind, again], []],
  ])('%s', (_claim, what, commands, rows) => {
    expect(settled(what, ...commands)).toEqual(rows);
  });

  it('has a number of its own also after people were asked again', () => {
    const policy = terms({ changes: changePolicy({ onChange: 'ask-again' }) });
    const what = definition({ steps: both, terms: policy });
    const { events } = replayed(startedApproval(what), [
      remind,
      decision(ADA),
      observation(fingerprint({ summary: 'Close it' })),
      later(2 * HOUR_MS, remind),
    ]);

    expect(events.flatMap((each) => (each.type === 'step.reminded' ? [each.number] : []))).toEqual([1, 2]);
  });

  it.each([
    ['is looked at where it stands in Slack', { kind: 'reminder', progress: { status: 'sent' } }, true],
    [
      'is left alone where it was mailed',
      { kind: 'reminder', progress: { status: 'fallen-back', reason: 'x' } },
      false,
    ],
    ['is nothing else', { kind: 'notice', topic: 'outcome', progress: { status: 'sent' } }, false],
  ] as const)('%s', (_claim, row, stands) => {
    const slack = { team: toSlackTeamId('T1'), user: toSlackUserId('U1'), posted: { channel: 'D1', ts: '1.2' } };

    expect(mayStand(notification({ ...row, slack }))).toBe(stands);
    expect(mayStand(notification(row))).toBe(false);
    expect(mayStand(undefined)).toBe(false);
  });
});

describe('a vote with a moderator', () => {
  const asks = { type: 'user', people: [ADA, BEN, CLEO] } as const;
  const election = [step({ asks, quorum: ALL, vote: vote({ tie: 'moderator', moderator: DEV }) })];
  const all = [voteFor(ADA, 0), voteFor(BEN, 1), voteFor(CLEO, 0)];
  const turns = (...commands: readonly Dated[]) => {
    const { next, last } = lastOf(election, ...commands);
    return plan(next, last).filter(({ topic }) => topic === 'vote-turn');
  };

  it('tells the moderator when everybody has voted, and not before', () => {
    expect(turns(...all)).toMatchObject([{ kind: 'notice', step: 0, recipient: DEV }]);
    expect(turns(...all.slice(0, 2))).toEqual([]);
  });

  it('tells it once, however many events are told of together', () => {
    const { next, all: events } = lastOf(election, ...all);
    const told = plan(next, events).filter(({ topic }) => topic === 'vote-turn');

    expect(told).toEqual(turns(...all));
  });

  it('tells it anew when a vote was taken back and given again', () => {
    const [first] = turns(...all);
    const anew = [...all, withdrawal(CLEO)];

    expect(turns(...anew)).toEqual([]);
    expect(turns(...anew, voteFor(CLEO, 1))).toHaveLength(1);
    expect(turns(...anew, voteFor(CLEO, 1))[0]?.round).not.toBe(first?.round);
  });

  it('tells it of nothing that is over before it could be told', () => {
    const [turn] = turns(...all);
    if (turn === undefined) throw new Error('nobody is told');

    expect(settledReason(lastOf(election, ...all).next, turn)).toBeUndefined();
    expect(settledReason(lastOf(election, ...all, voteClosing(DEV)).next, turn)).toBe('settled-before-sent');
  });

  it('updates what the moderator was told when the vote is closed', () => {
    const [turn] = turns(...all);
    const { next, last } = lastOf(election, ...all, voteClosing(DEV));

    expect(planSettled(next, last)).toEqual([turn]);
  });
});
