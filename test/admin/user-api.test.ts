import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../src/shared/errors';
import { BEN, definition, page, RITA, step, workItem } from '../support/builders';
import { START } from '../support/fake-ports';
import { approvalOf, closedApproval, DEV } from '../support/running-approvals';
import {
  act,
  decide,
  ELSEWHERE,
  given,
  HERE,
  NOWHERE,
  ON_A_PAGE,
  ON_PAGE,
  RELEASE,
  refused,
  start,
  viewer,
  withdraw,
} from './given-user-api';

const NOT_VISIBLE = 'Jira does not show you this work item, so Baton does not either.';
const NOT_HERE = 'This approval does not exist on this work item. Reload the page.';
const NOT_YOURS = 'This approval is not among yours. Reload to see those that are.';
const RULE = {
  id: 'dlg-1',
  person: BEN,
  from: START - 1,
  until: START + 1,
  definitions: 'all',
  to: [DEV],
  createdAt: START,
  createdBy: BEN,
} as const;

describe('the list', () => {
  it('shows what runs on the subject, what can be started, and whether Slack is connected', async () => {
    const { api } = given();

    expect(await api['approvals/list'](viewer(), undefined)).toMatchObject({
      ok: true,
      value: {
        kind: 'work-item',
        approvals: [{ id: 'apr-1', may: { decide: { step: 0 }, cancel: false } }],
        definitions: [{ id: 'def-1', name: 'Release' }],
        slackConnected: true,
      },
    });
  });

  it('is of the page on a page', async () => {
    const answer = await given().api['approvals/list'](viewer({ place: ON_PAGE }), undefined);

    expect(answer).toMatchObject({ ok: true, value: { kind: 'page', approvals: [{ id: 'apr-3' }] } });
  });

  it('shows the newest first, and nothing that was deleted', async () => {
    const older = { ...HERE, startedAt: START - 1 };
    const newer = { ...HERE, id: ELSEWHERE.id };
    const gone = closedApproval({ id: ON_A_PAGE.id, shelved: { as: 'deleted', at: START } });

    const answer = await given({ approvals: [older, gone, newer] }).api['approvals/list'](viewer(), undefined);

    expect(answer).toMatchObject({ ok: true, value: { approvals: [{ id: 'apr-2' }, { id: 'apr-1' }] } });
  });

  it('asks the product once whether the viewer is an administrator, and offers what they may do', async () => {
    const { api, askedAdmin } = given({ approvals: [HERE, { ...HERE, id: ELSEWHERE.id }], admin: true });

    const answer = await api['approvals/list'](viewer(), undefined);

    expect(answer).toMatchObject({
      ok: true,
      value: { approvals: [{ may: { cancel: true } }, { may: { cancel: true } }] },
    });
    expect(askedAdmin).toEqual([workItem()]);
  });
});

describe('a viewer to whom the product does not show the subject', () => {
  it.each([
    ['a work item', viewer(), NOT_VISIBLE],
    ['a page', viewer({ place: ON_PAGE }), 'Confluence does not show you this page, so Baton does not either.'],
  ])('learns nothing and does nothing: %s', async (_what, who, text) => {
    const { api, began, handled } = given({ visible: [] });

    const answers = [
      await api['approvals/list'](who, undefined),
      await api['approvals/preview'](who, { definitionId: 'def-1' }),
      await api['approvals/start'](who, start()),
      await api['approvals/decide'](who, decide()),
      await api['approvals/withdraw'](who, withdraw()),
      await api['approvals/act'](who, act({ type: 'cancel' })),
      await api['approvals/decide'](who, decide({ approvalId: 'apr-unknown' })),
      await api['approvals/start'](who, start({ definitionId: 'def-unknown' })),
    ];

    expect(answers).toEqual(answers.map(() => refused(text)));
    expect([began, handled]).toEqual([[], []]);
  });
});

