import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { isSlackMethod } from '../../sandbox/slack/catalogue';
import { METHODS } from '../../sandbox/slack/methods';
import {
  ADA,
  CLIENT_ID,
  CLIENT_SECRET,
  commentForm,
  givenSlack,
  payloadOf,
  question,
  TEAM,
} from '../sandbox/slack/given-slack';
import { readContract } from '../support/contracts';

type Documented = {
  methods: Record<
    string,
    {
      scope: { bot?: string[] };
      json_input_supported: boolean | null;
      examples?: { success?: { example: object }; success_with_bot_token?: { example: object } };
    }
  >;
};

const methods = (readContract('slack/methods.json') as Documented | undefined)?.methods;
const tiers = readContract('slack/rate_limit_tiers.json') as Record<string, string> | undefined;
const blockSchema = readContract('slack/known-block.schema.json') as object | undefined;

describe.skipIf(methods === undefined || tiers === undefined)('the twin agrees with the documents on', () => {
  it('which methods exist', () => {
    const names = [...Object.keys(methods ?? {}), ...Object.keys(tiers ?? {})];

    expect(names.filter((name) => !isSlackMethod(name))).toEqual([]);
    expect([...METHODS.keys()].filter((name) => !isSlackMethod(name))).toEqual([]);
  });

  it.each([...METHODS])('scopes, JSON and rate of %s', (name, method) => {
    const documented = methods?.[name];
    const perMinute = { Tier1: 1, Tier2: 20, Tier3: 50, Tier4: 100 }[tiers?.[name] ?? ''] ?? expect.any(Number);

    expect([...method.scopes].sort()).toEqual([...(documented?.scope.bot ?? [])].sort());
    expect(method.takesJson).toBe(documented?.json_input_supported === true);
    expect(method.perMinute).toEqual(perMinute);
  });

  it('what an answer holds', async () => {
    const scopes = [
      'chat:write',
      'im:write',
      'im:read',
      'users:read',
      'users:read.email',
      'channels:read',
      'groups:read',
    ];
    const { api, form, slack } = givenSlack({ app: { scopes: [...scopes, 'channels:join', 'team:read'] } });
    const post = await api('chat.postMessage', { channel: ADA, text: 'x', blocks: question });
    const { channel, ts } = post;
    const click = { team: TEAM, channel, ts, user: ADA, actionId: 'approve' };
    const { trigger_id } = payloadOf(slack.requestOfClick(click).body);
    const answers: Record<string, object> = {
      'auth.test': await api('auth.test', {}),
      'chat.postMessage': post,
      'chat.update': await api('chat.update', { channel, ts, text: 'y' }),
      'chat.postEphemeral': await api('chat.postEphemeral', { channel, user: ADA, text: 'x' }),
      'chat.getPermalink': await form('chat.getPermalink', { channel, message_ts: ts }),
      'chat.delete': await api('chat.delete', { channel, ts }),
      'conversations.open': await api('conversations.open', { users: ADA }),
      'conversations.info': await form('conversations.info', { channel }),
      'users.info': await form('users.info', { user: ADA }),
      'users.lookupByEmail': await form('users.lookupByEmail', { email: 'ada@lighthouse.example' }),
      'views.open': await api('views.open', { trigger_id, view: commentForm }),
      'views.publish': await api('views.publish', { user_id: ADA, view: { type: 'home', blocks: [] } }),
      'conversations.list': await form('conversations.list', {}),
      'conversations.members': await form('conversations.members', { channel: 'CIN' }),
      'conversations.join': await form('conversations.join', { channel: 'CIN' }),
      'users.list': await form('users.list', {}),
      'users.conversations': await form('users.conversations', { user: ADA }),
      'team.info': await api('team.info', {}),
      'bots.info': await form('bots.info', { bot: 'B1' }),
      'oauth.v2.access': await form('oauth.v2.access', codeOf(slack)),
      'auth.revoke': await form('auth.revoke', { token: 'xoxb-1' }),
    };

    for (const [name, answer] of Object.entries(answers)) {
      const { success, success_with_bot_token: bot } = methods?.[name]?.examples ?? {};
      const keys = Object.keys((bot ?? success)?.example ?? {});
      expect(keys.length, name).toBeGreaterThan(0);
      expect(Object.keys(answer), name).toEqual(expect.arrayContaining(keys));
    }
    const exampleView = Object(methods?.['views.open']?.examples?.success?.example).view;
    expect(Object.keys(Object(answers['views.open']).view)).toEqual(expect.arrayContaining(Object.keys(exampleView)));
  });
});

function codeOf(slack: ReturnType<typeof givenSlack>['slack']) {
  const query = new URLSearchParams({ client_id: CLIENT_ID, scope: 'chat:write', user_scope: 'chat:write' });
  const decision = { team: TEAM, user: ADA, allow: true };
  const location = slack.authorize(`https://slack.com/oauth/v2/authorize?${query}`, decision);
  const code = new URL(location).searchParams.get('code') ?? '';
  return { client_id: CLIENT_ID, client_secret: CLIENT_SECRET, code };
}

describe.skipIf(blockSchema === undefined)('blocks that the twin has taken', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const option = (value: string) => ({ text: plain(value), value });
  const sample = [
    { type: 'header', text: plain('Approval') },
    ...question,
    { type: 'divider' },
    { type: 'section', fields: [{ type: 'mrkdwn', text: '*Quorum*\n2 of 3' }, plain('Due today')] },
    {
      type: 'context',
      elements: [plain('SHOP-1'), { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'i' }],
    },
    {
      type: 'actions',
      elements: [
        { type: 'static_select', action_id: 'vote', placeholder: plain('Vote'), options: [option('a'), option('b')] },
        { type: 'users_select', action_id: 'delegate' },
        { type: 'overflow', action_id: 'more', options: [option('a')] },
        {
          type: 'button',
          text: plain('Reject'),
          style: 'danger',
          confirm: { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Yes'), deny: plain('No') },
        },
      ],
    },
    { type: 'input', label: plain('When?'), element: { type: 'timepicker', action_id: 'when', initial_time: '09:30' } },
    {
      type: 'input',
      label: plain('What?'),
      element: { type: 'external_select', action_id: 'what', min_query_length: 2 },
    },
    { type: 'input', label: plain('Where?'), element: { type: 'channels_select', action_id: 'where' } },
    { type: 'input', label: plain('With whom?'), element: { type: 'conversations_select', action_id: 'whom' } },
    { type: 'input', label: plain('Why?'), element: { type: 'plain_text_input', action_id: 'why', multiline: true } },
  ];

  it('are valid by the types that Slack publishes', async () => {
    const validate = new Ajv({ strict: false }).compile(blockSchema ?? {});
    const { api } = givenSlack();

    const { message } = await api('chat.postMessage', { channel: ADA, text: 'x', blocks: sample });

    const wrong = message.blocks.filter((block) => !validate(block));
    expect(message.blocks).toHaveLength(sample.length);
    expect(wrong).toEqual([]);
    expect(validate({ type: 'section', text: 'not an object' })).toBe(false);
  });
});
