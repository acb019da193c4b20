import { expect, it } from 'vitest';
import { toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { scopeNames } from '../../src/slack/app-manifest';
import type { Connection } from '../../src/slack/connections/model';
import { createSelfCheck, type Mapping } from '../../src/slack/self-check';
import { ADA } from '../sandbox/slack/given-slack';
import { AMY, connection, givenTwin } from './given-connections';

const ME: Mapping = { type: 'user', user: toSlackUserId(ADA) };
const NOBODY: Mapping = { type: 'nobody', because: 'No Slack user has this person’s e-mail address.' };

type Setting = { scopes?: readonly string[]; mapping?: Mapping; about?: Partial<Connection>; fails?: Error };

async function checked({ scopes = scopeNames(), mapping = ME, about = {}, fails }: Setting = {}) {
  const twin = givenTwin({ app: { scopes } });
  const failing = fails === undefined ? {} : { whoAmI: () => Promise.reject(fails) };
  const run = createSelfCheck({
    clientOf: (each) => ({ ...twin.clientOf(each), ...failing }),
    mappingOf: async () => mapping,
  });
  const { lines } = await run(connection({ scopes, ...about }), AMY);
  const by = Object.fromEntries(lines.map((line) => [line.check, line]));
  const states = lines.map(({ check, state }) => `${check} ${state}`);
  return { by, states, slack: twin.slack };
}

it('goes the whole way: the admin sees a message that was posted and then changed', async () => {
  const { states, slack } = await checked({ about: { defaultChannel: { id: 'CIN', name: 'releases' } } });

  const [message] = slack.messages('T1');

  expect(states).toEqual(['token ok', 'scopes ok', 'channel ok', 'mapping ok', 'round-trip ok']);
  expect(message).toMatchObject({ text: 'Baton’s test message arrived and was updated.', history: [{}] });
});

it('stops at a token that is dead, and says what to do', async () => {
  const { states, by } = await checked({ about: { botToken: 'xoxb-dead' } });

  expect(states).toEqual([
    'token problem',
    'scopes skipped',
    'channel skipped',
    'mapping skipped',
    'round-trip skipped',
  ]);
  expect(by.token).toMatchObject({
    text: expect.stringContaining('invalid_auth'),
    remedy: expect.stringMatching(/again/),
  });
});

it('notices the token of another workspace', async () => {
  const { by } = await checked({ about: { botToken: 'xoxb-2' } });

  expect(by.token).toMatchObject({ state: 'problem', text: expect.stringContaining('another workspace') });
});

it('names the scopes that are missing', async () => {
  const { by } = await checked({ scopes: scopeNames().filter((scope) => scope !== 'channels:join') });

  expect(by.scopes).toMatchObject({ state: 'problem', text: 'These scopes are missing: channels:join.' });
  expect(by.scopes?.remedy).toContain('manifest');
});

it.each([
  ['that Baton is in', 'CIN', 'ok', 'Baton is in #releases.'],
  ['that it can join', 'COUT', 'ok', 'Baton can join #elsewhere.'],
  ['that is private', 'GSECRET', 'problem', 'The channel does not exist, or it is private.'],
])('checks a channel %s', async (_what, id, state, text) => {
  const { by } = await checked({ about: { defaultChannel: { id, name: 'x' } } });

  expect(by.channel).toMatchObject({ state, text });
});

it('writes into the channel where the admin has no Slack user, and says so', async () => {
  const { by, slack } = await checked({ mapping: NOBODY, about: { defaultChannel: { id: 'CIN', name: 'releases' } } });

  expect(by.mapping).toMatchObject({ state: 'problem', remedy: expect.stringContaining('/baton link') });
  expect(by['round-trip']).toMatchObject({ state: 'ok', text: 'A message to #releases was posted and updated.' });
  expect(slack.messages('T1').map(({ channel }) => channel)).toEqual(['CIN']);
});

it('says that nothing was written where there is nobody to write to', async () => {
  expect((await checked({ mapping: NOBODY })).by['round-trip']).toMatchObject({ state: 'skipped' });
});

it('tells a Slack that is down from a token that is dead', async () => {
  const { by } = await checked({ fails: new TransientError('http-503') });

  expect(by.token?.remedy).toBe('Slack is busy or not reached. Try again in a minute.');
});

it.each(['something_of_2027', 'invalid_arguments'])(
  'says what to do about %s too, which nobody can help',
  async (code) => {
    const { by } = await checked({ fails: new PermanentError(code) });

    expect(by.token).toMatchObject({
      text: `Slack refuses the token (${code}).`,
      remedy: expect.stringMatching(/^Send the test message once more\. .*connect the workspace again/),
    });
  },
);

it('tells an admin whom nobody could look up from one who was not found', async () => {
  const { by } = await checked({ mapping: { type: 'unanswered' } });

  expect(by.mapping).toMatchObject({
    state: 'problem',
    text: 'Jira or Slack did not say who you are in Slack.',
    remedy: 'Slack is busy or not reached. Try again in a minute.',
  });
});
