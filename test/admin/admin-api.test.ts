import { describe, expect, it } from 'vitest';
import { createAdminApi } from '../../src/admin/admin-api';
import type { Notification } from '../../src/notifications/core/model';
import { toDefinitionId } from '../../src/shared/brand';
import { InvalidInputError, PermanentError, TransientError } from '../../src/shared/errors';
import { err, ok } from '../../src/shared/result';
import { BEN, definition, notification, userStep } from '../support/builders';
import { START } from '../support/fake-ports';

const WORKSPACE = { team: 'T1', teamName: 'Lighthouse', botUser: 'UBOT', connectedAt: START };
const URL_OF_APP = 'https://app.example/x1/slack';
const NOT_ADMIN = { ok: false, error: 'Only a Jira administrator can do this. Ask one, or sign in as one.' };
const RELEASE = definition([userStep([BEN])], { name: 'Release' });

const SECRETS = { botToken: 'xoxb-1-secret', signingSecret: 'signing-secret-of-the-app' };
const DRAFT = { name: ' Release ', steps: [{ name: ' Review ', approvers: [BEN], quorum: 'all' }] };

type Setting = {
  admin?: boolean | Error;
  connectFails?: Error;
  gone?: boolean;
  rows?: readonly Notification[];
  cursor?: string;
};

/** What an admin call touches is written down in order. */
function given({ admin = true, connectFails, gone = false, rows = [], cursor }: Setting = {}) {
  const did: string[] = [];
  const saved: unknown[] = [];
  const asked: unknown[] = [];
  const api = createAdminApi({
    async isAdmin() {
      did.push('admin?');
      if (admin instanceof Error) throw admin;
      return admin;
    },
    async interactivityUrl() {
      did.push('url');
      return URL_OF_APP;
    },
    async workspace() {
      did.push('workspace');
      return { ...WORKSPACE, botToken: SECRETS.botToken };
    },
    async connect() {
      did.push('connect');
      if (connectFails !== undefined) throw connectFails;
      return { ...WORKSPACE, ...SECRETS };
    },
    definitions: {
      async list() {
        did.push('list');
        return [RELEASE];
      },
      async save(draft) {
        did.push('save');
        saved.push(draft);
        return gone ? err({ type: 'gone' }) : ok({ ...draft, id: draft.id ?? toDefinitionId('def-9'), version: 1 });
      },
    },
    async notifications(query) {
      did.push('history');
      asked.push(query);
      return { rows, cursor };
    },
    words: { reason: (code) => `because of ${code}` },
  });
  return { api, did, saved, asked };
}

const CALLS = [
  ['slack', undefined],
  ['connectSlack', SECRETS],
  ['listDefinitions', undefined],
  ['saveDefinition', DRAFT],
  ['listNotifications', {}],
] as const;

describe('each call', () => {
  it.each(CALLS)('%s asks first whether the caller administers Jira', async (call, payload) => {
    const { api, did } = given();

    const answer = await api[call](payload);

    expect(answer.ok).toBe(true);
    expect(did[0]).toBe('admin?');
    expect(did.length).toBeGreaterThan(1);
  });

  it.each(CALLS)('%s is refused to everybody else, and touches nothing', async (call, payload) => {
    const { api, did } = given({ admin: false });

    expect(await api[call](payload)).toEqual(NOT_ADMIN);
    expect(did).toEqual(['admin?']);
  });

  it.each(CALLS)('%s is refused before its payload is looked at', async (call) => {
    const { api } = given({ admin: false });

    expect(await api[call]('nonsense')).toEqual(NOT_ADMIN);
  });

  it.each(CALLS)('%s is refused while Jira does not say who administers it', async (call, payload) => {
    const { api, did } = given({ admin: new TransientError('jira mypermissions 503') });

    await expect(api[call](payload)).rejects.toThrow(TransientError);
    expect(did).toEqual(['admin?']);
  });
});

