import { App, AwsLambdaReceiver } from '@slack/bolt';

/**
 * The least that a Bolt app on a function platform can be: whatever comes is acknowledged at once; it asks nobody
 * anything, and stores nothing.
 */
const receiver = new AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BATON01', botUserId: 'U0BATON01' }),
});
const ANY = /.*/;
app.action(ANY, async ({ ack }) => {
  await ack();
});
app.command(ANY, async ({ ack }) => {
  await ack();
});
app.view(ANY, async ({ ack }) => {
  await ack();
});
// Bolt acknowledges events before their listeners.
app.event('app_home_opened', async () => {});

export const handler = receiver.toHandler();
