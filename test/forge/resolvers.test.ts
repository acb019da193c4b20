import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';
import type { AdminApi, UserApi } from '../../src/admin/contract';
import { recordConsole } from '../support/app-log';
import { PEOPLE, storyOf } from '../support/story';

const PANEL = 'approval-panel';
const ON_SHOP_1 = { extension: { issue: { id: '10001' } } };
const GENERAL = 'Something went wrong. Try again; if it stays, tell an administrator this id: ';

let sandbox: Sandbox;
let written: ReturnType<typeof recordConsole>;

beforeEach(async () => {
  written = recordConsole();
  sandbox = await createSandbox({ log: () => {} });
});

const ask = (functionKey: string, payload: unknown = {}, more: object = {}) =>
  sandbox.invoke({ module: PANEL, functionKey, payload, accountId: PEOPLE.ben.accountId, context: ON_SHOP_1, ...more });

const administer = (functionKey: string, payload: unknown = {}, accountId: string = PEOPLE.ada.accountId) =>
  sandbox.invoke({ module: 'settings', functionKey, payload, accountId });

const refused = (error: unknown, field?: string) => ({ ok: false, error, ...(field === undefined ? {} : { field }) });
const NOT_ADMIN = 'Only a Jira administrator can do this. Ask one, or sign in as one.';
const CHARACTERS = 'Request id must be 8 to 64 letters, digits or hyphens.';
const ON_PAGE = { extension: { content: { id: '20001', type: 'page' }, space: { key: 'HR' } } };
const step = (more: object = {}) => ({
  name: 'A',
  asks: { type: 'user', people: ['712020:a'] },
  quorum: { type: 'all' },
  ...more,
});

/** The compiler knows when one is missing. */
const USER_CALLS: Record<keyof UserApi, true> = {
  'approvals/list': true,
  'approvals/preview': true,
  'approvals/start': true,
  'approvals/decide': true,
  'approvals/withdraw': true,
  'approvals/act': true,
  'approvals/inbox': true,
  'delegations/list': true,
  'delegations/save': true,
  'delegations/remove': true,
  'definitions/names': true,
  'link/get': true,
  'link/enter': true,
  'link/remove': true,
  'digest/get': true,
  'digest/save': true,
  'digest/turn-off': true,
};
const ADMIN_CALLS: Record<keyof AdminApi, true> = {
  'slack/get': true,
  'slack/save-app': true,
  'slack/replace-signing-secret': true,
  'slack/save-settings': true,
  'slack/end-overlap': true,
  'slack/begin': true,
  'slack/attempt': true,
  'slack/claim': true,
  'slack/connect': true,
  'slack/rename': true,
  'slack/set-default': true,
  'slack/delete': true,
  'slack/check': true,
  'slack/channels': true,
  'slack/check-channel': true,
  'slack/set-channel': true,
  'definitions/list': true,
  'definitions/get': true,
  'definitions/save': true,
  'definitions/check': true,
  'definitions/archive': true,
  'definitions/export': true,
  'definitions/gallery': true,
  'definitions/dry-run': true,
  'choices/groups': true,
  'choices/roles': true,
  'choices/fields': true,
  'choices/projects': true,
  'choices/spaces': true,
  'approvals/attention': true,
  'mail/get': true,
  'mail/save': true,
  'mail/test': true,
  'api/get': true,
  'api/create-token': true,
  'api/revoke-token': true,
  'notifications/list': true,
  'people/list': true,
  'people/settings': true,
  'people/save-settings': true,
  'people/import': true,
  'people/export': true,
  'people/remove': true,
};

describe('who asks, and about what,', () => {
  it('comes from the platform, whatever the payload says', async () => {
    const story = storyOf(sandbox);
    const { id } = await story.start('Release approval');
    const forged = {
      accountId: PEOPLE.cleo.accountId,
      context: { accountId: PEOPLE.cleo.accountId },
      viewer: PEOPLE.cleo,
    };

    await ask('approvals/decide', { approvalId: id, decision: 'approve', requestId: 'request-abc', ...forged });

    const [approval] = (await story.panel()).approvals;
    const decided = approval?.steps[0]?.approvers.filter(({ decision }) => decision !== undefined);
    expect(decided?.map((each) => each.id)).toEqual([PEOPLE.ben.accountId]);
  });

  it('is not the work item that a payload names', async () => {
    const story = storyOf(sandbox);
    await story.start('Release approval');

    const answer = await ask('approvals/list', ON_SHOP_1, { context: { extension: { issue: { id: '10002' } } } });

    expect(answer).toMatchObject({ ok: true, value: { approvals: [] } });
  });

  it.each(Object.keys(USER_CALLS))('must be known: %s is refused to nobody who is signed in', async (functionKey) => {
    const answer = await ask(functionKey, {}, { accountId: 'unidentified' });

    expect(answer).toEqual(refused('Account id must belong to somebody who is signed in.', 'accountId'));
  });

  it('is told by the panel, the byline, and the page that stands on neither', async () => {
    const answers = [
      await ask('approvals/list'),
      await ask('approvals/list', {}, { context: ON_PAGE }),
      await ask('approvals/list', {}, { context: { extension: {} } }),
    ];

    expect(answers[0]).toMatchObject({ ok: true, value: { kind: 'work-item' } });
    expect(JSON.stringify(answers[1])).toMatch(/"kind":"page"|Confluence does not show you this page/);
    expect(answers[2]).toEqual(refused(expect.stringContaining('a work item or a page only')));
  });

  it('is answered alike where the product shows nothing and where there is nothing', async () => {
    const missing = { context: { extension: { issue: { id: '99999' } } } };
    const expected = refused('Jira does not show you this work item, so Baton does not either.');

    expect(await ask('approvals/list', {}, missing)).toEqual(expected);
    expect(
      await ask('approvals/decide', { approvalId: 'apr-1', decision: 'approve', requestId: 'request-abc' }, missing),
    ).toEqual(expected);
  });
});

