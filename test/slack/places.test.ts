import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/approvals/core/definition';
import { TransientError } from '../../src/shared/errors';
import type { Connection } from '../../src/slack/connections/model';
import { NO_SECRETS } from '../../src/slack/connections/model';
import { createPlaces } from '../../src/slack/connections/places';
import { neighbour, workspace } from '../sandbox/slack/given-slack';
import { connection, givenTwin, team } from './given-connections';

const SCOPES = ['channels:read', 'groups:read', 'channels:join'];
const ACME = connection({ name: 'Acme' });
const HARBOUR = connection({ team: team('T2'), botToken: 'xoxb-2', name: 'Harbour', isDefault: false });
const RELEASES = { id: 'CIN', name: 'as it was called once' };
const DEFAULT_CHANNEL = { id: 'COUT', name: 'elsewhere' };
const here = { team: team('T1'), name: 'Acme' };

type Clients = Parameters<typeof createPlaces>[0]['clientOf'];
type Setting = { scopes?: readonly string[]; connections?: readonly Connection[]; client?: ReturnType<Clients> };

function givenPlaces({ scopes = SCOPES, connections = [ACME, HARBOUR], client }: Setting = {}) {
  const base = workspace({ scopes });
  const channels = [...base.channels, { id: 'COLD', name: 'old', members: [], archived: true }];
  const other = { ...neighbour, app: { ...neighbour.app, scopes } };
  const twin = givenTwin({ workspaces: [{ ...base, channels }, other] });
  const places = createPlaces({
    connections: { all: async () => ({ ...NO_SECRETS, connections }) },
    clientOf: client === undefined ? twin.clientOf : () => client,
  });
  return { ...twin, places };
}

describe('a place', () => {
  it.each<[string, Delivery, object]>([
    ['of direct messages is the default workspace', { mode: 'direct' }, { workspace: here }],
    [
      'of direct messages is the workspace that is named',
      { mode: 'direct', workspace: team('T2') },
      { workspace: { team: 'T2', name: 'Harbour' } },
    ],
    [
      'is a channel as Slack calls it',
      { mode: 'channel', workspace: team('T1'), channel: RELEASES },
      { workspace: here, channel: { id: 'CIN', name: 'releases' } },
    ],
    [
      'is a channel of the default workspace where none is named',
      { mode: 'both', channel: RELEASES },
      { workspace: here, channel: { id: 'CIN', name: 'releases' } },
    ],
    [
      'is a channel that Baton can join',
      { mode: 'both', channel: { id: 'COUT', name: 'x' } },
      { workspace: here, channel: { id: 'COUT', name: 'elsewhere' } },
    ],
  ])('%s', async (_what, delivery, place) => {
    expect(await givenPlaces().places.look(delivery)).toEqual({ ok: true, value: place });
  });

  it('is the default channel where no other is named', async () => {
    const connections = [connection({ name: 'Acme', defaultChannel: DEFAULT_CHANNEL })];

    expect(await givenPlaces({ connections }).places.look({ mode: 'channel' })).toEqual({
      ok: true,
      value: { workspace: here, channel: DEFAULT_CHANNEL },
    });
  });

  it('is the next workspace where the default one does not work', async () => {
    const connections = [connection({ state: { status: 'revoked', since: 1 } }), HARBOUR];

    expect(await givenPlaces({ connections }).places.look({ mode: 'direct' })).toMatchObject({
      ok: true,
      value: { workspace: { team: 'T2' } },
    });
  });

  it('of direct messages needs no Slack', async () => {
    expect(await givenPlaces({ connections: [] }).places.look({ mode: 'direct' })).toEqual({ ok: true, value: {} });
  });

  const archived = [connection({ name: 'Acme', defaultChannel: { id: 'COLD', name: 'old' } })];
  const dead = [connection({ name: 'Acme', botToken: 'xoxb-dead' })];
  const lost = [connection({ name: 'Acme', state: { status: 'uninstalled', since: 1 } })];
  const T1 = team('T1');
  it.each<[string, Delivery, readonly Connection[], string, RegExp]>([
    [
      'a workspace of another site',
      { mode: 'direct', workspace: team('T9') },
      [ACME, HARBOUR],
      'workspace',
      /choose Acme, Harbour, or connect/,
    ],
    ['a workspace without Slack', { mode: 'direct', workspace: T1 }, [], 'workspace', /Connect one in the Slack tab/],
    ['a workspace that is lost', { mode: 'direct', workspace: T1 }, lost, 'workspace', /to Acme is gone\. Authorize/],
    ['a channel without Slack', { mode: 'channel' }, [], 'mode', /not be channel: Slack is not connected/],
    ['no channel at all', { mode: 'both' }, [ACME], 'channel', /Acme has no default channel either\. Choose one here/],
    [
      'an archived channel',
      { mode: 'both', channel: { id: 'COLD', name: 'x' } },
      [ACME],
      'channel',
      /post in: the channel is archived\./,
    ],
    [
      'an archived default channel',
      { mode: 'both' },
      archived,
      'channel',
      /default channel of Acme, #old, fails: the channel is archived/,
    ],
    [
      'a private channel',
      { mode: 'both', channel: { id: 'GSECRET', name: 'x' } },
      [ACME],
      'channel',
      /invite Baton there with \/invite/i,
    ],
    [
      'a channel of another workspace',
      { mode: 'both', workspace: team('T2'), channel: { id: 'COUT', name: 'x' } },
      [ACME, HARBOUR],
      'channel',
      /does not exist/,
    ],
    ['a dead token', { mode: 'both', channel: RELEASES }, dead, 'channel', /invalid_auth.*Connect the workspace again/],
  ])('may not be %s', async (_what, delivery, connections, at, problem) => {
    expect(await givenPlaces({ connections }).places.look(delivery)).toEqual({
      ok: false,
      error: { at, problem: expect.stringMatching(problem) },
    });
  });

  it('is not known while Slack does not answer', async () => {
    const down = () => Promise.reject(new TransientError('http-503'));
    const client = { channelInfo: down, joinChannel: down, listChannels: down };

    await expect(givenPlaces({ client }).places.look({ mode: 'both', channel: RELEASES })).rejects.toThrow('http-503');
  });
});

const OUTSIDE: Delivery = { mode: 'both', workspace: team('T1'), channel: { id: 'COUT', name: 'elsewhere' } };

it('looking changes nothing; entering lets Baton in', async () => {
  const { places, slack } = givenPlaces();

  await places.look(OUTSIDE);
  const before = slack.counts()['conversations.join'];
  const entered = await places.enter(OUTSIDE);

  expect(before).toBeUndefined();
  expect(entered).toMatchObject({ ok: true });
  expect(slack.counts()['conversations.join']).toBe(1);
});

it('says why Baton may not come in', async () => {
  const { places } = givenPlaces({ scopes: ['channels:read', 'groups:read'] });

  expect(await places.enter(OUTSIDE)).toMatchObject({
    ok: false,
    error: { at: 'channel', problem: expect.stringMatching(/does not let Baton in \(missing_scope\)/) },
  });
});

it('is described without a word to Slack', async () => {
  const { places, slack } = givenPlaces({
    connections: [connection({ name: 'Acme', defaultChannel: DEFAULT_CHANNEL })],
  });

  const described = await Promise.all([
    places.describe({ mode: 'channel' }),
    places.describe({ mode: 'direct' }),
    places.describe({ mode: 'both', workspace: team('T9') }),
  ]);

  expect(described).toEqual([{ workspace: here, channel: DEFAULT_CHANNEL }, { workspace: here }, {}]);
  expect(slack.counts()).toEqual({});
});
