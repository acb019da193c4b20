import { describe, expect, it } from 'vitest';
import type { AdminApi } from '../../src/admin/contract';
import { InvalidInputError, TransientError } from '../../src/shared/errors';
import { BEN, decision, definition, groupStep, notification, terms, userStep } from '../support/builders';
import { staffing } from '../support/commands';
import { START } from '../support/fake-ports';
import { approvalAfter, played } from '../support/running-approvals';
import { ADMIN, formOf, givenAdmin } from './given-admin-api';

const NOT_ADMIN = { ok: false, error: 'Only a Jira administrator can do this. Ask one, or sign in as one.' };
const GONE = {
  ok: false,
  error: 'This approval definition no longer exists. Reload the page and choose another.',
  field: 'id',
};
const WORK_ITEM = { kind: 'work-item', id: 'OPS-1' };

/** A payload that each call takes; the compiler knows when one is missing. */
const CALLS: Record<keyof AdminApi, unknown> = {
  'slack/get': undefined,
  'slack/save-app': {},
  'slack/replace-signing-secret': {},
  'slack/save-settings': { actWithoutLogin: true, actionButtons: true, delivery: 'direct' },
  'slack/end-overlap': {},
  'slack/begin': {},
  'slack/attempt': {},
  'slack/claim': {},
  'slack/connect': {},
  'slack/rename': {},
  'slack/set-default': {},
  'slack/delete': {},
  'slack/check': {},
  'slack/channels': {},
  'slack/check-channel': {},
  'slack/set-channel': {},
  'definitions/list': {},
  'definitions/get': { id: 'def-1' },
  'definitions/save': { definition: formOf() },
  'definitions/check': { definition: formOf() },
  'definitions/archive': { id: 'def-1', archived: true },
  'definitions/export': { id: 'def-1' },
  'definitions/gallery': undefined,
  'definitions/dry-run': { definition: formOf(), subject: WORK_ITEM },
  'choices/groups': { query: '' },
  'choices/roles': { project: 'OPS' },
  'choices/fields': undefined,
  'choices/projects': { query: '' },
  'choices/spaces': { query: '' },
  'approvals/attention': undefined,
  'mail/get': undefined,
  'mail/save': {},
  'mail/test': undefined,
  'api/get': undefined,
  'api/create-token': undefined,
  'api/revoke-token': undefined,
  'notifications/list': {},
  'people/list': {},
  'people/settings': undefined,
  'people/save-settings': { actTrust: 'verified' },
  'people/import': { csv: '', apply: false },
  'people/export': undefined,
  'people/remove': { accountId: 'ben' },
};
const EACH = Object.entries(CALLS) as [keyof AdminApi, unknown][];

describe('each call', () => {
  it.each(EACH)('%s asks first whether the caller administers Jira', async (call, payload) => {
    const { api, did } = givenAdmin();

    const answer = await api(call, ADMIN, payload);

    expect(answer.ok).toBe(true);
    expect(did[0]).toBe('admin?');
  });

  it.each(EACH)(
    '%s is refused to everybody else before its payload is looked at, and touches nothing',
    async (call, payload) => {
      const { api, did } = givenAdmin({ admin: false });

      expect(await api(call, ADMIN, payload)).toEqual(NOT_ADMIN);
      expect(await api(call, ADMIN, 'nonsense')).toEqual(NOT_ADMIN);
      expect(did).toEqual(['admin?', 'admin?']);
    },
  );

  it.each(EACH)('%s is refused while Jira does not say who administers it', async (call, payload) => {
    const { api, did } = givenAdmin({ admin: new TransientError('jira mypermissions 503') });

    await expect(api(call, ADMIN, payload)).rejects.toThrow(TransientError);
    expect(did).toEqual(['admin?']);
  });
});

