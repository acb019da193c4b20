import { describe, expect, it } from 'vitest';
import type { ChangePolicy, StepDefinition } from '../../src/approvals/core/definition';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  cancelBy,
  changePolicy,
  decision,
  definition,
  fingerprint,
  groupStep,
  RITA,
  step,
  terms,
  userStep,
} from '../support/builders';
import { addition, inStep, observation, staffing, stepClock, withdrawal } from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, later, played, replayed, startedApproval, statusesOf } from '../support/running-approvals';

const before = fingerprint();
const changed = fingerprint({ summary: 'Open the new bridge', description: 'On Tuesday.' }, 4);
const again = fingerprint({ summary: 'Open the new bridge', description: 'On Friday.' }, 5);
const change = { part: 'description', before: 'On Monday.', after: 'On Tuesday.' };

const under = (
  onChange: ChangePolicy['onChange'],
  steps: readonly StepDefinition[] = [step()],
  more: Partial<ChangePolicy> = {},
) => definition({ steps, terms: terms({ changes: changePolicy({ onChange, ...more }) }) });
const lastAnswer = (what: Parameters<typeof startedApproval>[0], ...commands: readonly Dated[]) =>
  replayed(startedApproval(what), commands).answers.at(-1);

describe('a change of the content', () => {
  it('that is to be ignored is', () => {
    expect(lastAnswer(under('ignore'), observation(changed))).toBe('unchanged');
  });

  it('that is to be told is told, and nothing else', () => {
    const { next, events } = played(under('tell'), decision(ADA), later(5, observation(changed)));

    expect(events.at(-1)).toEqual({ type: 'content.changed', meaning: 'tell', changes: [change], version: 4 });
    expect(next).toMatchObject({
      basis: before,
      changed: { at: START + 5, digest: changed.digest, changes: [change] },
    });
    expect(next).not.toHaveProperty('outdatedAt');
    expect(next.steps[0]?.approvers[0]?.decision?.kind).toBe('approve');
  });

  it('is what a later decision was made on', () => {
    const { next, events } = played(under('tell'), decision(ADA), observation(changed), decision(BEN));

    expect(next.steps[0]?.approvers.map(({ decision: made }) => made?.basis)).toEqual([before.digest, changed.digest]);
    expect(events.filter((each) => each.type === 'decision.made').map(({ basis }) => basis)).toEqual([
      before.digest,
      changed.digest,
    ]);
  });

  it('that makes it outdated does so, and nobody decides any more', () => {
    const { next, events } = played(under('mark'), later(5, observation(changed)));

    expect(events.at(-1)).toMatchObject({ meaning: 'mark', changes: [change] });
    expect(next).toMatchObject({ status: 'pending', outdatedAt: START + 5 });
    expect(lastAnswer(under('mark'), observation(changed), decision(ADA))).toBe('outdated');
    expect(lastAnswer(under('mark'), observation(changed), cancelBy(RITA))).toBe('accepted');
  });

  it('after a change tells all that is different now, and keeps when it became outdated', () => {
    const { next, events } = played(under('mark'), later(5, observation(changed)), later(9, observation(again)));

    expect(events.at(-1)).toMatchObject({ changes: [{ ...change, after: 'On Friday.' }] });
    expect(next).toMatchObject({ outdatedAt: START + 5, changed: { at: START + 9, digest: again.digest } });
  });

  it.each<[string, ChangePolicy['onChange'], readonly Dated[], string]>([
    ['that is none is none', 'mark', [observation(before)], 'unchanged'],
    ['counts once', 'mark', [observation(changed), observation(changed)], 'unchanged'],
    ['counts once also where it is only told', 'tell', [observation(changed), observation(changed)], 'unchanged'],
    [
      'counts once also where all are asked again',
      'ask-again',
      [observation(changed), observation(changed)],
      'unchanged',
    ],
    ['comes too late for a rejected approval', 'mark', [decision(ADA, 'reject'), observation(changed)], 'unchanged'],
    ['comes too late for a cancelled approval', 'mark', [cancelBy(RITA), observation(changed)], 'unchanged'],
  ])('%s', (_name, onChange, commands, answer) => {
    expect(lastAnswer(under(onChange), ...commands)).toBe(answer);
  });

  it('that its editor called minor counts only where minor edits do', () => {
    const minor = observation(changed, true);

    expect(lastAnswer(under('mark', [step()], { ignoreMinorEdits: true }), minor)).toBe('unchanged');
    expect(lastAnswer(under('mark', [step()], { ignoreMinorEdits: true }), minor, observation(changed))).toBe(
      'accepted',
    );
    expect(lastAnswer(under('mark'), minor)).toBe('accepted');
  });

  it('that is taken back leaves things as they were, and that is told', () => {
    const { next, events } = played(under('mark'), observation(changed), observation(before));

    expect(events.at(-1)).toEqual({ type: 'content.changed', meaning: 'tell', changes: [] });
    expect(next).not.toHaveProperty('outdatedAt');
    expect(next).not.toHaveProperty('changed');
    expect(lastAnswer(under('mark'), observation(changed), observation(before), decision(ADA))).toBe('accepted');
  });
});

