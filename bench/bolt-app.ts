import { App, AwsLambdaReceiver } from '@slack/bolt';

/** The least that a Bolt app on a function platform can be: one action, acknowledged at once; it asks nobody anything. */
const receiver = new AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BATON01', botUserId: 'U0BATON01' }),
});
app.action('approve', async ({ ack }) => {
  await ack();
});

export const handler = receiver.toHandler();