describe('a definition', () => {
  it('is saved as the caller’s, and shown with its form', async () => {
    const { api, saved } = givenAdmin();

    const answer = await api('definitions/save', ADMIN, { definition: formOf(), owner: BEN });

    expect(saved).toEqual([{ draft: formOf(), owner: ADMIN.accountId }]);
    expect(answer).toEqual({ ok: true, value: { id: 'def-9', version: 1, archived: false, form: formOf() } });
  });

  it('replaces the one that the call names, and not one that the file names', async () => {
    const { api, saved } = givenAdmin();

    await api('definitions/save', ADMIN, { id: 'def-1', definition: formOf({ id: 'def-2' }) });
    await api('definitions/save', ADMIN, { definition: formOf({ id: 'def-2' }) });

    expect(saved).toMatchObject([{ draft: { id: 'def-1' } }, { draft: expect.not.objectContaining({ id: 'def-2' }) }]);
  });

  it('comes back from its own file', async () => {
    const { api, saved } = givenAdmin();

    const file = await api('definitions/export', ADMIN, { id: 'def-1' });
    if (!file.ok) throw new Error(file.error);
    await api('definitions/save', ADMIN, { definition: file.value.json });

    expect(file.value.fileName).toBe('release.baton.json');
    expect(JSON.parse(file.value.json)).toMatchObject({ baton: 'approval-definition', name: 'Release' });
    expect(saved).toEqual([{ draft: formOf(), owner: ADMIN.accountId }]);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'definition'],
    ['no definition', [], 'value'],
    ['one without steps', { name: 'A' }, 'steps'],
    ['one with an unknown member', formOf({ colour: 'red' }), 'colour'],
  ])('is refused with its faults where it is %s', async (_what, written, field) => {
    const { api, saved } = givenAdmin();

    const faults = [{ field, problem: expect.any(String) }];
    const answer = await api('definitions/save', ADMIN, { definition: written });

    expect(answer).toEqual({ ok: false, error: expect.any(String), field, faults });
    expect(await api('definitions/check', ADMIN, { definition: written })).toEqual({ ok: true, value: { faults } });
    expect(saved).toEqual([]);
  });

  it('is refused with all of its faults at once, each with its path', async () => {
    const faults = [
      { field: 'name', problem: 'must not be empty' },
      { field: 'steps[0].asks.people', problem: 'must name at least one person' },
    ];
    const { api, saved } = givenAdmin({ faults });

    expect(await api('definitions/save', ADMIN, { definition: formOf() })).toEqual({
      ok: false,
      error: 'Name must not be empty. Step 1, asks, people must name at least one person.',
      field: 'name',
      faults,
    });
    expect(saved).toEqual([]);
  });

  it.each(['definitions/get', 'definitions/export', 'definitions/archive', 'definitions/save'] as const)(
    'that is gone is said to be: %s',
    async (call) => {
      const { api } = givenAdmin({ gone: true });

      expect(await api(call, ADMIN, { id: 'def-1', archived: true, definition: formOf() })).toEqual(GONE);
    },
  );

  it('is archived and restored', async () => {
    const { api, did } = givenAdmin({ archived: true });

    expect(await api('definitions/archive', ADMIN, { id: 'def-1', archived: true })).toMatchObject({
      ok: true,
      value: { id: 'def-1', archived: true, steps: [{ asks: '1 person', quorum: 'they must approve' }] },
    });
    await api('definitions/archive', ADMIN, { id: 'def-1', archived: false });

    expect(did.filter((each) => each === 'archive' || each === 'restore')).toEqual(['archive', 'restore']);
  });

  it('is tried on a real subject before it is saved, as the caller', async () => {
    const { api, asked, ran, saved } = givenAdmin();

    const answer = await api('definitions/dry-run', ADMIN, { definition: formOf(), subject: WORK_ITEM });

    expect(answer).toMatchObject({ ok: true, value: { subject: { key: 'OPS-1' }, problems: [], steps: [] } });
    expect(asked).toEqual([{ subject: WORK_ITEM, siteUrl: ADMIN.siteUrl }]);
    expect(ran).toMatchObject([{ draft: { name: 'Release', owner: ADMIN.accountId }, requester: ADMIN.accountId }]);
    expect(saved).toEqual([]);
  });

  it('is not tried on what the product does not show the caller', async () => {
    const { api } = givenAdmin({ visible: false });

    expect(await api('definitions/dry-run', ADMIN, { definition: formOf(), subject: WORK_ITEM })).toMatchObject({
      ok: false,
      field: 'subject.id',
    });
  });

  it('is begun from the gallery, with what is left to choose', async () => {
    const answer = await givenAdmin().api('definitions/gallery', ADMIN, undefined);

    expect(answer).toMatchObject({ ok: true });
    expect(answer.ok && answer.value.find(({ key }) => key === 'change')).toMatchObject({
      blanks: [{ field: 'steps[0].asks.people', choose: expect.stringContaining('Who') }, {}],
      form: { name: 'Change' },
    });
  });
});

