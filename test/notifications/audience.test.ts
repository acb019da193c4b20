import { describe, expect, it } from 'vitest';
import { attended, toAudience, untoldOf, wantedIn } from '../../src/notifications/core/audience';
import { type AskedTogether, besideChannel } from '../../src/notifications/core/channel';
import type { Way } from '../../src/notifications/core/delivery';
import type { Notification } from '../../src/notifications/core/model';
import { addressed } from '../../src/notifications/core/progress';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { ok } from '../../src/shared/result';
import {
  ADA,
  BEN,
  CLEO,
  decision,
  externalStep,
  notification,
  personInSlack,
  personOutsideSlack,
  userStep,
} from '../support/builders';
import { START } from '../support/fake-ports';
import { approvalAfter } from '../support/running-approvals';

const T1 = toSlackTeamId('T1');
const place = { team: T1, channel: { id: 'C1', name: 'releases' } };
const way: Way = { mode: 'channel', place: ok(place) };
const request = (more: Partial<Notification> = {}) =>
  notification({ kind: 'channel-request', slack: place, progress: { status: 'sent' }, ...more });
const asked = (more: Partial<Notification> = {}, isEnough = true): AskedTogether => ({ row: request(more), isEnough });
const there = { audience: { members: [ADA], others: [] } };
const own = notification({ slack: { team: T1, user: toSlackUserId('U-ada') } });

describe('a request to one person, beside the one in a channel', () => {
  it.each<[string, AskedTogether | undefined, Partial<Notification>, ReturnType<typeof besideChannel>]>([
    ['of somebody who is in it: they are told there', asked(there), {}, 'told-there'],
    ['that may yet come: they are told there', asked({ ...there, progress: { status: 'pending' } }), {}, 'told-there'],
    ['of somebody who is not in it', asked({ audience: { members: [BEN], others: [ADA] } }), {}, 'absent'],
    ['of somebody of whom nothing is known', asked({ audience: { members: [BEN], others: [] } }), {}, 'absent'],
    ['by a row on which nobody is known to be in it', asked(), {}, 'absent'],
    ['of somebody who is asked a while after', asked(there), { createdAt: START + 10_001 }, 'later'],
    ['of somebody who is asked with the others', asked(there), { createdAt: START + 10_000 }, 'told-there'],
    ['that is not to be enough', asked(there, false), {}, undefined],
    ['that cannot be told', asked({ ...there, progress: { status: 'dead', reason: 'x' } }), {}, undefined],
    ['of another workspace', asked({ ...there, slack: { ...place, team: toSlackTeamId('T2') } }), {}, undefined],
    ['where they are told directly already', asked(there), { directly: 'no-channel' }, undefined],
    ['where there is none', undefined, {}, undefined],
    ['that is a reminder', asked(there), { kind: 'reminder' }, undefined],
  ])('%s', (_what, together, more, expected) => {
    expect(besideChannel({ ...own, ...more }, together)).toBe(expected);
  });

  it('stays with what it was once told, whatever is known later', () => {
    const directly = addressed(notification(), personInSlack(ADA), asked());

    expect(directly).toMatchObject({ progress: { status: 'pending' }, directly: 'not-in-channel' });
    expect(addressed(directly, personInSlack(ADA), asked(there))).toBe(directly);
  });
});