describe('an outdated approval', () => {
  const gone = [staffing([ADA, BEN]), decision(ADA), observation(changed), staffing([ADA])];

  it('is not approved by somebody’s leaving', () => {
    const { next } = played(under('mark', [groupStep()]), ...gone);

    expect(statusesOf({ next, events: [] })).toEqual(['pending', 'open']);
  });

  it('is, as soon as the content is again what was approved', () => {
    expect(played(under('mark', [groupStep()]), ...gone, observation(before)).next.status).toBe('approved');
  });
});

describe('a change for which all are asked again', () => {
  it('clears the decisions, and tells those anew who had decided', () => {
    const { next, events } = played(under('ask-again'), decision(ADA), later(5, observation(changed)));

    expect(next).toMatchObject({ basis: changed, steps: [{ status: 'open', openedAt: START + 5, staffedAt: 0 }] });
    expect(next).not.toHaveProperty('changed');
    expect(next.steps[0]?.approvers).toEqual([
      { id: ADA, round: 1, delegates: [] },
      { id: BEN, round: 0, delegates: [] },
    ]);
    expect(events.slice(-2)).toEqual([
      { type: 'content.changed', meaning: 'ask-again', changes: [change], version: 4 },
      { type: 'step.reopened', step: 0 },
    ]);
  });

  it('goes back to the first group', () => {
    const steps = [userStep([ADA]), userStep([BEN]), step()];
    const { next, events } = played(under('ask-again', steps), decision(ADA), decision(BEN), observation(changed));

    expect(statusesOf({ next, events })).toEqual(['pending', 'open', 'waiting', 'waiting']);
    expect(next.steps.map(({ approvers }) => approvers.map(({ round }) => round))).toEqual([[1], [1], [1, 1]]);
    expect(JSON.stringify(next.steps)).not.toContain('decision');
  });

  it('leaves out what was left out', () => {
    const steps = [step({ when: { op: 'is', fact: 'project', values: ['HR'] } }), userStep([ADA]), step()];

    expect(statusesOf(played(under('ask-again', steps), decision(ADA), observation(changed)))).toEqual([
      'pending',
      'left-out',
      'open',
      'waiting',
    ]);
  });

  it('leaves alone in the first group who has not decided', () => {
    const steps = [userStep([ADA], ANY), { ...userStep([BEN]), together: true }];
    const { next } = played(under('ask-again', steps), later(3, decision(ADA)), later(5, observation(changed)));

    expect(next.steps).toMatchObject([{ openedAt: START + 5 }, { openedAt: START }]);
  });

  it('only moves the content where nobody has decided', () => {
    const { next, events } = played(
      under('ask-again'),
      staffing([ADA, BEN], { clock: stepClock() }),
      observation(changed),
    );

    expect(next).toMatchObject({ basis: changed, steps: [{ openedAt: START, clock: stepClock() }] });
    expect(events.at(-1)).toMatchObject({ type: 'content.changed', meaning: 'ask-again' });
  });

  it('tells a deadlock again that is still there', () => {
    const three = userStep([ADA, BEN], { type: 'number', pass: 3 });
    const { events } = played(under('ask-again', [three]), decision(ADA), observation(changed));

    expect(events.at(-1)).toEqual({ type: 'step.deadlocked', step: 0, reason: 'quorum-out-of-reach' });
  });

  it('ends a deadlock that came of the decisions', () => {
    const { next } = played(
      under('ask-again'),
      decision(ADA, 'abstain'),
      decision(BEN, 'abstain'),
      observation(changed),
    );

    expect(next.steps[0]).not.toHaveProperty('deadlock');
  });

  it('keeps those who were added', () => {
    const { next } = played(under('ask-again'), addition(CLEO), decision(CLEO), observation(changed));

    expect(next.steps[0]?.approvers[2]).toMatchObject({ id: CLEO, round: 1, delegates: [], added: 'by-hand' });
  });
});

