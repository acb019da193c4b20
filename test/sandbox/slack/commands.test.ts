import { expect, it } from 'vitest';
import { ADA, BEN, commentForm, givenSlack, START, TEAM } from './given-slack';

const LIST = { team: TEAM, channel: 'CIN', user: ADA, command: '/baton', text: 'list <all>' };

const givenAnswer = (body: string, status = 200) => {
  const given = givenSlack({ answer: () => new Response(body, { status }) });
  const seenBy = (user: string) =>
    given.slack.open({ team: TEAM, user }).conversations.find(({ id }) => id === 'CIN')?.messages ?? [];
  return { ...given, seenBy };
};

it('sends the form that Slack sends', async () => {
  const { slack, received } = givenAnswer('');

  await slack.command(LIST);

  expect(received[0]?.url).toBe('https://app.example/x1/commands');
  expect(received[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
    token: expect.any(String),
    team_id: TEAM,
    team_domain: 'lighthouse',
    channel_id: 'CIN',
    channel_name: 'releases',
    user_id: ADA,
    user_name: 'ada',
    command: '/baton',
    text: 'list <all>',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: expect.stringMatching(/^https:\/\/hooks\.slack\.com\/commands\//),
    trigger_id: expect.stringMatching(/^1\./),
  });
});

it.each([
  ['plain text', 'Nothing is open', 'Nothing is open'],
  ['JSON', JSON.stringify({ text: 'Two are open' }), 'Two are open'],
])('shows an answer of %s to the person alone', async (_name, body, text) => {
  const { slack, seenBy } = givenAnswer(body);

  const outcome = await slack.command(LIST);

  expect(outcome.error).toBeUndefined();
  expect(seenBy(ADA)).toMatchObject([{ text, ephemeralTo: ADA, botId: 'B1' }]);
  expect(seenBy(BEN)).toEqual([]);
});

it('shows an answer to everybody when it says so, and nothing when it is empty', async () => {
  const loud = givenAnswer(JSON.stringify({ text: 'Hello', response_type: 'in_channel' }));
  const silent = givenAnswer('');

  await loud.slack.command(LIST);
  await silent.slack.command(LIST);

  expect(loud.seenBy(BEN)).toMatchObject([{ text: 'Hello' }]);
  expect(silent.seenBy(ADA)).toEqual([]);
});

it('tells the person what went wrong', async () => {
  const failed = givenAnswer('', 500);
  const late = givenSlack({
    answer({ clock }) {
      clock.advance(3_001);
      return new Response();
    },
  });
  const wrong = givenAnswer(JSON.stringify({ blocks: [{ type: 'nothing' }] }));

  expect((await failed.slack.command(LIST)).error).toBe('/baton failed with the error "dispatch_failed"');
  expect((await late.slack.command(LIST)).error).toBe('/baton failed with the error "operation_timeout"');
  expect((await wrong.slack.command(LIST)).error).toContain('mistakes');
});

it('opens a view with the trigger of a command, and answers by its URL', async () => {
  const { slack, api, seenBy } = givenAnswer('');
  const fields = new URLSearchParams(slack.requestOfCommand(LIST).body);

  const opened = await api('views.open', { trigger_id: fields.get('trigger_id'), view: commentForm });
  const body = JSON.stringify({ text: 'Later' });
  const answered = await slack.fetch(new Request(fields.get('response_url') ?? '', { method: 'POST', body }));

  expect([opened.ok, answered.status]).toEqual([true, 200]);
  expect(seenBy(ADA)).toMatchObject([{ text: 'Later', ephemeralTo: ADA, postedAt: START }]);
});

it('is no command without its scope, its address, or in a channel of others', () => {
  const withoutScope = givenSlack({ app: { scopes: ['chat:write'] } });
  const withoutAddress = givenSlack({ urls: { commands: undefined } });
  const given = givenSlack();

  expect(() => withoutScope.slack.requestOfCommand(LIST)).toThrow('/baton is not a valid command');
  expect(() => withoutAddress.slack.requestOfCommand(LIST)).toThrow('/baton is not a valid command');
  expect(() => given.slack.requestOfCommand({ ...LIST, command: '/other' })).toThrow('/other is not a valid command');
  expect(() => given.slack.requestOfCommand({ ...LIST, channel: 'COUT', user: BEN })).toThrow(
    'is not in a channel COUT',
  );
  expect(given.slack.open({ team: TEAM, user: ADA }).commands).toEqual(['/baton']);
});
