import { z } from 'zod';
import { ADMIN, slackOf, TEAM } from '../cast';
import type { Day } from '../day-log';
import type { Stage } from '../stage';
import type { Action } from './action';

const isInstalled = ({ sandbox }: Stage) =>
  sandbox.slack.workspaces().some(({ teamId, installed }) => teamId === TEAM && installed);

export const revoke: Action = {
  weight: 0.25,
  isPossible: ({ stage }) => isInstalled(stage),
  async run({ stage, slackLostAt }) {
    slackLostAt.push(stage.now());
    stage.sandbox.slack.revoke(TEAM);
    stage.story.tell('the token of the app is revoked');
  },
};

export const uninstall: Action = {
  weight: 0.25,
  isPossible: ({ stage }) => isInstalled(stage),
  async run({ stage, slackLostAt }) {
    slackLostAt.push(stage.now());
    stage.sandbox.slack.uninstall(TEAM, stage.random.pick(['tokens-first', 'uninstalled-first']));
    stage.story.tell('the app is uninstalled');
  },
};

const granted = z.object({ access_token: z.string() });

/** An administrator installs the app again and enters its new token. */
export const reinstall: Action = {
  weight: 1,
  isPossible: ({ slackLostAt }) => slackLostAt.length > 0,
  async run(day) {
    const { stage } = day;
    const botToken = await stage.scheduler.aside(() => newToken(day));
    const payload = { botToken, signingSecret: stage.sandbox.signingSecret };
    await stage.begin('the administrator connects Slack again', async () => {
      const asked = { module: 'settings', functionKey: 'slack/connect', accountId: ADMIN, payload };
      return JSON.stringify(await stage.sandbox.invoke(asked)).slice(0, 60);
    });
  },
};

const SCOPES = 'chat:write,im:write,users:read,users:read.email,channels:read,groups:read,commands';

async function newToken({ stage: { sandbox } }: Day): Promise<string> {
  const { slack } = sandbox;
  const redirect = 'https://sandbox.example/installed';
  slack.configure({ urls: { ...slack.app().urls, redirect } });
  const { clientId, clientSecret } = slack.app();
  const query = new URLSearchParams({ client_id: clientId, scope: SCOPES, redirect_uri: redirect });
  const url = `https://slack.com/oauth/v2/authorize?${query}`;
  const target = new URL(slack.authorize(url, { team: TEAM, user: slackOf('ada'), allow: true }));
  const code = target.searchParams.get('code') ?? '';
  const form = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirect };
  const exchange = new Request('https://slack.com/api/oauth.v2.access', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return granted.parse(await (await slack.fetch(exchange)).json()).access_token;
}
