import { expect, it } from 'vitest';
import { createChannels } from '../../src/slack/channels';
import { workspace } from '../sandbox/slack/given-slack';
import { givenTwin } from './given-connections';

const SCOPES = ['channels:read', 'groups:read', 'channels:join', 'chat:write'];

function givenChannels(scopes: readonly string[] = SCOPES, more: readonly string[] = []) {
  const base = workspace({ scopes });
  const channels = [
    ...base.channels,
    { id: 'CPRE', name: 'pre-releases', members: [] },
    { id: 'COLD', name: 'releases-old', members: [], archived: true },
    { id: 'CREL', name: 'releases-eu', members: [] },
    ...more.map((name, n) => ({ id: `CM${n}`, name, members: [] })),
  ];
  const twin = givenTwin({ workspaces: [{ ...base, channels }] });
  return { ...twin, channels: createChannels(twin.clientOf({ botToken: 'xoxb-1' })) };
}

it('finds channels by the beginning of their name first, then by any part of it', async () => {
  const { channels } = givenChannels();

  const found = await channels.search(' #Rel');

  expect(found).toEqual({
    channels: [
      { id: 'CIN', name: 'releases', kind: 'public' },
      { id: 'CREL', name: 'releases-eu', kind: 'public' },
      { id: 'CPRE', name: 'pre-releases', kind: 'public' },
    ],
    complete: true,
  });
});

it('reads the pages once, however often it is asked', async () => {
  const { channels, slack } = givenChannels();

  await Promise.all([channels.search('a'), channels.search('b'), channels.search('')]);

  expect(slack.counts()['conversations.list']).toBe(1);
});

it('reads on where there are several pages, and says that there is more than it shows', async () => {
  const names = Array.from({ length: 450 }, (_, n) => `team-${String(n).padStart(3, '0')}`);
  const { channels, slack } = givenChannels(SCOPES, names);

  const all = await channels.search('team');
  const one = await channels.search('team-449');

  expect([all.channels.length, all.complete]).toEqual([20, false]);
  expect(one).toMatchObject({ channels: [{ name: 'team-449' }], complete: true });
  expect(slack.counts()['conversations.list']).toBe(3);
});

it.each([
  ['takes one that Baton is in', 'CIN', { ok: true, joins: false }],
  ['takes a public one that Baton may join', 'COUT', { ok: true, joins: true }],
  ['refuses an archived one', 'COLD', { ok: false, problem: expect.stringContaining('archived') }],
  ['hints at /invite for a private one', 'GSECRET', { ok: false, remedy: expect.stringContaining('/invite') }],
  ['hints at /invite for one that nobody knows', 'CNONE', { ok: false, remedy: expect.stringContaining('/invite') }],
])('%s', async (_claim, id, verdict) => {
  expect(await givenChannels().channels.check(id)).toMatchObject(verdict);
});

it('goes into a public channel that was chosen', async () => {
  const { channels } = givenChannels();

  const entered = await channels.enter('COUT');

  expect(entered).toMatchObject({ ok: true, joins: false });
  expect(await channels.check('COUT')).toMatchObject({ ok: true, joins: false });
});

it('says what to do where Slack does not let it in', async () => {
  const { channels } = givenChannels(['channels:read', 'groups:read']);

  expect(await channels.enter('COUT')).toMatchObject({
    ok: false,
    problem: expect.stringContaining('missing_scope'),
    remedy: expect.stringContaining('manifest'),
  });
});
