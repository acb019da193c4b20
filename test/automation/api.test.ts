import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApi } from '../../src/automation/api';
import { createTokenAdmin } from '../../src/automation/token-admin';
import { toDefinitionId } from '../../src/shared/brand';
import { ADA, CLEO, decision, definition, OLGA, page, RITA, step } from '../support/builders';
import { START } from '../support/fake-ports';
import { givenApi, START_BODY } from './given-api';

describe('starting', () => {
  it('answers the approval, with whom it waits for', async () => {
    const { send } = await givenApi();

    const { status, body, headers } = await send(START_BODY);

    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toMatchObject({
      ok: true,
      approval: {
        state: 'pending',
        definition: { id: 'def-1', name: 'Release', version: 3 },
        subject: { kind: 'work-item', id: '10001', key: 'OPS-1' },
        requester: RITA,
        startedAt: '2026-03-02T09:00:00.000Z',
        waitingFor: [ADA],
        steps: [{ name: 'Review', state: 'open', approvers: [{ id: ADA }] }],
      },
    });
  });

  it('starts once for one request id, and again for another', async () => {
    const { started } = await givenApi();

    const ids = [await started(), await started(), await started({ requestId: 'r-2' })];

    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.each([
    ['by the id of the definition', { definition: 'def-1' }],
    ['by its name in other letters', { definition: ' rELEASE ' }],
    ['on a page', { subject: { kind: 'page', id: page().id } }],
    ['by a key in small letters', { subject: { kind: 'work-item', key: 'ops-1' } }],
    ['in the name of whoever made the token', { requester: undefined }],
  ])('works %s', async (_how, more) => {
    const { send } = await givenApi();

    const { status, body } = await send({ ...START_BODY, ...more });

    expect(status).toBe(200);
    expect(body.approval.requester).toBe('requester' in more ? OLGA : RITA);
  });

  it.each([
    ['an unknown definition', { definition: 'Nothing' }, 404, 'no-definition', 'definition'],
    ['no definition', { definition: '' }, 400, 'invalid', 'definition'],
    ['a subject of another kind', { subject: { kind: 'board', id: '1' } }, 400, 'invalid', 'subject.kind'],
    ['a key that is none', { subject: { kind: 'work-item', key: '../1' } }, 400, 'invalid', 'subject.key'],
    ['a page by its key', { subject: { kind: 'page', key: 'OPS-1' } }, 400, 'invalid', 'subject.id'],
    [
      'a work item that is not there',
      { subject: { kind: 'work-item', key: 'OPS-2' } },
      404,
      'no-subject',
      'subject.key',
    ],
    ['a page that is not there', { subject: { kind: 'page', id: '9' } }, 404, 'no-subject', 'subject.id'],
    ['a requester who left', { requester: CLEO }, 400, 'requester-unknown', 'requester'],
    ['no request id', { requestId: undefined }, 400, 'invalid', 'requestId'],
    ['a field too many', { urgent: true }, 400, 'invalid', 'urgent'],
  ])('refuses %s', async (_what, more, status, code, field) => {
    const { send, store } = await givenApi();

    const answer = await send({ ...START_BODY, ...more });

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ ok: false, error: { code, field } });
    expect(store.all('approval').size).toBe(0);
  });

  it.each([
    [
      'two definitions of one name',
      [definition({ name: 'Release' }), definition({ id: toDefinitionId('def-2'), name: 'release' })],
      400,
      'ambiguous',
    ],
    [
      'a definition for other projects',
      [definition({ name: 'Release', scope: { type: 'chosen', projects: ['HR'], spaces: [] } })],
      400,
      'out-of-scope',
    ],
    [
      'a definition none of whose steps applies',
      [definition({ name: 'Release', steps: [step({ when: { op: 'exists', fact: 'none' } })] })],
      409,
      'no-step-applies',
    ],
  ])('refuses %s', async (_what, definitions, status, code) => {
    const { send } = await givenApi(definitions);

    expect(await send(START_BODY)).toMatchObject({ status, body: { ok: false, error: { code } } });
  });
});

describe('cancelling', () => {
  it('cancels once, and says so again', async () => {
    const { send, started, approvals, clock } = await givenApi();
    const approval = await started();

    const first = await send({ action: 'cancel', approval });
    clock.advance(1_000);
    const second = await send({ action: 'cancel', approval });

    expect(first.body.approval).toMatchObject({
      approval,
      state: 'cancelled',
      closedAt: new Date(START).toISOString(),
    });
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await approvals.load(first.body.approval.approval))?.state).toMatchObject({ cancelled: 'by-admin' });
  });

  it('does not cancel what is decided', async () => {
    const { send, started, approvals } = await givenApi();
    const approval = await started();
    const [stored] = (await send({ action: 'read', approval })).body.approvals;
    await approvals.handle(stored.approval, decision(ADA), { id: 'd-1', correlation: 'c' });

    const answer = await send({ action: 'cancel', approval });

    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'approval-closed' } } });
  });

  it.each([
    ['one that is not there', 'apr-0', 404, 'no-approval'],
    ['a key of something else', '../apr', 400, 'invalid'],
  ])('refuses %s', async (_what, approval, status, code) => {
    const { send } = await givenApi();

    expect(await send({ action: 'cancel', approval })).toMatchObject({
      status,
      body: { error: { code, field: 'approval' } },
    });
  });
});

