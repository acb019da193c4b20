import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/shared/errors';
import { err, ok } from '../../src/shared/result';
import {
  connectWorkspace,
  endOverlap,
  makeDefault,
  markWorkspace,
  removeWorkspace,
  replaceSigningSecret,
  saveApp,
} from '../../src/slack/connections/changes';
import { defaultOf, NO_SECRETS, type SlackSecrets } from '../../src/slack/connections/model';
import { verify } from '../../src/slack/verify';
import { START } from '../support/fake-ports';
import { signed } from '../support/slack-requests';
import { connection, givenConnections, installed, SIGNING, team } from './given-connections';

const FIRST = {
  v: 1,
  signingSecrets: [SIGNING],
  connections: [
    { team: 'T1', teamName: 'Lighthouse', botUser: 'UBOT', botToken: 'xoxb-1', connectedAt: START - 5_000 },
  ],
};
const DAY_MS = 24 * 3_600_000;

const accepted = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(`refused: ${String(result.error)}`);
  return result.value;
};

describe('the secret', () => {
  it('of an earlier version is read as one workspace that works', async () => {
    const { store, open } = givenConnections();
    await store.setSecret('slack', FIRST);

    const found = await open().all();

    expect(found.signingSecrets).toEqual([{ secret: SIGNING, since: START - 5_000 }]);
    expect(found.connections).toEqual([connection({ installedAt: START - 5_000, installedBy: undefined, scopes: [] })]);
  });

  it('of an earlier version is written anew by the first change', async () => {
    const { store, open } = givenConnections();
    await store.setSecret('slack', FIRST);

    await open().change((present) => makeDefault(present, team('T1')));

    expect(await store.getSecret('slack')).toMatchObject({ v: 2, connections: [{ team: 'T1', isDefault: true }] });
    expect((await open().current())?.botToken).toBe('xoxb-1');
  });

  it('is read once by an instance, however often it is asked', async () => {
    const { store, open } = givenConnections();
    let reads = 0;
    const counting = {
      ...store,
      getSecret(key: string) {
        reads += 1;
        return store.getSecret(key);
      },
    };
    const connections = givenConnections({ store: counting }).open();

    await Promise.all([connections.all(), connections.current(), connections.byTeam(team('T1'))]);

    expect(reads).toBe(1);
    expect(await open().current()).toBeUndefined();
  });

  it('keeps what nobody came back for, since it has to be taken back in Slack first', async () => {
    const { clock, open } = givenConnections();
    const parked = { attempt: 'a', until: START + 1_000, installed: installed() };
    await open().change((present) => ok({ ...present, parked: [parked] }));
    clock.advance(1_000);

    const changed = await open().change((present) => ok(present));

    expect(accepted(changed).parked).toEqual([parked]);
  });
});

describe('writing', () => {
  it('keeps both workspaces when two are connected one after the other by instances that had read before', async () => {
    const { open } = givenConnections();
    const [one, other] = [open(), open()];
    await Promise.all([one.all(), other.all()]);

    await one.change((present) => connectWorkspace(present, installed()));
    await other.change((present) => connectWorkspace(present, installed({ team: team('T2') })));

    expect((await open().all()).connections.map((each) => each.team)).toEqual(['T1', 'T2']);
  });

  it('is refused while somebody else writes, and nothing is lost', async () => {
    const { open } = givenConnections();
    let during: unknown;

    await open().exclusively(async () => {
      during = await open()
        .change((present) => connectWorkspace(present, installed()))
        .catch((error: unknown) => error);
    });
    await open().change((present) => connectWorkspace(present, installed()));

    expect(during).toBeInstanceOf(ConflictError);
    expect((await open().all()).connections).toHaveLength(1);
  });

  it('goes on half a minute after somebody died while writing', async () => {
    const { clock, store, open } = givenConnections();
    await store.createEntity('lease', 'slack-connections', { version: 7, data: { v: 1, until: START + 30_000 } });

    const early = await open()
      .change((present) => connectWorkspace(present, installed()))
      .catch((error: unknown) => error);
    clock.advance(30_000);
    const later = await open().change((present) => connectWorkspace(present, installed()));

    expect([early instanceof ConflictError, later.ok]).toEqual([true, true]);
  });

  it('is given up when the lease is about to end, so that it cannot overwrite what came after', async () => {
    const { clock, store, open } = givenConnections();

    const late = open().change((present) => {
      clock.advance(25_000);
      return connectWorkspace(present, installed());
    });

    await expect(late).rejects.toThrow(ConflictError);
    expect(await store.getSecret('slack')).toBeUndefined();
    expect((await open().change((present) => connectWorkspace(present, installed()))).ok).toBe(true);
  });

  it('writes nothing that was refused, and lets the next one in', async () => {
    const { store, open } = givenConnections();

    const refused = await open().change(() => err('no'));
    const next = await open().change((present) => connectWorkspace(present, installed()));

    expect([refused, next.ok]).toEqual([err('no'), true]);
    expect(await store.getSecret('slack')).toMatchObject({ v: 2 });
  });
});

