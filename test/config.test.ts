import { expect, it } from 'vitest';
import { readConfig } from '../src/config';
import { InvalidInputError } from '../src/shared/errors';

const HOOKS = 'https://hooks.slack.com';
const slack = {
  slackApiUrl: 'https://slack.com/api/',
  slackAuthorizeUrl: 'https://slack.com/oauth/v2/authorize',
  slackResponseOrigins: [HOOKS],
};
const other = {
  slackApiUrl: 'http://127.0.0.1:4700/api/',
  slackAuthorizeUrl: 'http://127.0.0.1:4700/oauth/v2/authorize',
  slackResponseOrigins: [HOOKS, 'http://127.0.0.1:4700'],
};

it.each<[string, string | undefined, object]>([
  ['is Slack itself where nothing is set', undefined, slack],
  ['is Slack itself where the variable is empty', '', slack],
  ['is another Slack on loopback', 'http://127.0.0.1:4700/api/', other],
  ['gets the slash at its end that was forgotten', 'http://127.0.0.1:4700/api', other],
  [
    'may be GovSlack',
    'https://slack-gov.com/api/',
    {
      slackApiUrl: 'https://slack-gov.com/api/',
      slackAuthorizeUrl: 'https://slack-gov.com/oauth/v2/authorize',
      slackResponseOrigins: [HOOKS, 'https://slack-gov.com'],
    },
  ],
])('the address of Slack %s', (_claim, SLACK_API_URL, config) => {
  expect(readConfig({ SLACK_API_URL })).toEqual(config);
});

it.each(['slack.com/api/', 'localhost', 'file:///etc/passwd', 'ftp://127.0.0.1/', 'javascript:alert(1)', ' '])(
  'the address of Slack cannot be %j',
  (SLACK_API_URL) => {
    expect(() => readConfig({ SLACK_API_URL })).toThrow(InvalidInputError);
    expect(() => readConfig({ SLACK_API_URL })).toThrow('SLACK_API_URL must be a URL');
  },
);

it('nothing else of the environment counts', () => {
  expect(readConfig({ SLACK_SIGNING_SECRET: 'a', HTTP_PROXY: 'http://evil.example' })).toEqual(slack);
});