describe('an approval', () => {
  it('starts for the viewer, on the subject of the place, whatever the payload says', async () => {
    const { api, began } = given();

    const forged = { requester: RITA, subject: { id: '10002' }, place: { kind: 'page', id: '20001' } };
    const answer = await api['approvals/start'](viewer(), start(forged));

    expect(answer).toMatchObject({ ok: true, value: { id: 'apr-1' } });
    expect(began).toMatchObject([{ requester: BEN, state: { subject: { id: '10001' } }, requestId: 'request-abc' }]);
  });

  const elsewhere = definition({ scope: { type: 'chosen', projects: ['SHOP'], spaces: [] } });
  it.each([
    [
      'gone',
      given({ definitions: [] }),
      'This approval definition no longer exists. Reload the page and choose another.',
    ],
    [
      'not offered there',
      given({ definitions: [elsewhere] }),
      'This definition is not offered on this work item. Choose another one.',
    ],
  ])('does not start, and is not previewed, by a definition that is %s', async (_why, { api, began }, text) => {
    expect(await api['approvals/start'](viewer(), start())).toEqual(refused(text, 'definitionId'));
    expect(await api['approvals/preview'](viewer(), start())).toEqual(refused(text, 'definitionId'));
    expect(began).toEqual([]);
  });

  it('does not start where no step applies, and a preview says so before', async () => {
    const { api } = given({ startRefusal: 'no-step-applies' });
    const text = expect.stringMatching(/^None of the steps of this definition applies to this work item/);

    expect(await api['approvals/start'](viewer(), start())).toEqual(refused(text, 'definitionId'));
    expect(await api['approvals/preview'](viewer(), start())).toMatchObject({ ok: true, value: { problems: [text] } });
  });

  it.each([
    ['of another subject', 'apr-2'],
    ['that does not exist', 'apr-9'],
  ])('%s cannot be touched here', async (_which, approvalId) => {
    const { api, handled } = given();

    const answers = [
      await api['approvals/decide'](viewer(), decide({ approvalId })),
      await api['approvals/withdraw'](viewer(), withdraw({ approvalId })),
      await api['approvals/act'](viewer(), act({ type: 'cancel' }, { approvalId })),
    ];

    expect(answers).toEqual(answers.map(() => refused(NOT_HERE)));
    expect(handled).toEqual([]);
  });
});

describe('on the page of one’s own approvals', () => {
  const mine = viewer({ place: NOWHERE });

  it('an approver decides, and the requester acts', async () => {
    const { api, handled } = given();

    await api['approvals/decide'](mine, decide());
    await api['approvals/act'](viewer({ place: NOWHERE, accountId: RITA }), act({ type: 'cancel' }));

    expect(handled.map(({ what }) => what.type)).toEqual(['decide', 'cancel']);
  });

  it.each([
    ['somebody who has no part in it', viewer({ place: NOWHERE, accountId: DEV }), given()],
    ['an administrator who has no part in it', viewer({ place: NOWHERE, accountId: DEV }), given({ admin: true })],
    ['an approver to whom the product does not show the subject', mine, given({ visible: [page()] })],
    ['an approver of what was deleted', mine, given({ approvals: [] })],
  ])('%s is answered as if there were none', async (_who, who, { api, handled }) => {
    expect(await api['approvals/decide'](who, decide())).toEqual(refused(NOT_YOURS));
    expect(await api['approvals/act'](who, act({ type: 'delete' }))).toEqual(refused(NOT_YOURS));
    expect(handled).toEqual([]);
  });

  it('nothing is listed or started', async () => {
    const text = expect.stringContaining('works on a work item or a page only');
    expect(await given().api['approvals/list'](mine, undefined)).toEqual(refused(text));
    expect(await given().api['approvals/start'](mine, start())).toEqual(refused(text));
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
    ['in a vote', decide({ decision: 'vote', options: [1] }), { kind: 'vote', options: [1] }],
  ])('%s is the viewer’s own', async (_what, payload, expected) => {
    const { api, handled } = given();

    await api['approvals/decide'](viewer(), { ...payload, by: RITA, accountId: RITA, via: 'slack' });

    expect(handled.map(({ what }) => what)).toEqual([{ type: 'decide', by: BEN, via: 'jira', ...expected }]);
  });

  it('on a page is made in Confluence', async () => {
    const { api, handled } = given();

    await api['approvals/decide'](viewer({ place: ON_PAGE }), decide({ approvalId: 'apr-3' }));

    expect(handled).toMatchObject([{ id: 'apr-3', what: { via: 'confluence' } }]);
  });

  it('that is asked for twice bears one id, and another person’s does not', async () => {
    const { api, handled } = given();

    await api['approvals/decide'](viewer(), decide());
    await api['approvals/decide'](viewer(), decide());
    await api['approvals/decide'](viewer({ accountId: RITA }), decide());

    const [first, again, other] = handled.map(({ command }) => command.id);
    expect(first).toBe(again);
    expect(other).not.toBe(first);
  });

  it('that the rules refuse says why', async () => {
    const { api } = given({ refusal: 'already-decided' });

    expect(await api['approvals/decide'](viewer(), decide())).toEqual(refused('Your decision is already recorded.'));
  });

  it('is taken back by whoever made it', async () => {
    const { api, handled } = given();

    await api['approvals/withdraw'](viewer(), withdraw({ step: 0, by: RITA }));

    expect(handled).toMatchObject([{ what: { type: 'withdraw', by: BEN, step: 0 } }]);
  });
});