describe('reading', () => {
  it('answers one by its id, and all of a subject with the newest first', async () => {
    const { send, started } = await givenApi();
    const [old, young] = [await started(), await started({ requestId: 'r-2' })];
    const idsIn = (answer: { body: { approvals: { approval: string }[] } }) =>
      answer.body.approvals.map((each) => each.approval);

    expect(idsIn(await send({ action: 'read', approval: old }))).toEqual([old]);
    expect(idsIn(await send({ action: 'read', subject: START_BODY.subject }))).toEqual([young, old]);
    expect(idsIn(await send({ action: 'read', subject: { kind: 'page', id: page().id } }))).toEqual([]);
  });

  it.each([
    ['nothing', {}, 'subject'],
    ['both', { approval: 'apr-1', subject: START_BODY.subject }, 'subject'],
    ['a subject without a key', { subject: { kind: 'work-item' } }, 'subject.key'],
  ])('refuses %s', async (_what, more, field) => {
    const { send } = await givenApi();

    expect(await send({ action: 'read', ...more })).toMatchObject({ status: 400, body: { error: { field } } });
  });
});

describe('the door', () => {
  it.each([
    ['no token', []],
    ['an empty one', ['Bearer ']],
    ['another one', [`Bearer baton_${'x'.repeat(43)}`]],
    ['a name and password', ['Basic b2xnYTpvbGdh']],
  ])('stays shut for %s', async (_what, authorization) => {
    const { send, store } = await givenApi();

    const answer = await send(START_BODY, { authorization });

    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(store.all('approval').size).toBe(0);
  });

  it('stays shut for a token that is sent twice, changed, replaced or revoked', async () => {
    const { send, secret, tokens } = await givenApi();
    const header = `Bearer ${secret}`;

    expect((await send(START_BODY, { authorization: [header, header] })).status).toBe(401);
    expect((await send(START_BODY, { authorization: [`${header}x`] })).status).toBe(401);
    const { secret: next } = await tokens.create(OLGA);
    expect((await send(START_BODY)).status).toBe(401);
    expect((await send(START_BODY, { authorization: [`Bearer ${next}`] })).status).toBe(200);
    await tokens.revoke();
    expect((await send(START_BODY, { authorization: [`Bearer ${next}`] })).status).toBe(401);
  });

  it('keeps no token, but its digest', async () => {
    const { store, secret } = await givenApi();

    expect(JSON.stringify(await store.getSecret('api'))).not.toContain(secret.slice(6));
  });

  it.each([
    ['GET', 'GET', '', 405],
    ['what is no JSON', 'POST', '{', 400],
    ['a list', 'POST', '[]', 400],
    ['null', 'POST', 'null', 400],
    ['an unknown action', 'POST', '{"action":"approve"}', 400],
    ['more than it takes', 'POST', `"${'x'.repeat(70_000)}"`, 413],
  ])('refuses %s', async (_what, method, body, status) => {
    const { send } = await givenApi();

    expect(await send(body, { method })).toMatchObject({ status, body: { ok: false } });
  });

  it('says which action there is', async () => {
    const { send } = await givenApi();

    expect((await send({ action: 'decide' })).body.error).toMatchObject({ code: 'invalid', field: 'action' });
  });

  it('never throws, and starts nothing, whatever arrives', async () => {
    const { api, secret, store, log } = await givenApi();
    const headers = fc.dictionary(
      fc.constantFrom('authorization', 'x'),
      fc.array(fc.oneof(fc.string(), fc.constant(`Bearer ${secret}`))),
    );

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('POST', 'GET', ''),
        headers,
        fc.oneof(fc.json(), fc.string()),
        async (method, given, body) => {
          const answer = await api({ method, headers: given, body });

          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(JSON.parse(answer.body)).toMatchObject({ ok: false });
        },
      ),
    );
    expect(store.all('approval').size).toBe(0);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('says so when something fails, with a number and no more', async () => {
    const { tokens, operations, log, secret } = await givenApi();
    const read = () => Promise.reject(new Error('secret of Jira'));
    const api = createApi({ tokens, operations, read, correlation: 'c-9', log });

    const answer = await api({
      method: 'POST',
      headers: { authorization: [`Bearer ${secret}`] },
      body: JSON.stringify(START_BODY),
    });

    expect(answer.status).toBe(500);
    expect(answer.body).toContain('c-9');
    expect(answer.body).not.toContain('secret');
  });
});

it('shows an admin the token once', async () => {
  const { tokens } = await givenApi();
  const admin = createTokenAdmin({ tokens, url: async () => 'https://hook.example/api' });
  const token = { createdAt: START, createdBy: ADA };

  const made = await admin.create(ADA);

  expect(made).toEqual({
    ok: true,
    value: { url: 'https://hook.example/api', token, secret: expect.stringMatching(/^baton_[\w-]{43}$/) },
  });
  expect(await admin.get()).toEqual({ ok: true, value: { url: 'https://hook.example/api', token } });
  expect(await admin.revoke()).toEqual({ ok: true, value: { url: 'https://hook.example/api' } });
});
