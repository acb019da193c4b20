import { describe, expect, it } from 'vitest';
import { createUserApi, type Viewer } from '../../src/admin/user-api';
import { toApprovalView } from '../../src/admin/view';
import type { Approval, Command, Refusal } from '../../src/approvals/core/model';
import type { CommandId } from '../../src/ledger/record';
import { type AccountId, toApprovalId } from '../../src/shared/brand';
import { InvalidInputError } from '../../src/shared/errors';
import { err, ok } from '../../src/shared/result';
import type { Subject } from '../../src/subjects/core/model';
import { BEN, definition, RITA, userStep, workItem } from '../support/builders';
import { approvalOf, storedOf } from '../support/running-approvals';

const ON_OPS_1: Viewer = { accountId: BEN, issueId: '10001', siteUrl: 'https://lighthouse.example' };
const HERE = approvalOf();
const ELSEWHERE: Approval = { ...approvalOf({ subject: { id: '10002', key: 'OPS-2' } }), id: toApprovalId('apr-2') };
const RELEASE = definition([userStep([BEN])], { name: 'Release' });
const NOT_VISIBLE = 'Jira does not show you this work item, so Baton does not either.';
const NOT_HERE = 'This approval does not exist on this work item. Reload the page.';

type Begun = { subject: Subject; requester: AccountId; requestId: string };
type Handled = { id: string; what: Command; command: CommandId };

function given({ visible = true, refusal }: { visible?: boolean; refusal?: Refusal | 'not-found' } = {}) {
  const began: Begun[] = [];
  const handled: Handled[] = [];
  const api = createUserApi({
    correlation: 'correlation-1',
    subjectOf: async ({ issueId }) => (visible ? workItem({ id: issueId }) : undefined),
    approvalsOf: async () => [storedOf(HERE)],
    load: async (id) => [HERE, ELSEWHERE].filter((each) => each.id === id).map(storedOf)[0],
    async begin(_definition, about) {
      began.push(about);
      return storedOf(HERE);
    },
    async handle(id, what, command) {
      handled.push({ id, what, command });
      return refusal === undefined ? ok(storedOf(HERE)) : err(refusal);
    },
    definitions: { list: async () => [RELEASE], load: async (id) => (id === RELEASE.id ? RELEASE : undefined) },
    present: async (stored, viewer) =>
      stored.map(({ state }) =>
        toApprovalView(state, {
          viewer,
          noticeOf: () => undefined,
          commentOf: () => undefined,
          words: { reason: (code) => code },
        }),
      ),
    slackConnected: async () => true,
  });
  return { api, began, handled };
}

const refused = (error: string, field?: string) => ({ ok: false, error, ...(field === undefined ? {} : { field }) });
const start = (more: object = {}) => ({ definitionId: 'def-1', requestId: 'request-abc', ...more });
const decide = (more: object = {}) => ({ approvalId: 'apr-1', decision: 'approve', requestId: 'request-abc', ...more });
const cancel = (more: object = {}) => ({ approvalId: 'apr-1', requestId: 'request-abc', ...more });

it('lists what runs on the work item, what can be started, and whether Slack is connected', async () => {
  const { api } = given();

  expect(await api.list(ON_OPS_1)).toMatchObject({
    ok: true,
    value: {
      approvals: [{ id: 'apr-1', mayDecide: true, mayCancel: false }],
      definitions: [{ id: 'def-1', name: 'Release' }],
      slackConnected: true,
    },
  });
});

describe('a viewer to whom Jira does not show the work item', () => {
  it('learns nothing and does nothing', async () => {
    const { api, began, handled } = given({ visible: false });

    const answers = [
      await api.list(ON_OPS_1),
      await api.start(ON_OPS_1, start()),
      await api.decide(ON_OPS_1, decide()),
      await api.cancel(ON_OPS_1, cancel()),
      await api.decide(ON_OPS_1, decide({ approvalId: 'apr-unknown' })),
      await api.start(ON_OPS_1, start({ definitionId: 'def-unknown' })),
    ];

    expect(answers).toEqual(answers.map(() => refused(NOT_VISIBLE)));
    expect([began, handled]).toEqual([[], []]);
  });
});

