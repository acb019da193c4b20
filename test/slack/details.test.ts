import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Approval, Command } from '../../src/approvals/core/model';
import { toAccountId } from '../../src/shared/brand';
import { namedIn, renderDetails } from '../../src/slack/modals/details';
import type { Reading } from '../../src/slack/modals/timeline';
import {
  ADA,
  ALL,
  ANY,
  BEN,
  CLEO,
  changePolicy,
  DAY_MS,
  decision,
  definition,
  EVE,
  fingerprint,
  groupStep,
  HOUR_MS,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { delegate, observation, reassignment, staffing, stepClock, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import { approvalAfter, approvalOf, DEV, later, namedOnly, peopleOf, played } from '../support/running-approvals';
import { checkedView, textsOf } from './view-limits';

const people = peopleOf([RITA, ADA, BEN, CLEO, DEV]);
const NOBODY: Reading['comments'] = new Map();

const shown = (approval: Approval, { comments = NOBODY, at = START }: Partial<Pick<Reading, 'comments' | 'at'>> = {}) =>
  textsOf(renderDetails(approval, { people, comments, at })).join('\n');

/** Every decision with this comment. */
function commented(approval: Approval, comment: string): ReadonlyMap<number, string> {
  const decisions = approval.steps.flatMap(({ approvers }) => approvers.flatMap(({ decision: made }) => made ?? []));
  return new Map(decisions.map(({ sequence }) => [sequence, comment]));
}

describe('the timeline of an approval', () => {
  it('says who decided what, when, in whose place, and with which words', () => {
    const approval = approvalAfter(
      [groupStep()],
      staffing([[ADA, delegate(DEV)], BEN]),
      decision(BEN, 'approve', 'Fine'),
      later(HOUR_MS, decision(DEV, 'approve', 'Go')),
    );

    const text = shown(approval, { comments: commented(approval, 'Looks good.\n\nShip it.') });

    expect(text).toMatch(/• <@U-ben> approved <!date\^\d+[^>]*>\n> Looks good\.\n> Ship it\./);
    expect(text).toMatch(/• <@U-dev> approved in place of <@U-ada> <!date/);
    expect(text.indexOf('<@U-ben> approved')).toBeLessThan(text.indexOf('<@U-dev> approved'));
  });

  it('lets nothing that was written look like a line or a markup of its own', () => {
    const approval = approvalOf({ decisions: [[BEN, 'approve', 'x']] });

    const text = shown(approval, { comments: commented(approval, 'ok\n• <@U-cleo> *approved*\r\n<!channel>') });

    expect(text).toContain('> ok\n> • &lt;@U-cleo&gt;  approved \n> &lt;!channel&gt;');
  });

  it('says that there is a comment where it cannot be read', () => {
    expect(shown(approvalOf({ decisions: [[BEN, 'approve', 'x']] }))).toMatch(/<@U-ben> approved <!date[^>]*>, with a/);
  });

  it('says who is asked, until when, and who may decide in their place for now', () => {
    const approval = approvalAfter(
      [groupStep()],
      staffing([[ADA, delegate(DEV, START + HOUR_MS)], BEN], { clock: stepClock({ dueAt: START + DAY_MS }) }),
    );

    expect(shown(approval)).toMatch(/1\. [^*]+\* open, since <!date[^>]*>, 0 of \d approved, due <!date/);
    expect(shown(approval)).toMatch(/<@U-ada> is asked, or in their place <@U-dev> until <!date/);
    expect(shown(approval, { at: START + HOUR_MS })).not.toContain('in their place');
  });

  it('says who is no longer asked, and why', () => {
    const approval = approvalAfter(
      [groupStep()],
      staffing([ADA, BEN, CLEO]),
      reassignment(ADA, DEV),
      staffing([CLEO], {
        excluded: [
          { id: BEN, because: 'last-editor' },
          { id: RITA, because: 'requester' },
        ],
      }),
    );

    expect(shown(approval)).toMatch(/<@U-ada> handed on to <@U-dev> <!date/);
    expect(shown(approval)).toMatch(/<@U-ben> is no longer asked, and edited the page last, since <!date/);
    expect(shown(approval)).toContain('<@U-rita> is left out: asked for this approval');
    expect(shown(approval)).toContain('<@U-dev> is asked (added)');
    expect(shown(approval).match(/<@U-ben>/g)).toHaveLength(1);
  });

  it('shows steps that are over, and those that are still to come', () => {
    const approval = approvalAfter([userStep([BEN], ANY, 'First'), userStep([CLEO], ALL, 'Second')], decision(BEN));
    const over = approvalAfter([userStep([BEN, CLEO], ANY)], decision(BEN));

    expect(shown(approval)).toMatch(/1\. First\* approved, <!date/);
    expect(shown(approval)).toContain('2. Second* open');
    expect(shown(over)).toContain('<@U-cleo> did not decide');
  });

  it('names the option that won a vote', () => {
    const asks = { type: 'user', people: [BEN] } as const;

    expect(shown(approvalAfter([step({ asks, vote: vote() })], voteFor(BEN, 0)))).toContain('“Yes” won');
  });

  it('shows what has changed since, in what order and in whose words it may be', () => {
    const watching = definition({
      steps: [userStep([BEN])],
      terms: terms({ changes: changePolicy({ onChange: 'mark' }) }),
    });
    const { next } = played(watching, observation(fingerprint({ summary: 'Close *it* <!here>' })));

    expect(shown(next)).toMatch(/\*Changed since it was asked\*, noticed <!date/);
    expect(shown(next)).toMatch(/• summary: “.+” → “Close {2}it {2}&lt;!here&gt;”/);
  });

  it('names everybody who stands in it', () => {
    const approval = approvalAfter(
      [groupStep()],
      staffing([[ADA, delegate(DEV)], BEN], { excluded: [{ id: EVE, because: 'inactive' }] }),
      reassignment(BEN, CLEO),
    );

    expect([...namedIn(approval)].sort()).toEqual([ADA, BEN, CLEO, DEV, EVE, RITA].sort());
  });
});

describe('the limits of a modal', () => {
  const crowd = Array.from({ length: 100 }, (_, n) => toAccountId(`person-${n}`));
  const names = Object.fromEntries(crowd.map((id) => [id, '<&'.repeat(60)]));
  const wordy = namedOnly(peopleOf(crowd, names));
  const WORST = `${'🚀&<\n'.repeat(500)}`;
  const decided = (by: readonly (typeof crowd)[number][]) => by.map((who): Command => decision(who, 'approve', 'x'));
  const viewOf = (approval: Approval) =>
    renderDetails(approval, { people: wordy, comments: commented(approval, WORST), at: START });
  const stepsOf = (count: number, each: number) =>
    Array.from({ length: count }, (_, n) =>
      step({
        name: `🚀&<${'x'.repeat(140)}${n}`,
        together: n > 0,
        asks: { type: 'user', people: crowd.slice(n * each, (n + 1) * each) },
        quorum: { type: 'number', pass: each },
      }),
    );

  it.each([
    ['a hundred people in one step', stepsOf(1, 100)],
    ['fifty steps of two', stepsOf(50, 2)],
    ['ten steps of ten', stepsOf(10, 10)],
  ])('hold with the longest names and comments: %s', (_which, steps) => {
    const approval = approvalAfter(steps, ...decided(crowd));
    const view = viewOf(approval);

    expect(checkedView(view)).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(200_000);
    const text = textsOf(view).join('\n');
    expect(text.match(/ approved <!date/g)).toHaveLength(100);
    for (const n of steps.keys()) expect(text).toContain(`*${n + 1}. `);
  });

  it('hold also where many more were asked at some time, with something of each step', () => {
    const past = Array.from({ length: 20 }, (_, n) => toAccountId(`past-${n}`));
    const approval = approvalOf({ steps: stepsOf(50, 2) });
    const steps = approval.steps.map((each) => ({
      ...each,
      approvers: past.map((id) => ({ id, round: 0, delegates: [], left: { reason: 'inactive' as const, at: START } })),
      excluded: crowd.map((id) => ({ id, because: 'inactive' as const })),
    }));
    const everybody = [...crowd, ...past];
    const long = namedOnly(peopleOf(everybody, Object.fromEntries(everybody.map((id) => [id, '<&'.repeat(60)]))));
    const view = renderDetails({ ...approval, steps }, { people: long, comments: NOBODY, at: START });

    expect(checkedView(view)).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(250_000);
    const text = textsOf(view).join('\n');
    expect(text).toContain('… and more');
    expect(text).toContain('• 95 more are left out');
    for (const n of steps.keys()) expect(text).toContain(`*${n + 1}. `);
  });

  it('hold whatever was written, and whatever people and things are called', () => {
    const word = fc.string({ unit: 'binary', maxLength: 2_000 });
    fc.assert(
      fc.property(word, word, word, (comment, name, title) => {
        const approval = approvalOf({
          name,
          subject: { title },
          steps: stepsOf(3, 2),
          decisions: [[crowd[0] ?? BEN, 'approve', 'x']],
        });
        const view = renderDetails(approval, { people: wordy, comments: commented(approval, comment), at: START });

        expect(checkedView(view)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
