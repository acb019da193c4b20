import { expect, it } from 'vitest';
import { ADA, CLIENT_ID, CLIENT_SECRET, GONE, givenSlack, START, TEAM } from './given-slack';

type Setting = Parameters<typeof givenSlack>[0];

const MINUTE = 60_000;

function givenEvents(setting: Setting = {}) {
  const given = givenSlack(setting);
  const typesOf = () => given.received.map(({ body }) => JSON.parse(body).event.type as string);
  const retriesOf = () =>
    given.received.map(({ headers }) => [headers.get('x-slack-retry-num'), headers.get('x-slack-retry-reason')]);
  return { ...given, typesOf, retriesOf };
}

it('tells the app of an uninstallation, signed and enveloped', async () => {
  const { slack, received } = givenEvents();
  slack.uninstall(TEAM);

  await slack.deliverEvents();

  const [revoked, uninstalled] = received.map(({ body }) => JSON.parse(body));
  expect(revoked.event).toEqual({ type: 'tokens_revoked', tokens: { bot: ['UBOT'], oauth: [] } });
  expect(uninstalled).toEqual({
    token: expect.any(String),
    team_id: TEAM,
    api_app_id: 'A1',
    event: { type: 'app_uninstalled' },
    type: 'event_callback',
    event_id: expect.stringMatching(/^Ev/),
    event_time: START / 1000,
    authorizations: [
      { enterprise_id: null, team_id: TEAM, user_id: 'UBOT', is_bot: true, is_enterprise_install: false },
    ],
  });
  expect(received[0]?.url).toBe('https://app.example/x1/events');
  expect(received[0]?.headers.get('content-type')).toBe('application/json');
  expect(received[0]?.headers.get('x-slack-signature')).toMatch(/^v0=[0-9a-f]{64}$/);
});

it('tells it in the other order when asked to', async () => {
  const { slack, typesOf } = givenEvents();
  slack.uninstall(TEAM, 'uninstalled-first');

  await slack.deliverEvents();

  expect(typesOf()).toEqual(['app_uninstalled', 'tokens_revoked']);
});

it('names the person, not the bot, when a user token is revoked, and the bot lives on', async () => {
  const { slack, received, api } = givenEvents();
  slack.revoke(TEAM, ADA);

  await slack.deliverEvents();

  expect(JSON.parse(received[0]?.body ?? '').event.tokens).toEqual({ bot: [], oauth: [ADA] });
  expect((await api('auth.test', {})).ok).toBe(true);
});

