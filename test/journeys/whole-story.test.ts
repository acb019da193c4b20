import AjvDraft4 from 'ajv-draft-04';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readContract } from '../support/contracts';
import { buttonsOf, choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, tell } from '../support/story';

const { ada, ben, cleo } = PEOPLE;
const adf = readContract('atlassian/adf/adf-full.v57.7.22.schema.json');
/** With the second that a person needs to press a button. */
const STEP_MS = 60_000;

async function started(): Promise<Story> {
  const story = await tell();
  await story.start('Release approval');
  return story;
}

/** Ben a minute after the start, Cleo a minute after Ben. */
async function approvedByBoth(): Promise<Story> {
  const story = await started();
  story.sandbox.clock.advance(59_000);
  await story.press('ben', 'approve');
  story.sandbox.clock.advance(59_000);
  await story.press('cleo', 'approve');
  return story;
}

it('asks each approver in a direct message: what, who asks, the step, a link and two buttons', async () => {
  const story = await started();

  for (const person of ['ben', 'cleo'] as const) {
    expect(story.messages(person)).toHaveLength(1);
    const message = story.message(person);
    const [approve, reject, , open] = buttonsOf(message);
    for (const words of ['Release approval', 'SHOP-1 · Release checkout 2.4 on Thursday', `<@${ada.slack}>`]) {
      expect(wordsOf(message)).toContain(words);
    }
    expect(wordsOf(message)).toContain('Step: Release managers');
    expect(wordsOf(message)).toContain('0 of 2 approved');
    expect(approve).toMatchObject({ action_id: 'approve', text: { text: 'Approve' } });
    expect(reject).toMatchObject({ action_id: 'reject', confirm: { title: { text: 'Reject this?' } } });
    expect(open?.url).toBe('https://lighthouse.atlassian.net/browse/SHOP-1');
  }
  expect(story.messages('ada')).toEqual([]);
});

it('shows a decision on every message within two seconds, and without the sweep', async () => {
  const story = await started();

  const { told, ran, status, body, at } = await story.press('ben', 'approve');

  expect([status, body]).toEqual([200, '']);
  expect(told).toBe(`You approved SHOP-1. Next: <@${cleo.slack}>.`);
  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(wordsOf(story.message('ben'))).toContain('You approved');
  expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
  expect(wordsOf(story.message('cleo'))).toContain('1 of 2 approved');
  expect(ran).toEqual({ 'relay-consumer': 1 });
  expect(story.sandbox.clock.now() - at).toBeLessThan(2_000);
});

it('shows the outcome with who and when on every message, and takes the buttons away', async () => {
  const story = await approvedByBoth();

  const end = story.sandbox.clock.now();
  const at = (stepsBack: number) => `<!date^${(end - stepsBack * STEP_MS) / 1_000}^`;
  for (const [reader, other, you, they] of [
    ['ben', cleo, 1, 0],
    ['cleo', ben, 0, 1],
  ] as const) {
    const message = story.message(reader);
    expect(story.messages(reader)).toHaveLength(1);
    expect(choicesOf(message)).toEqual([]);
    expect(message.text).toBe('Approved by Cleo Dale: Release approval for SHOP-1 Release checkout 2.4 on Thursday');
    expect(wordsOf(message)).toContain('Approved: Release approval');
    expect(wordsOf(message)).toContain('2 of 2 approved');
    expect(wordsOf(message)).toContain(`You approved ${at(you)}`);
    expect(wordsOf(message)).toContain(`<@${other.slack}> approved ${at(they)}`);
  }
});

it('writes one comment and one property on the work item, and nothing by e-mail', async () => {
  const story = await approvedByBoth();

  const [comment] = story.comments();
  expect(story.comments()).toHaveLength(1);
  expect(story.property()).toMatchObject({ state: 'approved', definition: 'Release approval' });
  const words = JSON.stringify(comment?.body);
  for (const part of [
    'Release approval: approved',
    ada.accountId,
    ben.accountId,
    'in Slack on 12 Oct 2026, 08:02 UTC',
  ]) {
    expect(words).toContain(part);
  }
  expect(story.sandbox.mail.all()).toEqual([]);
});

it.skipIf(adf === undefined)('writes the comment in valid Atlassian Document Format', async () => {
  const validate = new AjvDraft4({ strict: false }).compile(z.looseObject({}).parse(adf));

  const story = await approvedByBoth();

  expect(validate(story.comments()[0]?.body), JSON.stringify(validate.errors)).toBe(true);
});

it('shows the same in the panel', async () => {
  const story = await approvedByBoth();

  const { approvals } = await story.panel('ben');

  expect(approvals).toHaveLength(1);
  expect(approvals[0]).toMatchObject({
    definitionName: 'Release approval',
    state: 'approved',
    requester: ada.accountId,
    closedAt: story.sandbox.clock.now(),
    may: { remind: [], reassign: [], addTo: [], cancel: false },
    steps: [
      {
        name: 'Release managers',
        state: 'approved',
        needed: 2,
        approvers: [
          { id: ben.accountId, decision: { kind: 'approve', via: 'slack' }, notice: { status: 'updated' } },
          { id: cleo.accountId, decision: { kind: 'approve', via: 'slack' }, notice: { status: 'updated' } },
        ],
      },
    ],
  });
});

it('is explained by the audit log alone: who, when, from where, under which version, with which correlation', async () => {
  const story = await approvedByBoth();

  const entries = story.stored('audit').map(({ value }) => value);
  const start = story.sandbox.clock.now() - 2 * STEP_MS;
  const told = entries.map(({ actor, at, data }) => {
    const { event, correlation } = z.looseObject({ event: z.looseObject({}), correlation: z.string() }).parse(data);
    return { actor, minute: (Number(at) - start) / STEP_MS, correlation, ...event };
  });
  expect(told).toMatchObject([
    { type: 'approval.started', actor: ada.accountId, minute: 0, subject: '10001', definitionVersion: 1 },
    { type: 'step.opened', actor: 'system', minute: 0, step: 0 },
    { type: 'decision.made', actor: ben.accountId, minute: 1, kind: 'approve', via: 'slack' },
    { type: 'decision.made', actor: cleo.accountId, minute: 2, kind: 'approve', via: 'slack' },
    { type: 'step.closed', actor: 'system', minute: 2, status: 'approved' },
    { type: 'approval.closed', actor: cleo.accountId, minute: 2, outcome: 'approved' },
    { type: 'approval.settled', actor: 'system', minute: 2, outcome: 'approved' },
  ]);
  const correlations = told.map(({ correlation }) => correlation);
  expect(new Set(correlations).size).toBe(3);
  expect(new Set(correlations.slice(3)).size).toBe(1);
});

it('owes nothing afterwards: every row of the history has its end', async () => {
  const story = await approvedByBoth();

  const rows = await story.history();

  expect(rows.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
    'approval-request updated',
    'approval-request updated',
    'notice sent',
    'outcome-comment sent',
    'state-property updated',
  ]);
  expect(story.stored('approval')[0]?.value).toMatchObject({ owedSince: 0, data: { owed: [] } });
});
