import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/approvals/core/model';
import { toAccountId } from '../../src/shared/brand';
import { ADA, BEN, CLEO, decision, definition, fingerprint, RITA, step, subjectState } from '../support/builders';
import { approvalAfter, closedApproval, DEV } from '../support/running-approvals';
import { act, given, HERE, refused, viewer } from './given-user-api';

const RITA_HERE = viewer({ accountId: RITA });
const SAM = toAccountId('sam');
const AS_BEN = { id: BEN, admin: false };
const RETURNED = approvalAfter(
  [step({ asks: { type: 'user', people: [BEN, CLEO] } })],
  decision(BEN, 'request-changes'),
);

describe('what somebody does in their own right', () => {
  it.each([
    [
      'cancel',
      RITA_HERE,
      HERE,
      { type: 'cancel' },
      { by: { type: 'account', accountId: RITA }, reason: 'by-requester' },
    ],
    ['remind', RITA_HERE, HERE, { type: 'remind', step: 0 }, { by: { id: RITA, admin: false } }],
    [
      'reassign',
      viewer(),
      HERE,
      { type: 'reassign', step: 0, from: BEN, to: SAM, reason: ' Away. ' },
      { by: AS_BEN, from: BEN, to: SAM, reason: 'Away.' },
    ],
    [
      'add-approver',
      viewer(),
      HERE,
      { type: 'add-approver', step: 0, who: 'eve@partner.example', reason: 'Knows it.' },
      { by: AS_BEN, who: 'mailto:eve@partner.example' },
    ],
    ['close-vote', viewer(), HERE, { type: 'close-vote', step: 0, option: 1 }, { by: BEN, option: 1 }],
    ['shelve', RITA_HERE, closedApproval(), { type: 'archive' }, { by: { id: RITA, admin: false }, as: 'archived' }],
    ['shelve', RITA_HERE, closedApproval(), { type: 'unarchive' }, { as: 'none' }],
  ] as const)('becomes the command %s, and costs no question', async (type, who, approval, action, expected) => {
    const { api, handled, askedAdmin } = given({ approvals: [approval], refusal: 'unchanged' });

    await api['approvals/act'](who, act({ ...action, by: ADA, admin: true }));

    expect(handled).toMatchObject([{ id: 'apr-1', what: { type, ...expected } }]);
    expect(askedAdmin).toEqual([]);
  });

  it('resubmits the content as it is now', async () => {
    const { api, handled } = given({ approvals: [RETURNED] });

    await api['approvals/act'](RITA_HERE, act({ type: 'resubmit', step: 0, seen: { digest: 'forged', parts: {} } }));

    expect(handled).toMatchObject([{ what: { type: 'resubmit', seen: fingerprint(subjectState().content.parts) } }]);
  });
});

describe('what only an administrator may do', () => {
  const others = [
    ['cancels for others', HERE, { type: 'cancel' }, { reason: 'by-admin' }],
    [
      'reassigns others',
      HERE,
      { type: 'reassign', step: 0, from: BEN, to: SAM, reason: 'Away.' },
      { by: { id: DEV, admin: true } },
    ],
    ['adds approvers', HERE, { type: 'add-approver', step: 0, who: SAM, reason: 'More.' }, { by: { admin: true } }],
    ['deletes', closedApproval(), { type: 'delete' }, { by: { id: DEV, admin: true }, as: 'deleted' }],
  ] as const;
  const dev = viewer({ accountId: DEV });

  it.each(others)('%s after the product has said that they are one', async (_what, approval, action, expected) => {
    const { api, handled, askedAdmin } = given({ approvals: [approval], admin: true });

    const answer = await api['approvals/act'](dev, act(action));

    expect(answer.ok).toBe(true);
    expect(handled).toMatchObject([{ what: expected }]);
    expect(askedAdmin).toHaveLength(1);
  });

  it.each(others)('%s: nobody else is taken for one', async (_what, approval, action) => {
    const { api, handled } = given({ approvals: [approval], refusal: 'not-allowed' });

    await api['approvals/act'](dev, act({ ...action, admin: true }, { admin: true }));

    const said = JSON.stringify(handled.map(({ what }) => what));
    expect(said).not.toContain('"admin":true');
    expect(said).not.toContain('by-admin');
  });
});

describe('a restart', () => {
  const restart = act({ type: 'restart' });

  it('cancels what runs, and begins anew for the same requester', async () => {
    const { api, began, handled } = given({ admin: true });

    await api['approvals/act'](viewer({ accountId: DEV }), restart);

    expect(handled).toMatchObject([{ what: { type: 'cancel', by: { accountId: DEV }, reason: 'restarted' } }]);
    expect(began).toMatchObject([{ requester: RITA, requestId: 'restart:apr-1:request-abc', follows: 'apr-1' }]);
  });

  it('of what is over only begins', async () => {
    const { api, began, handled } = given({ approvals: [closedApproval()] });

    await api['approvals/act'](RITA_HERE, restart);

    expect(handled).toEqual([]);
    expect(began).toMatchObject([{ follows: 'apr-1' }]);
  });

  const never = step({ when: { op: 'is', fact: 'project', values: ['NONE'] } });
  it.each<[string, object, string]>([
    ['the definition is gone', { definitions: [] }, 'This approval definition no longer exists.'],
    [
      'it is no longer offered there',
      { definitions: [definition({ scope: { type: 'chosen', projects: ['SHOP'], spaces: [] } })] },
      'This definition is not offered on this work item.',
    ],
    ['no step applies any more', { definitions: [definition({ steps: [never] })] }, 'None of the steps'],
  ])('cancels nothing where %s', async (_why, setting, text) => {
    const { api, began, handled } = given(setting);

    expect(await api['approvals/act'](RITA_HERE, restart)).toEqual(refused(expect.stringContaining(text)));
    expect([began, handled]).toEqual([[], []]);
  });

  it('begins nothing where the cancelling was refused', async () => {
    const { api, began } = given({ refusal: 'approval-closed' });

    expect(await api['approvals/act'](RITA_HERE, restart)).toMatchObject({ ok: false });
    expect(began).toEqual([]);
  });

  it.each<[string, Approval]>([
    ['runs', HERE],
    ['is over', closedApproval()],
  ])('is not for approvers: what %s stays', async (_what, approval) => {
    const { api, began, handled } = given({ approvals: [approval] });

    expect(await api['approvals/act'](viewer(), restart)).toEqual(
      refused('Only the person who started this approval, or an administrator, can do this.'),
    );
    expect([began, handled]).toEqual([[], []]);
  });
});
