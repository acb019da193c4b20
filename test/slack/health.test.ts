import { describe, expect, it } from 'vitest';
import { type AccountId, toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { connectWorkspace } from '../../src/slack/connections/changes';
import { type Installed, NO_SECRETS } from '../../src/slack/connections/model';
import { createConnectionHealth } from '../../src/slack/health';
import { warningsOf } from '../../src/slack/health-list';
import type { ConnectionEvent } from '../../src/slack/tasks';
import { START } from '../support/fake-ports';
import { AMY, connection, givenConnections, installed, team } from './given-connections';

const DAY_MS = 24 * 3_600_000;
const GONE: ConnectionEvent = { type: 'app-uninstalled', team: team('T1'), at: START + 60_000 };
const REVOKED: ConnectionEvent = {
  type: 'tokens-revoked',
  team: team('T1'),
  bots: [installed().botUser],
  at: START + 60_000,
};

const IDENTITY = {
  team: team('T1'),
  teamName: 'Lighthouse',
  botUser: installed().botUser,
  botId: 'B1',
  url: undefined,
  enterprise: undefined,
  orgWide: false,
  scopes: [],
};

const LIMITED = new PermanentError('accesslimited');
const DEAD = new PermanentError('account_inactive');

type Setting = {
  about?: Partial<Installed>;
  answers?: (Error | undefined)[];
  tellFails?: boolean;
  hasWay?: () => boolean;
};

async function givenHealth({ about = {}, answers = [], tellFails = false, hasWay = () => true }: Setting = {}) {
  const { clock, log, open } = givenConnections();
  await open().change((present) => connectWorkspace(present, installed(about)));
  clock.advance(120_000);
  const told: (readonly [AccountId, string])[] = [];
  let asked = 0;
  const health = () =>
    createConnectionHealth({
      clock,
      log,
      connections: open(),
      clientOf: () => ({
        async whoAmI() {
          const answer = answers[asked];
          asked += 1;
          if (answer !== undefined) throw answer;
          return IDENTITY;
        },
      }),
      wayToOwner: async (owner, { state }) =>
        hasWay()
          ? async () => {
              told.push([owner, state.status]);
              if (tellFails) throw new TransientError('mail-rate-limited');
            }
          : undefined,
    });
  const state = async () => (await open().all()).connections[0]?.state;
  return { clock, log, health, state, told, open, asked: () => asked };
}

describe('what Slack tells', () => {
  it.each([
    ['tokens first', [REVOKED, GONE]],
    ['the app first', [GONE, REVOKED]],
    ['twice', [GONE, GONE, REVOKED, REVOKED]],
  ])('of an app that was removed marks the connection: %s', async (_order, events) => {
    const { health, state, told } = await givenHealth({ answers: [DEAD, DEAD] });

    for (const event of events) await health().heard(event);

    expect(await state()).toEqual({ status: 'uninstalled', since: START + 60_000 });
    expect(told).toHaveLength(1);
  });

  it.each<[string, ConnectionEvent]>([
    ['tokens of people', { ...REVOKED, bots: [] }],
    ['the token of another bot', { ...REVOKED, bots: [toSlackUserId('UOTHER')] }],
    ['another workspace', { ...GONE, team: team('T9') }],
    ['an older installation', { ...GONE, at: START - 1_000 }],
  ])('of %s changes nothing, and Slack is not asked', async (_what, event) => {
    const { health, state, told, asked } = await givenHealth();

    await health().heard(event);

    expect([await state(), told, asked()]).toEqual([{ status: 'healthy' }, [], 0]);
  });

  it.each([
    ['works', undefined],
    ['is kept out by something else', new PermanentError('accesslimited')],
  ])('of a former app of the site changes nothing, where the token of the present one %s', async (_why, answer) => {
    const { health, state, asked } = await givenHealth({ answers: [answer] });

    await health().heard(GONE);

    expect([await state(), asked()]).toEqual([{ status: 'healthy' }, 1]);
  });

  it('of an app that was removed comes again where Slack does not say whether its token works', async () => {
    const { health, state } = await givenHealth({ answers: [new TransientError('http-503'), DEAD] });

    await expect(health().heard(GONE)).rejects.toThrow(TransientError);
    await health().heard(GONE);

    expect(await state()).toMatchObject({ status: 'uninstalled' });
  });

  it.each([
    ['is believed where Slack refuses the token', new PermanentError('account_inactive'), 'uninstalled'],
    ['is not where the token works', undefined, 'healthy'],
  ])('within the second of the installation %s', async (_claim, answer, status) => {
    const { health, state } = await givenHealth({ about: { installedAt: START + 700 }, answers: [answer] });

    await health().heard({ ...GONE, at: START });

    expect(await state()).toMatchObject({ status });
  });
});

describe('a call that is refused', () => {
  it.each([
    ['is believed at once where the token is said to be dead', 'token_revoked', [], 'broken', 0],
    ['is confirmed first where it may be a mistake', 'invalid_auth', [new PermanentError('invalid_auth')], 'broken', 1],
    ['marks nothing where the token works after all', 'invalid_auth', [undefined], 'healthy', 1],
    ['marks nothing where auth.test stumbles over something else', 'invalid_auth', [LIMITED], 'healthy', 1],
    ['marks nothing while Slack does not say', 'invalid_auth', [new TransientError('http-503')], 'healthy', 1],
    ['is nothing against the connection when it is about the message', 'channel_not_found', [], 'healthy', 0],
  ])('%s', async (_claim, code, answers, status, asked) => {
    const given = await givenHealth({ answers });
    const post = () => Promise.reject(new PermanentError(code));

    const client = given.health().watch(connection({ installedAt: START }), { post });
    await expect(client.post()).rejects.toMatchObject({ code });

    expect(await given.state()).toMatchObject({ status });
    expect(given.asked()).toBe(asked);
  });

  it('is looked into once where ten are refused at the same moment', async () => {
    const { health, state, log, asked } = await givenHealth({ answers: [new PermanentError('invalid_auth')] });
    const lookUp = () => Promise.reject(new PermanentError('invalid_auth'));
    const client = health().watch(connection({ installedAt: START }), { lookUp });

    await Promise.allSettled(Array.from({ length: 10 }, () => client.lookUp()));

    expect([await state(), asked()]).toMatchObject([{ status: 'broken' }, 1]);
    expect(log.events()).not.toContain('slack-connection-not-marked');
  });

  it('marks nothing when the workspace was connected anew meanwhile', async () => {
    const { health, state } = await givenHealth({ about: { botToken: 'xoxb-new' } });

    await health().suspect(connection({ botToken: 'xoxb-old' }), 'token_revoked');

    expect(await state()).toEqual({ status: 'healthy' });
  });

  it('hands on what a watched client answers, with what it was given', async () => {
    const { health } = await givenHealth();

    const client = health().watch(connection(), { post: async (to: string) => `posted to ${to}` });

    expect(await client.post('U1')).toBe('posted to U1');
  });
});

describe('the owner', () => {
  it('is told once a day while it does not work, and no more when it does again', async () => {
    const { clock, health, told, open } = await givenHealth({ answers: [DEAD] });
    await health().heard(GONE);

    await health().remindOwners();
    clock.advance(DAY_MS - 1);
    await health().remindOwners();
    const firstDay = told.length;
    clock.advance(1);
    await health().remindOwners();
    await open().change((present, at) => connectWorkspace(present, installed({ installedAt: at })));
    clock.advance(DAY_MS);
    await health().remindOwners();

    expect([firstDay, told]).toEqual([
      1,
      [
        [AMY, 'uninstalled'],
        [AMY, 'uninstalled'],
      ],
    ]);
  });

  it('who cannot be told is not told twice, and the mark stays', async () => {
    const { health, state, told, log } = await givenHealth({ tellFails: true, answers: [DEAD] });

    await health().heard(GONE);
    await health().heard(REVOKED);

    expect([told.length, (await state())?.status]).toEqual([1, 'uninstalled']);
    expect(log.events()).toContain('slack-owner-not-told');
  });
});

describe('the owner who cannot be told', () => {
  it('is told as soon as there is a way, since the day does not count as told', async () => {
    let hasWay = false;
    const { health, told, log } = await givenHealth({ answers: [DEAD], hasWay: () => hasWay });

    await health().heard(GONE);
    const before = told.length;
    hasWay = true;
    await health().remindOwners();
    await health().remindOwners();

    expect([before, told.length]).toEqual([0, 1]);
    expect(log.events()).toContain('slack-owner-not-told');
  });
});

describe('the list of warnings', () => {
  const SECRETS = { ...NO_SECRETS, signingSecrets: [{ secret: 's', since: START }] };
  const of = (...connections: ReturnType<typeof connection>[]) => ({ ...SECRETS, connections });
  const full = connection({ scopes: [] });

  it('is empty where all is well', () => {
    expect(warningsOf(of(full), START)).toEqual([]);
  });

  it.each([
    ['a token that was revoked', { state: { status: 'revoked', since: START } }, 'revoked'],
    ['an app that was removed', { state: { status: 'uninstalled', since: START } }, 'removed'],
    ['a refusal', { state: { status: 'broken', code: 'invalid_auth', since: START } }, 'invalid_auth'],
    ['scopes that are missing', { scopes: ['chat:write'] }, 'channels:join'],
  ] as const)('names %s, with the way out', (_what, changes, text) => {
    const [warning] = warningsOf(of({ ...full, ...changes }), START);

    expect(warning).toMatchObject({ about: 'Lighthouse', text: expect.stringContaining(text) });
    expect(warning?.remedy).not.toBe('');
  });

  it.each([
    ['nothing the day before', 90 * DAY_MS - 1, []],
    ['both secrets after ninety days', 90 * DAY_MS, ['Client secret', 'Signing secret']],
  ])('reminds of %s', (_claim, afterMs, about) => {
    const secrets = { ...SECRETS, client: { id: '1.2', secret: 's', changedAt: START } };

    expect(warningsOf(secrets, START + afterMs).map((each) => each.about)).toEqual(about);
  });
});
