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

it('connects Slack and saves the definitions, as an administrator would', async () => {
  const { calls, open } = settings();

  const sandbox = await open();

  expect(calls.map(({ call }) => call.functionKey)).toEqual(['slack/connect', 'definitions/save', 'definitions/save']);
  expect(calls.every(({ context }) => context.accountId === ADA)).toBe(true);
  const botToken = defaultWorld.workspaces[0]?.app.token;
  expect(calls[0]?.call.payload).toEqual({ botToken, signingSecret: sandbox.signingSecret });
  expect(calls[2]?.call.payload).toMatchObject({ name: 'Purchase', steps: [{ quorum: 'all' }] });
  expect(JSON.stringify(calls[1]?.call.payload)).toContain(BEN);
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
