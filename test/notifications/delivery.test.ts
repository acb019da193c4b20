import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/approvals/core/definition';
import { deliveryFor, preferredIn, type Site } from '../../src/notifications/core/delivery';
import { toSlackTeamId } from '../../src/shared/brand';
import { err, ok } from '../../src/shared/result';

const T1 = toSlackTeamId('T1');
const T2 = toSlackTeamId('T2');
const T9 = toSlackTeamId('T9');
const general = { id: 'C-general', name: 'general' };
const releases = { id: 'C-releases', name: 'releases' };
const site = (mode: Site['mode'], more: Partial<Site> = {}): Site => ({
  mode,
  workspaces: [{ team: T1, channel: general }, { team: T2 }],
  ...more,
});
const inGeneral = ok({ team: T1, channel: general });

type Row = readonly [string, Delivery | undefined, Delivery | undefined, Site, ReturnType<typeof deliveryFor>];

describe('where a step is asked', () => {
  it.each<Row>([
    ['is what the site says', undefined, undefined, site('direct'), { mode: 'direct' }],
    [
      'is the default channel of its default workspace',
      undefined,
      undefined,
      site('channel'),
      { mode: 'channel', place: inGeneral },
    ],
    ['may be both', undefined, undefined, site('both'), { mode: 'both', place: inGeneral }],
    ['is what its approval says, before the site', undefined, { mode: 'direct' }, site('channel'), { mode: 'direct' }],
    [
      'is what it says itself, before its approval',
      { mode: 'both' },
      { mode: 'direct' },
      site('channel'),
      { mode: 'both', place: inGeneral },
    ],
    [
      'is its own channel',
      { mode: 'channel', channel: releases },
      undefined,
      site('direct'),
      { mode: 'channel', place: ok({ team: T1, channel: releases }) },
    ],
    [
      'is a channel of the workspace that it names',
      { mode: 'channel', workspace: T2, channel: releases },
      undefined,
      site('direct'),
      { mode: 'channel', place: ok({ team: T2, channel: releases }) },
    ],
    [
      'is nowhere in a workspace without a default channel',
      { mode: 'channel', workspace: T2 },
      undefined,
      site('direct'),
      { mode: 'channel', place: err('no-channel') },
    ],
    [
      'is nowhere in a workspace that is not connected',
      { mode: 'channel', workspace: T9, channel: releases },
      undefined,
      site('direct'),
      { mode: 'channel', place: err('workspace-not-connected') },
    ],
    [
      'is nowhere without a default channel',
      undefined,
      undefined,
      site('channel', { workspaces: [{ team: T2 }] }),
      { mode: 'channel', place: err('no-channel') },
    ],
    [
      'is nowhere without any workspace',
      undefined,
      undefined,
      site('both', { workspaces: [] }),
      { mode: 'both', place: err('not-connected') },
    ],
  ])('%s', (_claim, ofStep, ofApproval, around, way) => {
    const delivery = (of: Delivery | undefined) => (of === undefined ? {} : { delivery: of });

    expect(deliveryFor(delivery(ofStep), delivery(ofApproval), around)).toEqual(way);
  });
});

it.each<[string, ReturnType<typeof deliveryFor>, ReturnType<typeof preferredIn>]>([
  ['anywhere where nothing is said', { mode: 'direct' }, undefined],
  [
    'in the workspace that is named',
    deliveryFor({ delivery: { mode: 'direct', workspace: T2 } }, {}, site('both')),
    T2,
  ],
  ['in the workspace of the channel', { mode: 'both', place: inGeneral }, T1],
  ['anywhere where there is no channel', { mode: 'channel', place: err('no-channel') }, undefined],
])('people are to be reached %s', (_where, way, team) => {
  expect(preferredIn(way)).toBe(team);
});