describe('workspaces', () => {
  const of = (...connections: SlackSecrets['connections']): SlackSecrets => ({ ...NO_SECRETS, connections });

  it('make the first one the default, and only that', () => {
    const one = accepted(connectWorkspace(NO_SECRETS, installed()));
    const two = accepted(connectWorkspace(one, installed({ team: team('T2') })));

    expect(two.connections.map(({ isDefault }) => isDefault)).toEqual([true, false]);
  });

  it('that come again keep their name, their place and their channel, and work again', () => {
    const lost = connection({
      name: 'Main',
      defaultChannel: { id: 'C1', name: 'releases' },
      state: { status: 'revoked', since: START },
      lastToldAt: START,
    });

    const again = accepted(connectWorkspace(of(lost), installed({ botToken: 'xoxb-2', installedAt: START + 1 })));

    expect(again.connections).toEqual([
      { ...lost, botToken: 'xoxb-2', installedAt: START + 1, state: { status: 'healthy' }, lastToldAt: undefined },
    ]);
  });

  it('are ten at most, but one of the ten may come again', () => {
    const ten = Array.from({ length: 10 }, (_, n) => connection({ team: team(`T${n}`), isDefault: n === 0 }));

    expect(connectWorkspace(of(...ten), installed({ team: team('T10') }))).toEqual(err('too-many'));
    expect(connectWorkspace(of(...ten), installed({ team: team('T3') })).ok).toBe(true);
  });

  it('hand the default on when it goes', () => {
    const two = of(connection(), connection({ team: team('T2'), isDefault: false }));

    expect(removeWorkspace(two, team('T1')).connections).toEqual([connection({ team: team('T2'), isDefault: true })]);
  });

  it('speak through the default, through another one where it is lost, and through none where all are', () => {
    const lost = { status: 'uninstalled', since: START } as const;
    const [one, two] = [connection({ isDefault: false }), connection({ team: team('T2') })];

    expect(defaultOf([one, two])?.team).toBe('T2');
    expect(defaultOf([one, { ...two, state: lost }])?.team).toBe('T1');
    expect(defaultOf([{ ...one, state: lost }])).toBeUndefined();
  });

  it('are marked by the token that died, and never marked back to less', () => {
    const gone = { team: team('T1'), token: 'xoxb-1', state: { status: 'uninstalled', since: START + 5 } } as const;
    const revoked = { ...gone, state: { status: 'revoked', since: START } } as const;
    const marked = (...marks: Parameters<typeof markWorkspace>[1][]) =>
      marks.reduce(markWorkspace, of(connection())).connections[0]?.state;

    expect(marked(gone, revoked)).toEqual({ status: 'uninstalled', since: START + 5 });
    expect(marked(revoked, gone)).toEqual({ status: 'uninstalled', since: START });
    expect(marked({ ...gone, token: 'xoxb-older' })).toEqual({ status: 'healthy' });
  });

  it('are found by their id, and by their organisation where both sides know one', async () => {
    const { open } = givenConnections();
    await open().change((present) => connectWorkspace(present, installed({ enterprise: 'E1' })));

    const found = await Promise.all(['E1', 'E2', undefined].map((each) => open().byTeam(team('T1'), each)));

    expect(found.map((each) => each?.team)).toEqual(['T1', undefined, 'T1']);
  });
});

describe('signing secrets', () => {
  const NEXT = 'signing-secret-number-two';
  const replaced = replaceSigningSecret(replaceSigningSecret(NO_SECRETS, SIGNING, START), NEXT, START + 1_000);

  it('go on for a day beside their successor', () => {
    expect(replaced.signingSecrets).toEqual([
      { secret: SIGNING, since: START, validUntil: START + 1_000 + DAY_MS },
      { secret: NEXT, since: START + 1_000 },
    ]);
  });

  it.each([
    ['counts until the overlap ends', DAY_MS + 999, SIGNING, true],
    ['counts no longer when it has ended', DAY_MS + 1_000, SIGNING, false],
    ['counts after it', DAY_MS + 1_000, NEXT, true],
  ])('one that is %s', (_claim, afterMs, secret, accepted) => {
    const at = START + afterMs;
    const request = signed('payload=1', { secret, at });

    expect(verify(request, replaced.signingSecrets, at).ok).toBe(accepted);
  });

  it('are two at most, and one where the overlap is ended', () => {
    const third = replaceSigningSecret(replaced, 'signing-secret-number-three', START + 2_000);

    expect(third.signingSecrets.map(({ secret }) => secret)).toEqual([NEXT, 'signing-secret-number-three']);
    expect(endOverlap(third).signingSecrets).toEqual([{ secret: 'signing-secret-number-three', since: START + 2_000 }]);
  });

  it('stay as they are when the same one is entered again', () => {
    expect(replaceSigningSecret(replaced, NEXT, START + 9_000)).toBe(replaced);
  });
});

describe('the Slack app', () => {
  const given = { clientId: '1.2', clientSecret: 'the-client-secret', signingSecret: SIGNING };
  const saved = accepted(saveApp(NO_SECRETS, given, START));

  it('is kept, with the time of each secret', () => {
    expect(saved).toMatchObject({
      client: { id: '1.2', secret: 'the-client-secret', changedAt: START },
      signingSecrets: [{ secret: SIGNING, since: START }],
    });
  });

  it.each([
    ['keeps what is left empty', { clientSecret: undefined, signingSecret: undefined }, START],
    ['keeps its age when nothing is new', {}, START],
    ['is new with another client secret', { clientSecret: 'another-client-secret' }, START + 5],
  ])('%s', (_claim, changes, changedAt) => {
    const again = accepted(saveApp(saved, { ...given, ...changes }, START + 5));

    expect([again.client?.changedAt, again.signingSecrets]).toEqual([changedAt, saved.signingSecrets]);
  });

  it('never sends the secret of one client with the id of another', () => {
    const other = { ...given, clientId: '3.4', clientSecret: undefined };

    expect(saveApp(saved, other, START)).toEqual(err('client-secret-missing'));
  });
});
