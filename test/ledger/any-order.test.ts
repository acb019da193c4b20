import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/approvals/core/definition';
import { readersOf } from '../../src/approvals/core/steps';
import { asksNow } from '../../src/notifications/core/plan';
import { someCommand, someDefinition } from '../approvals/arbitraries';
import { cancelBy, crowd, RITA, SUBJECT_DELETED } from '../support/builders';
import { NO_TROUBLE } from './house/chance';
import { type Ask, liveThrough, type Rest, type Story } from './house/house';
import { auditOf, complaintsAbout, complaintsAboutRecord } from './house/verdict';

const RUNS = Number(process.env.RUNS ?? 150);
const CROWD = crowd(6);

const what = fc.oneof(
  { weight: 20, arbitrary: someCommand },
  { weight: 1, arbitrary: fc.constantFrom(cancelBy(RITA), SUBJECT_DELETED) },
);
const asks: fc.Arbitrary<readonly Ask[]> = fc.array(
  fc.record({ what, way: fc.constantFrom('inline' as const, 'queued' as const), times: fc.constantFrom(1, 2) }),
  { minLength: 1, maxLength: 14 },
);
/** Something follows from every outcome. */
const definition: fc.Arbitrary<Definition> = someDefinition.map((each) => ({
  ...each,
  terms: {
    ...each.terms,
    onApproved: [{ type: 'add-label', label: 'approved' }],
    onRejected: [{ type: 'transition', to: 'Rejected' }],
  },
}));
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
const plain = { definition, asks, outsider: fc.constantFrom(...CROWD), seed: fc.integer() };
const troubled: fc.Arbitrary<Story> = fc.record({ ...plain, troubles });
const untroubled: fc.Arbitrary<Story> = fc.record({ ...plain, troubles: fc.constant(NO_TROUBLE) });

const options = { numRuns: RUNS };
const isTold = ({ kind }: Rest['rows'][number]) => ['approval-request', 'reminder', 'notice'].includes(kind);

function expectRecordOf(story: Story, rest: Rest) {
  const { answers, stored, history } = rest;
  const accepted = [...answers].flatMap(([id, all]) => (all.includes('accepted') ? [id] : []));
  const applied = new Set(history.flatMap(({ commands }) => commands));

  expect(stored.owed).toEqual([]);
  expect(complaintsAboutRecord(story, rest)).toEqual([]);
  expect(Object.fromEntries(rest.audit)).toEqual(auditOf(rest));
  expect(rest.audit.size).toBe(stored.sequence);
  expect(accepted.filter((id) => id !== 'request-1' && !applied.has(id))).toEqual([]);
}

/** Whoever can answer was asked, and nobody was told anything wrong. */
function expectReadersOf({ rows, ...rest }: Rest) {
  const requests = new Map(
    rows.flatMap((row) => (row.kind === 'approval-request' ? [[nameOf(row), row] as const] : [])),
  );
  const asked = rest.approval.steps.flatMap((step, index) =>
    [...readersOf(step)]
      .map(([recipient, round]) => ({ kind: 'approval-request' as const, step: index, recipient, round }))
      .filter((each) => asksNow(rest.approval, each)),
  );

  expect(asked.filter((each) => !isOut(requests.get(nameOf(each)))).map(nameOf)).toEqual([]);
  expect(rows.filter(isTold).flatMap((row) => complaintsAbout(row, { rows, ...rest }))).toEqual([]);
}

const nameOf = ({ step, recipient, round }: { step: number; recipient?: string | undefined; round: number }) =>
  `${step} ${recipient} ${round}`;
const isOut = (row: Rest['rows'][number] | undefined) =>
  row !== undefined && row.progress.status !== 'suppressed' && row.progress.status !== 'pending';

function expectSubjectOf({ approval, outside, rows, stored }: Rest) {
  const deleted = approval.status === 'cancelled' && approval.cancelled === 'subject-deleted';
  const settled = approval.status !== 'pending' && approval.settled && !deleted;
  const arrived = rows.some(({ kind, progress }) => kind === 'outcome-comment' && progress.status === 'sent');

  expect(outside.comments.length).toBeLessThanOrEqual(settled ? 1 : 0);
  if (arrived || outside.refused.size === 0) expect(outside.comments.length).toBe(settled ? 1 : 0);
  const follows = approval.status === 'approved' || approval.status === 'rejected';
  expectEffects(rows, outside, settled && follows ? 1 : 0);
  if (!deleted) expectProperty(rows, outside, stored.sequence);
}

function expectProperty(rows: Rest['rows'], { properties, refused }: Rest['outside'], sequence: number) {
  const key = rows.find(({ kind }) => kind === 'state-property')?.key ?? '';

  if (!refused.has(key)) expect(properties.at(-1)).toBe(sequence);
}

function expectEffects(rows: Rest['rows'], { effects, refused }: Rest['outside'], count: number) {
  const wanted = rows.filter(({ kind }) => kind === 'effect').map(({ key }) => key);

  expect(wanted).toHaveLength(count);
  expect(wanted.filter((key) => !effects.includes(key) && !refused.has(key))).toEqual([]);
}

describe('in any order, with any repetition and every trouble', () => {
  it('comes to rest with one record, one audit entry per event, and every reader told once and truly', async () => {
    await fc.assert(
      fc.asyncProperty(troubled, async (story) => {
        const rest = await liveThrough(story);

        expectRecordOf(story, rest);
        expectReadersOf(rest);
        expectSubjectOf(rest);
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
        const told = rows.filter(isTold).filter(({ progress }) => progress.status !== 'suppressed');
        const known = told.filter(({ recipient }) => recipient !== story.outsider);
        expect(outside.messages.map(({ row }) => row).sort()).toEqual(known.map(({ key }) => key).sort());
        expect(outside.mails.length).toBe(told.length - known.length);
      }),
      { numRuns: Math.ceil(RUNS / 6) },
    );
  }, 60_000);
});
