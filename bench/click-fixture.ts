import { createHmac } from 'node:crypto';
import { createSandbox } from '../sandbox/sandbox';
import { PEOPLE, storyOf, TEAM } from '../test/support/story';

/** One click, signed now, and what Baton's store holds when it arrives. */
export type ClickFixture = {
  secret: string;
  request: { body: string; headers: Record<string, string> };
  stored: Record<string, unknown>;
};

const TOKEN = 'xoxb-bench';

export async function makeClick(): Promise<ClickFixture> {
  const sandbox = await createSandbox({ log: () => {} });
  const story = storyOf(sandbox);
  await story.start('Release approval');
  const { channel, ts } = story.message('ben');
  const click = { team: TEAM, channel, ts, user: PEOPLE.ben.slack, actionId: 'approve' };
  const { body } = sandbox.slack.requestOfClick(click);

  const connection = { team: TEAM, teamName: 'Lighthouse', botUser: 'U0BATON01', botToken: TOKEN, connectedAt: 0 };
  const secret = { v: 1, signingSecrets: [sandbox.signingSecret], connections: [connection] };
  const rows = sandbox.kvs.dump(sandbox.world.site.installationId).filter(({ entity }) => entity !== undefined);
  await sandbox.close();
  return {
    secret: sandbox.signingSecret,
    request: { body, headers: sign(sandbox.signingSecret, body) },
    stored: { ...Object.fromEntries(rows.map(({ key, value }) => [key, value])), slack: secret },
  };
}

export function sign(secret: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${digest}`,
  };
}