describe('the inbox', () => {
  it('names each step that the viewer can decide once', async () => {
    const twice = { approval: HERE, step: 0 };

    expect(
      await given({ inbox: [twice, twice] }).api['approvals/inbox'](viewer({ place: NOWHERE }), undefined),
    ).toEqual({
      ok: true,
      value: [
        {
          approvalId: 'apr-1',
          definitionName: 'Release',
          subject: { kind: 'work-item', key: 'OPS-1', title: HERE.subject.title, url: HERE.subject.url },
          requester: RITA,
          step: 0,
          stepName: 'Review',
          kinds: ['approve', 'reject', 'request-changes', 'abstain'],
          explain: [],
        },
      ],
    });
  });

  it.each([
    ['was decided', approvalOf({ decisions: [[BEN, 'approve']] })],
    ['is over', approvalOf({ cancelled: 'by-requester' })],
    ['is outdated', { ...HERE, outdatedAt: START }],
  ])('leaves out what %s since the message', async (_what, approval) => {
    const { api } = given({ approvals: [approval], inbox: [{ approval, step: 0 }] });

    expect(await api['approvals/inbox'](viewer(), undefined)).toEqual({ ok: true, value: [] });
  });
});

describe('a delegation', () => {
  const draft = { from: START, until: START + 1, definitions: 'all', to: ['dev', ' Eve@Partner.example '] };

  it('is the viewer’s own, and what they are asked is looked up again', async () => {
    const { api, saved, lookedUpAgain } = given({ rules: [RULE] });

    const answer = await api['delegations/save'](viewer(), { ...draft, person: RITA, whose: RITA });

    expect(saved).toMatchObject([{ whose: BEN, by: BEN, draft: { to: [DEV, 'mailto:eve@partner.example'] } }]);
    expect(lookedUpAgain).toEqual([BEN]);
    expect(answer).toMatchObject({ ok: true, value: [{ id: 'dlg-1', to: [DEV], state: 'active' }] });
  });

  it.each([
    ['coming', { from: START + 1, until: START + 2 }],
    ['active', { from: START, until: START + 1 }],
    ['over', { from: START - 1, until: START }],
  ])('is %s', async (state, times) => {
    const answer = await given({ rules: [{ ...RULE, ...times }] }).api['delegations/list'](viewer(), undefined);

    expect(answer).toMatchObject({ ok: true, value: [{ state }] });
  });

  it('that cannot be is refused with all that is wrong, and nothing is looked up', async () => {
    const faults = [
      { field: 'to', problem: 'must not lead back' },
      { field: 'until', problem: 'must be after the start' },
    ];
    const { api, lookedUpAgain } = given({ delegationFaults: faults });

    expect(await api['delegations/save'](viewer(), draft)).toEqual({
      ...refused('To must not lead back. Until must be after the start.', 'to'),
      faults,
    });
    expect(lookedUpAgain).toEqual([]);
  });

  it('is removed by whose it is', async () => {
    const { api, lookedUpAgain } = given({ rules: [RULE] });

    expect(await api['delegations/remove'](viewer(), { id: 'dlg-1' })).toMatchObject({ ok: true });
    expect(await api['delegations/remove'](viewer(), { id: 'dlg-2' })).toMatchObject({ ok: false, field: 'id' });
    expect(lookedUpAgain).toEqual([BEN]);
  });

  it('is chosen from the names of the definitions', async () => {
    const names = await given({ definitions: [RELEASE, definition({ steps: [step()] })] }).api['definitions/names'](
      viewer(),
      undefined,
    );

    expect(names).toMatchObject({ ok: true, value: [{ name: 'Release' }, { name: 'Change approval' }] });
  });
});

