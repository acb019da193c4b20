import { expect, it } from 'vitest';
import { defaultWorld } from '../../../sandbox/world/world';
import { ADA, BEN, fakeSandbox, MANIFEST } from './fake-app';

type Call = { call: { functionKey: string; payload: Record<string, unknown> }; context: { accountId: string } };

/** An app whose settings page keeps what it is told. */
function settings(answer: unknown = { ok: true, value: {} }) {
  const calls: Call[] = [];
  const resolver = (call: Call) => {
    calls.push(call);
    return answer;
  };
  const manifest = MANIFEST.replace('key: panel,', 'key: settings,');
  return { calls, open: (env = {}) => fakeSandbox({ resolver }, { manifest, env, prepare: true }) };
}

it('connects Slack, sets up mail and saves the definitions, as an administrator would', async () => {
  const { calls, open } = settings();

  const sandbox = await open();

  const names = calls.map(({ call }) => call.functionKey);
  const saved = calls.filter(({ call }) => call.functionKey === 'definitions/save').map(({ call }) => call.payload);
  expect(names.slice(0, 2)).toEqual(['slack/connect', 'mail/save']);
  expect(names.slice(2)).toEqual(saved.map(() => 'definitions/save'));
  expect(calls.every(({ context }) => context.accountId === ADA)).toBe(true);
  const botToken = defaultWorld.workspaces[0]?.app.token;
  expect(calls[0]?.call.payload).toEqual({ botToken, signingSecret: sandbox.signingSecret });
  expect(saved).toContainEqual({
    definition: expect.objectContaining({
      name: 'Purchase',
      steps: [expect.objectContaining({ quorum: { type: 'all' } })],
    }),
  });
  expect(JSON.stringify(saved[0])).toContain(BEN);
});

it('does not start when the app refuses', async () => {
  const { open } = settings({ ok: false, error: 'No such token.' });

  await expect(open()).rejects.toThrow('slack/connect was refused: No such token.');
});

it('signs with the secret that the environment names', async () => {
  const { open } = settings();

  const sandbox = await open({ SLACK_SIGNING_SECRET: 'known' });

  expect(sandbox.signingSecret).toBe('known');
});
