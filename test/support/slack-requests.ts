import { createHmac } from 'node:crypto';
import type { SlackRequest } from '../../src/slack/requests';

export const SECRET = 'the signing secret of these tests';
export const NOW = Date.UTC(2026, 9, 12, 8);

export const TEAM = 'T0LIGHT01';
export const PERSON = 'U0BEN0001';
export const MESSAGE = { channel: 'D0BEN0001', ts: '1791792000.000100' };
export const TOKEN = 'apr-0123456789abcdef0123:0123456789abcdef01234567';
export const RESPONSE_URL = `https://hooks.slack.com/actions/${TEAM}/1/secret-of-the-url`;

/**
 * A press on a button of a message, as it is documented; `changes` replace whole members.
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export const clickPayload = (changes: object = {}): Record<string, unknown> => ({
  type: 'block_actions',
  user: { id: PERSON, username: 'ben', name: 'ben', team_id: TEAM },
  api_app_id: 'A0BATON01',
  token: 'an old verification token',
  container: { type: 'message', message_ts: MESSAGE.ts, channel_id: MESSAGE.channel, is_ephemeral: false },
  trigger_id: '12466734323.1395872398',
  team: { id: TEAM, domain: 'lighthouse' },
  enterprise: null,
  is_enterprise_install: false,
  channel: { id: MESSAGE.channel, name: 'directmessage' },
  message: { type: 'message', ts: MESSAGE.ts, text: 'Approval requested', bot_id: 'B0BATON01' },
  state: { values: {} },
  response_url: RESPONSE_URL,
  actions: [button()],
  ...changes,
});

export const button = (changes: object = {}) => ({
  type: 'button',
  action_id: 'approve',
  block_id: 'actions-2',
  text: { type: 'plain_text', text: 'Approve', emoji: true },
  value: TOKEN,
  style: 'primary',
  action_ts: '1791792000.000200',
  ...changes,
});

export const formOf = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** Signed as Slack signs, by a computation of its own. */
export function signed(body: string, { secret = SECRET, at = NOW } = {}): SlackRequest {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`, 'utf8').digest('hex');
  return {
    body,
    headers: { 'x-slack-request-timestamp': [timestamp], 'x-slack-signature': [`v0=${signature}`] },
  };
}
