import { describe, expect, it } from 'vitest';
import { TransientError } from '../../src/shared/errors';
import { NOW, PERSON, signed, TEAM } from '../support/slack-requests';
import { envelope, givenBridge } from './given-bridge';

const HOUR_MS = 3_600_000;
const uninstalled = { type: 'app_uninstalled' };
const opened = { type: 'app_home_opened', user: PERSON, tab: 'home' };

describe('the question that Slack asks of a new address', () => {
  const body = JSON.stringify({ type: 'url_verification', token: 'a', challenge: 'c-1' });

  it('is answered where it is signed', async () => {
    expect(await givenBridge().bridge.events(signed(body))).toEqual({ status: 200, body: 'c-1' });
  });

  it('is not answered where it is not', async () => {
    const answer = await givenBridge().bridge.events(signed(body, { secret: 'another' }));

    expect(answer).toEqual({ status: 401, body: 'signature: signature-wrong' });
  });
});

describe('an event', () => {
  it.each([
    ['an uninstallation', uninstalled, { type: 'app-uninstalled', team: TEAM, at: NOW }],
    [
      'revoked tokens of bots',
      { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: ['U0BATON01'] } },
      { type: 'tokens-revoked', team: TEAM, bots: ['U0BATON01'], at: NOW },
    ],
  ])('is stored, and taken up while nobody waits: %s', async (_what, about, expected) => {
    const { event, did, events, drain } = givenBridge();

    expect(await event(about)).toEqual({ status: 200, body: '' });
    expect(did).toEqual(['secret', 'enqueue connection']);
    await drain();

    expect(events).toEqual([expected]);
  });

  it('acts once, however often it is delivered', async () => {
    const { event, bridge, tasks, clock } = givenBridge();
    const again = (hours: number) => {
      clock.advance(hours * HOUR_MS);
      return bridge.events(signed(JSON.stringify(envelope(uninstalled)), { at: clock.now() }));
    };

    await event(uninstalled);
    await event(uninstalled);
    await event(uninstalled, { event_id: 'Ev0002' });
    await again(25);
    expect(tasks).toHaveLength(2);

    await again(1);
    expect(tasks).toHaveLength(3);
  });

  it('is answered with a fault where it could not be stored, so that it comes again', async () => {
    const { event } = givenBridge({ enqueueFails: new TransientError('queue') });

    await expect(event(uninstalled)).rejects.toThrow('queue');
  });

  it.each([
    ['a token of a person', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } }, {}],
    ['no token', { type: 'tokens_revoked', tokens: { oauth: [], bot: [] } }, {}],
    ['the messages tab', { ...opened, tab: 'messages' }, {}],
    ['an event of 2027', { type: 'something_of_2027' }, {}],
    ['another workspace', uninstalled, { team_id: 'T0OTHER', authorizations: [{ team_id: 'T0OTHER' }] }],
    ['no workspace', uninstalled, { team_id: undefined, authorizations: [] }],
    ['no id', uninstalled, { event_id: undefined }],
    ['an id that is no key', uninstalled, { event_id: 'a/../b' }],
    ['another kind of delivery', uninstalled, { type: 'app_rate_limited' }],
  ])('is acknowledged and let go: %s', async (_what, about, more) => {
    const { event, did } = givenBridge();

    expect(await event(about, more)).toEqual({ status: 200, body: '' });
    expect(did).toEqual(['secret']);
  });

  it('belongs to the workspace that it was granted to, not to the one that is named outside', async () => {
    const { event, tasks } = givenBridge();

    await event(uninstalled, { team_id: 'T0OTHER' });

    expect(tasks).toMatchObject([{ event: { team: TEAM } }]);
  });
});
