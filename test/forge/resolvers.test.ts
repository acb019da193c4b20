import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';
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
const CHARACTERS = 'Request id must be 8 to 64 letters, digits or hyphens.';
const step = (more: object = {}) => ({ name: 'A', approvers: ['712020:a'], quorum: 'all', ...more });

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
    expect(decided?.map(({ accountId }) => accountId)).toEqual([PEOPLE.ben.accountId]);
  });

  it('is not the work item that a payload names', async () => {
    const story = storyOf(sandbox);
    await story.start('Release approval');

    const answer = await ask('approvals/list', ON_SHOP_1, { context: { extension: { issue: { id: '10002' } } } });

    expect(answer).toMatchObject({ ok: true, value: { approvals: [] } });
  });

  it.each([
    ['nobody who is signed in', { accountId: 'unidentified' }, 'Account id must belong to somebody who is signed in.'],
    ['a place without a work item', { context: { extension: {} } }, 'Extension, issue must be of type object.'],
  ])('must be known: not %s', async (_who, more, problem) => {
    const calls = ['approvals/list', 'approvals/start', 'approvals/decide', 'approvals/cancel'];

    const answers = await Promise.all(calls.map((functionKey) => ask(functionKey, {}, more)));

    expect(answers).toEqual(calls.map(() => refused(problem, expect.any(String))));
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
      'Decision must be one of approve, reject.',
    ],
    [
      'approvals/decide',
      { approvalId: 'a', decision: 'reject', comment: 7, requestId },
      'comment',
      'Comment must be of type string.',
    ],
    ['approvals/decide', [], 'value', 'Value must be of type object.'],
    ['approvals/cancel', { approvalId: 'a' }, 'requestId', 'Request id must be of type string.'],
    ['approvals/cancel', { approvalId: {}, requestId }, 'approvalId', 'Approval id must be of type string.'],
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
    ['definitions/save', { name: 'A' }, 'steps', 'Steps must be of type array.'],
    ['definitions/save', { name: '', steps: [step()] }, 'name', 'Name must not be empty.'],
    [
      'definitions/save',
      { name: 'A', steps: [step({ approvers: [] })] },
      'steps[0].approvers',
      'Step 1, approvers must name at least one approver.',
    ],
    [
      'definitions/save',
      { name: 'A', steps: [step({ quorum: 'most' })] },
      'steps[0].quorum',
      'Step 1, quorum must be one of all, any.',
    ],
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

it.each(['slack/get', 'slack/connect', 'definitions/list', 'definitions/save', 'notifications/list'])(
  'refuses %s to whoever does not administer Jira, before it looks at the payload',
  async (functionKey) => {
    const before = sandbox.kvs.dump(sandbox.world.site.installationId);

    const answer = await administer(functionKey, 'nonsense', PEOPLE.ben.accountId);

    expect(answer).toEqual(refused('Only a Jira administrator can do this. Ask one, or sign in as one.'));
    expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual(before);
  },
);

it.each(['slack/connect', 'definitions/save'])('offers %s on the panel to nobody', async (functionKey) => {
  await expect(ask(functionKey, {}, { accountId: PEOPLE.ada.accountId })).rejects.toThrow();
});