describe('an approval', () => {
  it('starts for the viewer, on the work item of the panel, whatever the payload says', async () => {
    const { api, began } = given();

    const answer = await api.start(ON_OPS_1, start({ requester: RITA, subject: { id: '10002' }, issueId: '10002' }));

    expect(answer).toMatchObject({ ok: true, value: { id: 'apr-1' } });
    expect(began).toMatchObject([{ requester: BEN, subject: { id: '10001' }, requestId: 'request-abc' }]);
  });

  it('does not start by a definition that is gone', async () => {
    const { api, began } = given();

    const answer = await api.start(ON_OPS_1, start({ definitionId: 'def-2' }));

    expect(answer).toEqual(
      refused('This approval definition no longer exists. Reload the page and choose another.', 'definitionId'),
    );
    expect(began).toEqual([]);
  });

  it.each([
    ['of another work item', 'apr-2'],
    ['that does not exist', 'apr-3'],
  ])('%s cannot be decided or cancelled here', async (_which, approvalId) => {
    const { api, handled } = given();

    const answers = [
      await api.decide(ON_OPS_1, decide({ approvalId })),
      await api.cancel(ON_OPS_1, cancel({ approvalId })),
    ];

    expect(answers).toEqual([refused(NOT_HERE), refused(NOT_HERE)]);
    expect(handled).toEqual([]);
  });
});

describe('a decision', () => {
  it.each([
    ['without a comment', decide(), { kind: 'approve' }],
    ['of the step that was seen', decide({ step: 1 }), { kind: 'approve', step: 1 }],
    ['with an empty comment', decide({ comment: '  ' }), { kind: 'approve' }],
    [
      'with a comment',
      decide({ decision: 'reject', comment: ' too early ' }),
      { kind: 'reject', comment: 'too early' },
    ],
  ])('%s is the viewer’s own', async (_what, payload, expected) => {
    const { api, handled } = given();

    await api.decide(ON_OPS_1, { ...payload, by: RITA, accountId: RITA });

    expect(handled.map(({ what }) => what)).toEqual([{ type: 'decide', by: BEN, via: 'jira', ...expected }]);
  });

  it('that is asked for twice bears one id, and another person’s does not', async () => {
    const { api, handled } = given();

    await api.decide(ON_OPS_1, decide());
    await api.decide(ON_OPS_1, decide());
    await api.decide({ ...ON_OPS_1, accountId: RITA }, decide());

    const [first, again, other] = handled.map(({ command }) => command.id);
    expect(first).toBe(again);
    expect(other).not.toBe(first);
  });

  it.each<[Refusal | 'not-found', string]>([
    ['approval-closed', 'This approval is already over, so nothing was changed.'],
    ['already-decided', 'Your decision is already recorded.'],
    ['not-an-approver', 'You are not one of the approvers. Ask the person who started the approval.'],
    ['step-not-open', 'Your step is not open yet. You will be asked when it is.'],
    ['comment-too-long', 'The comment is too long. Shorten it to 2,000 characters.'],
    ['not-found', NOT_HERE],
  ])('that the rules refuse says why: %s', async (refusal, text) => {
    const { api } = given({ refusal });

    expect(await api.decide(ON_OPS_1, decide())).toEqual(refused(text));
  });
});

it('cancels in the name of the viewer', async () => {
  const { api, handled } = given();

  await api.cancel(ON_OPS_1, cancel({ by: RITA, reason: 'subject-deleted' }));

  expect(handled.map(({ what }) => what)).toEqual([
    { type: 'cancel', by: { type: 'account', accountId: BEN }, reason: 'by-requester' },
  ]);
});

it('says who may cancel', async () => {
  const { api } = given({ refusal: 'not-the-requester' });

  expect(await api.cancel(ON_OPS_1, cancel())).toEqual(
    refused('Only the person who started this approval can cancel it.'),
  );
});

describe('a payload that is not what was agreed', () => {
  it.each([
    ['start', start({ requestId: 'a b' }), 'requestId'],
    ['start', start({ definitionId: undefined }), 'definitionId'],
    ['decide', decide({ decision: 'abstain' }), 'decision'],
    ['decide', decide({ approvalId: '' }), 'approvalId'],
    ['decide', decide({ comment: null }), 'comment'],
    ['decide', decide({ step: -1 }), 'step'],
    ['cancel', cancel({ requestId: 'x'.repeat(65) }), 'requestId'],
    ['cancel', undefined, 'value'],
  ] as const)('to %s names its field before anything is done: %j', async (call, payload, field) => {
    const { api, began, handled } = given();

    const error: unknown = await api[call](ON_OPS_1, payload).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ issues: [{ field }] });
    expect([began, handled]).toEqual([[], []]);
  });
});