describe('what the subject is called', () => {
  const renamed = (onChange: ChangePolicy['onChange'], ...commands: readonly Dated[]) =>
    played(under(onChange), ...commands, { ...look(before), named: { key: 'NEW-7', title: 'Open it later' } });
  const look = (seen: typeof before) => ({ type: 'observe', seen, minor: false }) as const;

  it.each(['ignore', 'tell', 'mark', 'ask-again'] as const)(
    'is what it is called now, which is no change: %s',
    (onChange) => {
      const { next, events } = renamed(onChange);

      expect(next.subject).toEqual({
        ...startedApproval(under(onChange)).next.subject,
        key: 'NEW-7',
        title: 'Open it later',
      });
      expect(events.map(({ type }) => type)).not.toContain('content.changed');
      expect(next.basis).toEqual(before);
    },
  );

  it('is noticed together with a change of the content', () => {
    const { next } = played(under('tell'), { ...look(changed), named: { key: 'OPS-1', title: 'Another' } });

    expect(next).toMatchObject({ subject: { title: 'Another' }, changed: { digest: changed.digest } });
  });

  it('stays where the approval is over, or where it is the same', () => {
    const other = { ...look(before), named: { key: 'NEW-7', title: 'Open it later' } };
    expect(lastAnswer(under('tell'), cancelBy(RITA), other)).toBe('unchanged');
    const { key, title } = startedApproval(under('tell')).next.subject;
    expect(lastAnswer(under('tell'), { ...look(before), named: { key, title } })).toBe('unchanged');
  });
});

describe('a change while it is the requester’s turn', () => {
  it.each(['tell', 'mark', 'ask-again'] as const)('is what was asked for, and nobody is told: %s', (onChange) => {
    const { next, events } = played(under(onChange), decision(ADA, 'request-changes'), observation(changed));

    expect(events.at(-1)?.type).toBe('step.returned');
    expect(next).toMatchObject({ basis: before, changed: { digest: changed.digest } });
    expect(next).not.toHaveProperty('outdatedAt');
  });
});

describe('a change of a closed approval', () => {
  const only = [userStep([ADA])];

  it.each(['mark', 'ask-again'] as const)('only marks it as outdated: %s', (onChange) => {
    const { next, events } = played(under(onChange, only), decision(ADA), later(5, observation(changed)));

    expect(next).toMatchObject({ status: 'approved', outdatedAt: START + 5, basis: before });
    expect(events.at(-1)).toMatchObject({ type: 'content.changed', meaning: 'mark' });
  });

  it('is only told where that is the policy', () => {
    expect(played(under('tell', only), decision(ADA), observation(changed)).next).not.toHaveProperty('outdatedAt');
  });

  it('still holds when its outcome is undone', () => {
    const what = definition({
      steps: only,
      terms: terms({ undoMinutes: 10, changes: changePolicy({ onChange: 'mark' }) }),
    });
    const commands = [decision(ADA), observation(changed), inStep(0, withdrawal(ADA)), decision(ADA)];

    expect(replayed(startedApproval(what), commands).answers).toEqual(['accepted', 'accepted', 'accepted', 'outdated']);
  });
});

describe('an observation before anything happened', () => {
  it.each<[ChangePolicy['onChange'], string]>([
    ['ignore', 'unchanged'],
    ['tell', 'accepted'],
    ['mark', 'accepted'],
    ['ask-again', 'accepted'],
  ])('follows the policy like any other: %s', (onChange, answer) => {
    expect(lastAnswer(under(onChange, [groupStep()]), observation(changed))).toBe(answer);
    expect(statusesOf(replayed(startedApproval(under(onChange, [groupStep()])), [observation(changed)]))).toEqual([
      'pending',
      'resolving',
    ]);
  });
});
