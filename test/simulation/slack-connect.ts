import { z } from 'zod';
import { OTHER_TEAM, slackOf } from './cast';
import type { Day } from './day-log';
import { newErrand } from './scheduler';
import { askSettings } from './settings';
import type { Stage } from './stage';

const granted = z.object({ access_token: z.string() });
const SCOPES = 'chat:write,users:read,users:read.email,channels:read,groups:read,commands';

/** As Slack's own page shows it to whoever installs the app there. */
export async function newToken({ sandbox: { slack } }: Stage, team: string): Promise<string> {
  const { clientId, clientSecret, urls } = slack.app();
  const redirect = urls.redirect ?? '';
  const query = new URLSearchParams({ client_id: clientId, scope: SCOPES, redirect_uri: redirect });
  const decision = { team, user: slackOf('ada', team), allow: true };
  const target = new URL(slack.authorize(`https://slack.com/oauth/v2/authorize?${query}`, decision));
  const code = target.searchParams.get('code') ?? '';
  const form = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirect };
  const exchange = new Request('https://slack.com/api/oauth.v2.access', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return granted.parse(await (await slack.fetch(exchange)).json()).access_token;
}

/** Before the day begins, on some of them. */
export async function connectOther({ stage, slackDeeds }: Day): Promise<void> {
  const team = OTHER_TEAM;
  const tokenAt = stage.now();
  const payload = { botToken: await newToken(stage, team), signingSecret: stage.sandbox.signingSecret };
  const told = await askSettings(stage, 'slack/connect', payload);
  if (!told.ok) throw new Error(told.error);
  const errand = newErrand(`${team} is connected too`);
  slackDeeds.push({ type: 'connected', way: 'token', team, tokenAt, at: stage.now(), outcome: 'done', errand });
}