describe('a payload that is not what was agreed', () => {
  const rule = { from: 1, until: 2, definitions: 'all', to: ['dev'] };
  const reassign = { type: 'reassign', step: 0, from: BEN, to: 'dev', reason: 'Away.' };

  it.each([
    ['approvals/preview', {}, 'definitionId'],
    ['approvals/start', start({ requestId: 'a b' }), 'requestId'],
    ['approvals/start', start({ definitionId: undefined }), 'definitionId'],
    ['approvals/decide', decide({ decision: 'maybe' }), 'decision'],
    ['approvals/decide', decide({ approvalId: '' }), 'approvalId'],
    ['approvals/decide', decide({ comment: null }), 'comment'],
    ['approvals/decide', decide({ step: -1 }), 'step'],
    ['approvals/decide', decide({ options: ['a'] }), 'options[0]'],
    ['approvals/decide', decide({ options: Array.from({ length: 21 }, (_, n) => n) }), 'options'],
    ['approvals/withdraw', withdraw({ step: 'first' }), 'step'],
    ['approvals/act', act({ type: 'approve' }), 'action.type'],
    ['approvals/act', act({ type: 'remind' }), 'action.step'],
    ['approvals/act', act({ ...reassign, to: 'not an account' }), 'action.to'],
    ['approvals/act', act({ ...reassign, to: 'eve@nowhere' }), 'action.to'],
    ['approvals/act', act({ ...reassign, to: 'mailto:eve' }), 'action.to'],
    ['approvals/act', act({ ...reassign, from: '' }), 'action.from'],
    ['approvals/act', act({ ...reassign, reason: 7 }), 'action.reason'],
    ['approvals/act', act({ type: 'close-vote', step: 0, option: -1 }), 'action.option'],
    ['approvals/act', act({ type: 'cancel' }, { requestId: 'x'.repeat(65) }), 'requestId'],
    ['approvals/act', undefined, 'value'],
    ['delegations/save', { ...rule, from: '1' }, 'from'],
    ['delegations/save', { ...rule, until: Number.NaN }, 'until'],
    ['delegations/save', { ...rule, definitions: 'some' }, 'definitions'],
    ['delegations/save', { ...rule, to: ['a b'] }, 'to[0]'],
    ['delegations/remove', { id: '' }, 'id'],
  ] as const)('to %s names its field before anything is done: %j', async (call, payload, field) => {
    const { api, began, handled, saved } = given();

    const error: unknown = await api[call](viewer(), payload).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ issues: [{ field }] });
    expect([began, handled, saved]).toEqual([[], [], []]);
  });
});