describe('who is looked for in a channel', () => {
  const open = approvalAfter([userStep([ADA, BEN])]);
  const planned = { kind: 'channel-request', step: 0, round: 0 } as const;
  const people = new Map([ADA, BEN].map((id) => [id, personInSlack(id)]));
  const lookedFor = (
    row: Notification | undefined,
    more: Partial<Parameters<typeof wantedIn>[2]> = {},
    approval = open,
  ) =>
    wantedIn(approval, planned, { row, way, people, untold: new Set([ADA, BEN]), ...more })?.wanted.map(
      ({ account }) => account,
    );

  it.each<[string, Notification | undefined, readonly AccountId[] | undefined]>([
    ['everybody, before there is a row', undefined, [ADA, BEN]],
    ['everybody, where nothing is known of anybody', request(), [ADA, BEN]],
    ['those of whom it is not known yet', request(there), [BEN]],
    ['nobody twice', request({ audience: { members: [ADA], others: [BEN] } }), undefined],
    [
      'everybody, where what was settled may come back',
      request({ progress: { status: 'suppressed', reason: 'x' } }),
      [ADA, BEN],
    ],
    [
      'nobody, where the channel cannot be told',
      request({ progress: { status: 'fallen-back', reason: 'x' } }),
      undefined,
    ],
    ['nobody, where it was turned down', request({ progress: { status: 'pending', fallback: 'x' } }), undefined],
  ])('is %s', (_what, row, expected) => {
    expect(lookedFor(row)).toEqual(expected);
  });

  it('is everybody before the message is posted, so that they are mentioned in it', () => {
    expect(lookedFor(undefined, { untold: new Set() })).toEqual([ADA, BEN]);
  });

  it('is nobody who is no user there, nobody without an account, and nobody where nobody is asked', () => {
    const elsewhere = new Map([
      [ADA, personOutsideSlack(ADA)],
      [BEN, personInSlack(BEN)],
    ]);
    const other: Way = { mode: 'channel', place: ok({ ...place, team: toSlackTeamId('T2') }) };

    expect(lookedFor(undefined, { people: elsewhere })).toEqual([BEN]);
    expect(lookedFor(undefined, { way: other })).toBeUndefined();
    expect(lookedFor(undefined, { way: { mode: 'direct' } })).toBeUndefined();
    expect(lookedFor(undefined, {}, approvalAfter([externalStep(['eve@partner.example'])]))).toBeUndefined();
    expect(lookedFor(undefined, {}, approvalAfter([userStep([ADA])], decision(ADA)))).toBeUndefined();
  });
});

describe('once the message stands in the channel', () => {
  const open = approvalAfter([userStep([ADA, BEN])]);
  const people = new Map([ADA, BEN].map((id) => [id, personInSlack(id)]));
  const posted = request({ slack: { ...place, posted: { channel: 'C1', ts: '1.1' } } });
  const looked = (untold: readonly AccountId[]) =>
    wantedIn(
      open,
      { kind: 'channel-request', step: 0, round: 0 },
      { row: posted, way, people, untold: new Set(untold) },
    );

  it('only those are looked for of whom it is to be decided how they are told', () => {
    expect(looked([BEN])?.wanted.map(({ account }) => account)).toEqual([BEN]);
    expect(looked([])).toBeUndefined();
  });

  it.each<[string, Notification | undefined, boolean]>([
    ['nobody has written down', undefined, true],
    ['waits for its turn', notification(), true],
    ['was told in the channel', own, false],
    ['is told directly', notification({ directly: 'no-channel' }), false],
  ])('a request to one person that %s', (_what, row, expected) => {
    const own = { kind: 'approval-request', step: 0, recipient: ADA, round: 0 } as const;
    const all = [own, { ...own, step: 1 }, { ...own, kind: 'reminder' } as const];

    expect(untoldOf(all, { kind: 'channel-request', step: 0, round: 0 }, () => row)).toEqual(expected ? [ADA] : []);
  });
});

describe('what is known of who is in a channel', () => {
  const wanted = [ADA, BEN].map((account) => ({ account, user: toSlackUserId(`U-${account}`) }));

  it('tells those who were found from the others', () => {
    expect(toAudience(wanted, new Set([toSlackUserId('U-ben')]))).toEqual({ members: [BEN], others: [ADA] });
  });

  it('grows, and what was known of somebody stays', () => {
    const row = request(there);
    const grown = attended(row, { members: [CLEO], others: [BEN, ADA] });

    expect(grown.audience).toEqual({ members: [ADA, CLEO], others: [BEN] });
    expect([attended(grown, grown.audience), attended(row, undefined)]).toEqual([grown, row]);
    expect(attended(grown, { members: [BEN], others: [] })).toBe(grown);
  });
});