describe('the connection to Slack', () => {
  const view = { teamId: 'T1', teamName: 'Lighthouse', botUserId: 'UBOT', connectedAt: START };

  it('is shown without its secrets', async () => {
    const { api } = given();

    const answers = [await api.slack(undefined), await api.connectSlack(SECRETS)];

    const shown = { ok: true, value: { interactivityUrl: URL_OF_APP, connection: view } };
    expect(answers).toEqual([shown, shown]);
    expect(JSON.stringify(answers)).not.toMatch(/secret/);
  });

  it('takes what was pasted with spaces around it', async () => {
    const { api } = given();

    const pasted = { botToken: ` ${SECRETS.botToken}\n`, signingSecret: `\t${SECRETS.signingSecret} ` };

    expect(await api.connectSlack(pasted)).toMatchObject({ ok: true });
  });

  it('is refused at its field, in Slack’s own word, where Slack does not know the token', async () => {
    const { api } = given({ connectFails: new PermanentError('invalid_auth') });

    const answer = await api.connectSlack(SECRETS);

    expect(answer).toMatchObject({ ok: false, field: 'botToken', error: expect.stringContaining('(invalid_auth)') });
    expect(JSON.stringify(answer)).not.toContain(SECRETS.botToken);
  });

  it('is no fault of the token while Slack is down', async () => {
    const { api } = given({ connectFails: new TransientError('http-503') });

    await expect(api.connectSlack(SECRETS)).rejects.toThrow(TransientError);
  });
});

it('saves a definition with its names trimmed', async () => {
  const { api, saved } = given();

  const answer = await api.saveDefinition(DRAFT);

  const quorum = { type: 'all' };
  expect(saved).toEqual([{ name: 'Release', steps: [{ type: 'user', name: 'Review', approvers: [BEN], quorum }] }]);
  expect(answer).toEqual({
    ok: true,
    value: { id: 'def-9', name: 'Release', steps: [{ name: 'Review', approvers: [BEN], quorum: 'all' }] },
  });
});

it('says that a definition is gone', async () => {
  const { api } = given({ gone: true });

  expect(await api.saveDefinition({ ...DRAFT, id: 'def-1' })).toEqual({
    ok: false,
    error: 'This approval definition no longer exists. Reload the page and choose another.',
  });
});

describe('the history', () => {
  it('is asked for by status and place, fifty rows at once', async () => {
    const { api, asked } = given();

    await api.listNotifications({ status: 'dead', cursor: 'next' });
    await api.listNotifications({});

    expect(asked).toEqual([{ limit: 50, status: 'dead', cursor: 'next' }, { limit: 50 }]);
  });

  it('says where to go on, and stops saying so at the end', async () => {
    const first = await given({ rows: [notification()], cursor: 'next' }).api.listNotifications({});
    const last = await given({ rows: [notification()] }).api.listNotifications({});

    expect(first).toMatchObject({ ok: true, value: { rows: [{ subjectKey: 'OPS-1' }], cursor: 'next' } });
    expect(last).toMatchObject({ ok: true, value: expect.not.objectContaining({ cursor: expect.anything() }) });
  });
});

describe('a payload that is not what was agreed', () => {
  const step = (more: object) => ({ ...DRAFT, steps: [{ name: 'A', approvers: [BEN], quorum: 'all', ...more }] });

  it.each([
    ['connectSlack', {}, 'botToken'],
    ['connectSlack', { ...SECRETS, botToken: 'xoxp-1' }, 'botToken'],
    ['connectSlack', { ...SECRETS, botToken: 'xoxb-1 or 2' }, 'botToken'],
    ['connectSlack', { ...SECRETS, botToken: 'a xoxb-1' }, 'botToken'],
    ['connectSlack', { ...SECRETS, signingSecret: 'short' }, 'signingSecret'],
    ['saveDefinition', { ...DRAFT, name: 7 }, 'name'],
    ['saveDefinition', { ...DRAFT, steps: {} }, 'steps'],
    ['saveDefinition', step({ quorum: 'most' }), 'steps[0].quorum'],
    ['saveDefinition', step({ approvers: [BEN, ''] }), 'steps[0].approvers[1]'],
    ['saveDefinition', step({ approvers: BEN }), 'steps[0].approvers'],
    ['saveDefinition', { ...DRAFT, id: 7 }, 'id'],
    ['listNotifications', { status: 'sending' }, 'status'],
    ['listNotifications', { cursor: 1 }, 'cursor'],
    ['listNotifications', null, 'value'],
  ] as const)('to %s names its field and writes nothing: %j', async (call, payload, field) => {
    const { api, did } = given();

    const error: unknown = await api[call](payload).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(did).toEqual(['admin?']);
  });
});
