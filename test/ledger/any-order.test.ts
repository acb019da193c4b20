import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someSteps } from '../approvals/arbitraries';
import { cancelBy, crowd, decision, RITA, SUBJECT_DELETED } from '../support/builders';
import { NO_TROUBLE } from './house/chance';
import { type Ask, liveThrough, type Rest, type Story } from './house/house';
import { complaintsAbout, retold } from './house/verdict';

const RUNS = Number(process.env.RUNS ?? 300);
const CROWD = crowd(6);

const what = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.constantFrom(...CROWD), fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const))
      .map(([by, kind]) => decision(by, kind)),
  },
  { weight: 1, arbitrary: fc.constantFrom(RITA, CROWD[0] ?? RITA).map(cancelBy) },
  { weight: 1, arbitrary: fc.constant(SUBJECT_DELETED) },
);
const asks: fc.Arbitrary<readonly Ask[]> = fc.array(
  fc.record({ what, way: fc.constantFrom('inline' as const, 'queued' as const), times: fc.constantFrom(1, 2) }),
  { minLength: 1, maxLength: 12 },
);
const troubles = fc.record({
  storeFails: fc.nat({ max: 10 }),
  answersLost: fc.nat({ max: 4 }),
  pushesFail: fc.nat({ max: 4 }),
  pushesLost: fc.nat({ max: 6 }),
  deliveredTwice: fc.nat({ max: 6 }),
  refusedForNow: fc.nat({ max: 4 }),
  refusedForGood: fc.nat({ max: 2 }),
  unseen: fc.nat({ max: 3 }),
  deaths: fc.nat({ max: 4 }),
});
const plain = { steps: someSteps, asks, outsider: fc.constantFrom(...CROWD), seed: fc.integer() };
const troubled: fc.Arbitrary<Story> = fc.record({ ...plain, troubles });
const untroubled: fc.Arbitrary<Story> = fc.record({ ...plain, troubles: fc.constant(NO_TROUBLE) });

const options = { numRuns: RUNS };

function expectRecordOf(story: Story, rest: Rest) {
  const { state, audit } = retold(story, rest);
  const { answers, stored } = rest;
  const accepted = [...answers].flatMap(([id, all]) => (all.includes('accepted') ? [id] : []));

  expect(stored.owed).toEqual([]);
  expect(stored.state).toEqual(state);
  expect(Object.fromEntries(rest.audit)).toEqual(audit);
  expect(rest.audit.size).toBe(stored.sequence);
  expect(stored.commands).toEqual(expect.arrayContaining(accepted));
}

function expectReadersOf({ rows, ...rest }: Rest) {
  const opened = rest.approval.steps.flatMap((step, index) =>
    'openedAt' in step && step.openedAt !== undefined
      ? step.approvers.map(({ accountId }) => `${index} ${accountId}`)
      : [],
  );
  const requests = rows.filter(({ kind }) => kind === 'approval-request');

  expect(requests.map(({ step, recipient }) => `${step} ${recipient}`).sort()).toEqual(opened.sort());
  expect(requests.flatMap((row) => complaintsAbout(row, { rows, ...rest }))).toEqual([]);
}

function expectWorkItemOf({ approval, outside, rows, stored }: Rest) {
  const deleted = approval.status === 'cancelled' && approval.cancelled === 'subject-deleted';
  const arrived = rows.some(({ kind, progress }) => kind === 'outcome-comment' && progress.status === 'sent');
  const wanted = approval.status === 'pending' || deleted ? 0 : 1;

  expect(outside.comments.length).toBeLessThanOrEqual(wanted);
  if (arrived || outside.refused.size === 0) expect(outside.comments.length).toBe(wanted);
  const property = rows.find(({ kind }) => kind === 'state-property');
  const upToDate = approval.status !== 'pending' && !deleted && !outside.refused.has(property?.key ?? '');
  if (upToDate) expect(outside.properties.at(-1)).toBe(stored.sequence);
}

describe('in any order, with any repetition and every trouble', () => {
  it('comes to rest with one record, one audit entry per event, and every reader told once and truly', async () => {
    await fc.assert(
      fc.asyncProperty(troubled, async (story) => {
        const rest = await liveThrough(story);

        expectRecordOf(story, rest);
        expectReadersOf(rest);
        expectWorkItemOf(rest);
        expect(rest.stragglers).toBe(0);
      }),
      options,
    );
  }, 60_000);

  it('posts to everybody whom Slack knows and mails nobody else, as long as nothing goes wrong outside', async () => {
    await fc.assert(
      fc.asyncProperty(untroubled, async (story) => {
        const { rows, outside, ...rest } = await liveThrough(story);

        expectReadersOf({ rows, outside, ...rest });
        const requests = rows.filter(({ kind }) => kind === 'approval-request');
        const told = requests.filter(({ progress }) => progress.status !== 'suppressed');
        const known = told.filter(({ recipient }) => recipient !== story.outsider);
        expect(outside.messages.map(({ row }) => row).sort()).toEqual(known.map(({ key }) => key).sort());
        expect(outside.mails.length).toBe(told.length - known.length);
      }),
      { numRuns: Math.ceil(RUNS / 6) },
    );
  }, 60_000);
});
