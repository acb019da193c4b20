import { expect, it } from 'vitest';
import { readConfig } from '../src/config';
import { InvalidInputError } from '../src/shared/errors';

const HOOKS = 'https://hooks.slack.com';
const slack = { slackApiUrl: 'https://slack.com/api/', slackResponseOrigins: [HOOKS] };

it.each<[string, string | undefined, object]>([
  ['is Slack itself where nothing is set', undefined, slack],
  ['is Slack itself where the variable is empty', '', slack],
  [
    'is another Slack on loopback',
    'http://127.0.0.1:4700/api/',
    { slackApiUrl: 'http://127.0.0.1:4700/api/', slackResponseOrigins: [HOOKS, 'http://127.0.0.1:4700'] },
  ],
  [
    'gets the slash at its end that was forgotten',
    'http://127.0.0.1:4700/api',
    { slackApiUrl: 'http://127.0.0.1:4700/api/', slackResponseOrigins: [HOOKS, 'http://127.0.0.1:4700'] },
  ],
  [
    'may be GovSlack',
    'https://slack-gov.com/api/',
    { slackApiUrl: 'https://slack-gov.com/api/', slackResponseOrigins: [HOOKS, 'https://slack-gov.com'] },
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