describe('a payload that is not what was agreed', () => {
  const requestId = 'request-abc';

  it.each([
    ['approvals/start', {}, 'definitionId', 'Definition id must be of type string. Request id must be of type string.'],
    ['approvals/start', { definitionId: '', requestId }, 'definitionId', 'Definition id must name a definition.'],
    ['approvals/start', { definitionId: 7, requestId }, 'definitionId', 'Definition id must be of type string.'],
    ['approvals/start', { definitionId: 'def-1', requestId: 'short' }, 'requestId', CHARACTERS],
    ['approvals/start', { definitionId: 'def-1', requestId: 'not/allowed' }, 'requestId', CHARACTERS],
    ['approvals/start', 'text', 'value', 'Value must be of type object.'],
    [
      'approvals/decide',
      { approvalId: 'a', decision: 'maybe', requestId },
      'decision',
      'Decision must be one of approve, reject, request-changes, abstain, vote.',
    ],
    [
      'approvals/decide',
      { approvalId: 'a', decision: 'reject', comment: 7, requestId },
      'comment',
      'Comment must be of type string.',
    ],
    ['approvals/decide', [], 'value', 'Value must be of type object.'],
    ['approvals/withdraw', { approvalId: 'a' }, 'requestId', 'Request id must be of type string.'],
    [
      'approvals/act',
      { approvalId: {}, requestId, action: { type: 'cancel' } },
      'approvalId',
      'Approval id must be of type string.',
    ],
  ])('is answered with its fields and what they must be: %s %j', async (functionKey, payload, field, error) => {
    expect(await ask(functionKey, payload)).toEqual(refused(error, field));
  });

  it.each([
    ['slack/connect', { signingSecret: 'a'.repeat(32) }, 'botToken', 'Bot token must be of type string.'],
    [
      'slack/connect',
      { botToken: 'xoxp-1', signingSecret: 'a'.repeat(32) },
      'botToken',
      expect.stringContaining('it starts with xoxb-'),
    ],
    [
      'slack/connect',
      { botToken: 'xoxb-1', signingSecret: 'short' },
      'signingSecret',
      expect.stringContaining('Basic Information'),
    ],
    ['definitions/get', {}, 'id', 'Id must be of type string.'],
    ['choices/groups', {}, 'query', 'Query must be of type string.'],
    ['notifications/list', { status: 'lost' }, 'status', expect.stringContaining('Status must be one of pending, ')],
    ['notifications/list', { cursor: 7 }, 'cursor', 'Cursor must be of type string.'],
  ])(
    'is answered to an administrator in the same way, and nothing is written: %s %j',
    async (functionKey, payload, field, error) => {
      const before = sandbox.kvs.dump(sandbox.world.site.installationId);

      const answer = await administer(functionKey, payload);

      expect(answer).toEqual(refused(error, field));
      expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual(before);
    },
  );

  it.each([
    [{ name: 'A' }, 'steps', 'Steps must be of type array.'],
    [{ name: '', steps: [step()] }, 'name', 'Name must not be empty.'],
    [{ name: 'A', steps: [step({ asks: { type: 'user', people: [] } })] }, 'steps[0].asks.people', expect.any(String)],
    [{ name: 'A', steps: [step({ quorum: { type: 'most' } })] }, 'steps[0].quorum.type', expect.any(String)],
  ])('is answered with all faults of a definition and their paths: %j', async (definition, field, error) => {
    const before = sandbox.kvs.dump(sandbox.world.site.installationId);

    const answer = await administer('definitions/save', { definition });

    expect(answer).toEqual({ ...refused(error, field), faults: [{ field, problem: expect.any(String) }] });
    expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual(before);
  });

  it('leaves a line that names the fields and not what stood in them', async () => {
    await administer('slack/connect', { botToken: 'xoxp-my-own-token', signingSecret: 'tiny-secret' });

    expect(written.lines().at(-1)).toMatchObject({
      level: 'warn',
      event: 'input-refused',
      fields: ['botToken', 'signingSecret'],
    });
    expect(written.text()).not.toMatch(/my-own-token|tiny-secret/);
  });
});

it('answers a fault in words, with the id under which it was written down', async () => {
  sandbox.faults.add([{ at: 'jira:*', kind: 'server-error', status: 503 }]);

  const answer = await ask('approvals/list');

  const line = written.lines().at(-1);
  expect(line).toMatchObject({ level: 'error', event: 'resolver-failed', error: 'TransientError' });
  expect(answer).toEqual(refused(`${GENERAL}${line?.correlation}`));
});

it.each(Object.keys(USER_CALLS))('knows %s on the panel', async (functionKey) => {
  expect(await ask(functionKey, undefined)).toHaveProperty('ok');
});

it.each(Object.keys(ADMIN_CALLS))(
  'knows %s, and refuses it to whoever does not administer Jira',
  async (functionKey) => {
    const before = sandbox.kvs.dump(sandbox.world.site.installationId);

    const answer = await administer(functionKey, 'nonsense', PEOPLE.ben.accountId);

    expect(answer).toEqual(refused(NOT_ADMIN));
    expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual(before);
  },
);

it.each(['slack/connect', 'definitions/save'])('offers %s on the panel to nobody', async (functionKey) => {
  await expect(ask(functionKey, {}, { accountId: PEOPLE.ada.accountId })).rejects.toThrow();
});