it('tries again at once, after a minute and after five, under the same event id, and gives up', async () => {
  const { slack, clock, received, retriesOf } = givenEvents({ answer: () => new Response('', { status: 500 }) });
  slack.revoke(TEAM);

  const counts = [await slack.deliverEvents()];
  for (const pause of [MINUTE - 1, 1, 5 * MINUTE - 1, 1, 60 * MINUTE]) {
    clock.advance(pause);
    counts.push(await slack.deliverEvents());
  }

  expect(counts).toEqual([2, 0, 1, 0, 1, 0]);
  expect(retriesOf()).toEqual([
    [null, null],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  expect(new Set(received.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
  expect(slack.nextEventAt()).toBeUndefined();
});

it.each<[string, Setting & object, string]>([
  [
    'an answer that comes too late',
    {
      answer({ clock }) {
        clock.advance(3_001);
        return new Response();
      },
    },
    'http_timeout',
  ],
  [
    'an app that cannot be reached',
    {
      answer() {
        throw new Error('connection refused');
      },
    },
    'connection_failed',
  ],
])('names the reason of a retry: %s', async (_name, setting, reason) => {
  const { slack, retriesOf } = givenEvents(setting);
  slack.revoke(TEAM);

  await slack.deliverEvents();

  expect(retriesOf()[1]).toEqual(['1', reason]);
});

it('does not try again when the app says so', async () => {
  const headers = { 'x-slack-no-retry': '1' };
  const { slack, received } = givenEvents({ answer: () => new Response('', { status: 500, headers }) });
  slack.revoke(TEAM);

  await slack.deliverEvents();

  expect(received).toHaveLength(1);
  expect(slack.nextEventAt()).toBeUndefined();
});

it('goes on every hour for a day with delayed events', async () => {
  const { slack, clock, received } = givenEvents({ answer: () => new Response('', { status: 500 }) });
  slack.configure({ delayedEvents: true });
  slack.revoke(TEAM);

  for (let next = slack.nextEventAt(); next !== undefined; next = slack.nextEventAt()) {
    clock.advance(Math.max(0, next - clock.now()));
    await slack.deliverEvents();
  }

  expect(received).toHaveLength(4 + 23);
});

it('sends nothing that the app has not subscribed to, and nothing without an address', async () => {
  const without = givenEvents({ urls: { events: undefined } });
  const other = givenEvents();
  other.slack.configure({ subscriptions: ['app_uninstalled'] });
  without.slack.uninstall(TEAM);
  other.slack.uninstall(TEAM);

  await without.slack.deliverEvents();
  await other.slack.deliverEvents();

  expect(without.received).toEqual([]);
  expect(other.typesOf()).toEqual(['app_uninstalled']);
});

it('delivers twice, late and out of order on demand', async () => {
  const { slack, clock, faults, received, typesOf } = givenEvents();
  faults.add([
    { at: 'slack-event:tokens_revoked', kind: 'reorder' },
    { at: 'slack-event:app_uninstalled', kind: 'duplicate' },
    { at: 'slack-event:app_home_opened', kind: 'delay', delayMs: 3 * MINUTE },
  ]);
  slack.home({ team: TEAM, user: ADA });
  slack.uninstall(TEAM);

  await slack.deliverEvents();
  const early = typesOf();
  clock.advance(3 * MINUTE);
  await slack.deliverEvents();

  const ids = received.slice(0, 2).map(({ body }) => JSON.parse(body).event_id);
  expect(early).toEqual(['app_uninstalled', 'app_uninstalled', 'tokens_revoked']);
  expect(new Set(ids).size).toBe(1);
  expect(typesOf().at(-1)).toBe('app_home_opened');
});

it('takes each delivery once, however many run side by side', async () => {
  const { slack, received } = givenEvents();
  slack.uninstall(TEAM);

  await Promise.all([slack.deliverEvents(), slack.deliverEvents()]);

  expect(received).toHaveLength(2);
});

it.each([
  ['plain text', (challenge: string) => challenge, true],
  ['JSON', (challenge: string) => JSON.stringify({ challenge }), true],
  ['another challenge', () => 'something else', false],
])('verifies an address whose answer is %s', async (_name, body, verified) => {
  const { slack, received } = givenEvents({
    answer: (request) => new Response(body(JSON.parse(request.body).challenge)),
  });

  expect(await slack.verifyEventsUrl()).toBe(verified);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type: 'url_verification' });
});

it('uninstalls when the app revokes its token, but not in a test', async () => {
  const { slack, form, api, typesOf } = givenEvents();

  const rehearsal = await form('auth.revoke', { token: 'xoxb-1', test: 'true' });
  const alive = await api('auth.test', {});
  const real = await form('auth.revoke', { token: 'xoxb-1' });
  await slack.deliverEvents();

  expect([rehearsal.revoked, alive.ok, real.revoked]).toEqual([false, true, true]);
  expect((await api('auth.test', {})).error).toBe('account_inactive');
  expect(typesOf()).toEqual(['tokens_revoked', 'app_uninstalled']);
  expect(slack.open({ team: TEAM, user: ADA }).hasApp).toBe(false);
});

it('uninstalls itself with its secret only', async () => {
  const { form, slack } = givenEvents();

  const wrong = await form('apps.uninstall', { client_id: CLIENT_ID, client_secret: 'x' });
  const tooSoon = await form('apps.uninstall', { client_id: CLIENT_ID, client_secret: CLIENT_SECRET });

  expect([wrong.error, tooSoon.error]).toEqual(['bad_client_secret', 'ratelimited']);
  expect(slack.workspaces()[0]?.installed).toBe(true);
});

it('answers account_inactive for a workspace that is closed, until it is opened again', async () => {
  const { slack, api } = givenEvents();

  slack.disable({ team: TEAM, disabled: true });
  const closed = await api('auth.test', {});
  slack.disable({ team: TEAM, disabled: false });

  expect(closed.error).toBe('account_inactive');
  expect((await api('auth.test', {})).ok).toBe(true);
});

it('tells of a deactivated person when asked to', async () => {
  const { slack, received, form } = givenEvents();
  slack.configure({ subscriptions: ['user_change'] });

  slack.deactivate({ team: TEAM, user: ADA, deactivated: true });
  slack.deactivate({ team: TEAM, user: GONE, deactivated: false });
  await slack.deliverEvents();

  const told = received.map(({ body }) => JSON.parse(body).event.user);
  expect(told.map(({ id, deleted }) => [id, deleted])).toEqual([
    [ADA, true],
    [GONE, false],
  ]);
  expect((await form('users.lookupByEmail', { email: 'ada@lighthouse.example' })).error).toBe('users_not_found');
});