describe('the choices', () => {
  it('name projects and spaces by their keys, as definitions do', async () => {
    const { api } = givenAdmin();

    expect(await api('choices/projects', ADMIN, { query: 's' })).toEqual({
      ok: true,
      value: [{ id: 'SHOP', name: 'Shop' }],
    });
    expect(await api('choices/spaces', ADMIN, { query: 'PEO' })).toEqual({
      ok: true,
      value: [{ id: 'HR', name: 'People' }],
    });
  });

  it('say which fields hold people', async () => {
    const answer = await givenAdmin().api('choices/fields', ADMIN, undefined);

    expect(answer.ok && answer.value.map(({ people }) => people)).toEqual([true, true, false]);
  });
});

it('what cannot go on is listed with why, and what to do', async () => {
  const stuck = approvalAfter([groupStep()], staffing([], { problem: 'nobody-to-ask' }));
  const { api } = givenAdmin({ approvals: [stuck] });

  expect(await api('approvals/attention', ADMIN, undefined)).toMatchObject({
    ok: true,
    value: [{ approvalId: 'apr-1', step: 'Review', since: START, problem: expect.stringContaining('Add an approver') }],
  });
});

describe('the history', () => {
  it('is asked for by status and place, fifty rows at once', async () => {
    const { api, asked } = givenAdmin();

    await api('notifications/list', ADMIN, { status: 'dead', cursor: 'next' });
    await api('notifications/list', ADMIN, {});

    expect(asked).toEqual([{ limit: 50, status: 'dead', cursor: 'next' }, { limit: 50 }]);
  });

  it('says where to go on, and stops saying so at the end', async () => {
    const first = await givenAdmin({ rows: [notification()], cursor: 'next' }).api('notifications/list', ADMIN, {});
    const last = await givenAdmin({ rows: [notification()] }).api('notifications/list', ADMIN, {});

    expect(first).toMatchObject({ ok: true, value: { rows: [{ subjectKey: 'OPS-1' }], cursor: 'next' } });
    expect(last).toMatchObject({ ok: true, value: expect.not.objectContaining({ cursor: expect.anything() }) });
  });

  it('says by which definition each was, and what an effect changes, which only the approval knows', async () => {
    const effects = terms({
      onApproved: [
        { type: 'add-label', label: 'a' },
        { type: 'transition', to: 'Done' },
      ],
    });
    const { next } = played(definition({ steps: [userStep([BEN])], terms: effects }), decision(BEN));
    const { recipient: _, ...row } = notification({ kind: 'effect', round: 1 });
    const known = givenAdmin({ rows: [row], approvals: [next] });

    expect(await known.api('notifications/list', ADMIN, {})).toMatchObject({
      ok: true,
      value: { rows: [{ topic: 'transition to Done', surface: 'change', definitionName: next.definition.name }] },
    });
  });
});

it('mail and tokens are the caller’s', async () => {
  const { api } = givenAdmin();

  expect(await api('mail/test', ADMIN, { to: BEN })).toEqual({ ok: true, value: { sentTo: 'amy' } });
  expect(await api('api/create-token', ADMIN, { by: BEN })).toMatchObject({ ok: true, value: { secret: 'of amy' } });
});

describe('a payload that is not what was agreed', () => {
  it.each([
    ['definitions/list', { archived: 'yes' }, 'archived'],
    ['definitions/get', {}, 'id'],
    ['definitions/save', { id: 7, definition: formOf() }, 'id'],
    ['definitions/save', {}, 'definition'],
    ['definitions/check', {}, 'definition'],
    ['definitions/archive', { id: 'def-1' }, 'archived'],
    ['definitions/export', { id: '' }, 'id'],
    ['definitions/dry-run', { definition: formOf(), subject: { kind: 'board', id: '1' } }, 'subject.kind'],
    ['definitions/dry-run', { definition: formOf(), subject: { kind: 'page', id: '../1' } }, 'subject.id'],
    ['choices/groups', {}, 'query'],
    ['choices/roles', { project: ' ' }, 'project'],
    ['choices/projects', { query: 7 }, 'query'],
    ['choices/spaces', { query: 'x'.repeat(256) }, 'query'],
    ['notifications/list', { status: 'sending' }, 'status'],
    ['notifications/list', { cursor: 1 }, 'cursor'],
    ['notifications/list', null, 'value'],
    ['people/list', { cursor: 7 }, 'cursor'],
    ['people/save-settings', { actTrust: 'anybody' }, 'actTrust'],
    ['people/import', { csv: '' }, 'apply'],
    ['people/remove', { accountId: '' }, 'accountId'],
  ] as const)('to %s names its field and does nothing: %j', async (call, payload, field) => {
    const { api, did } = givenAdmin();

    const error: unknown = await api(call, ADMIN, payload).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(did).toEqual(['admin?']);
  });
});
