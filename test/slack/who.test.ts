import { describe, expect, it } from 'vitest';
import { toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { admit, judgePerson } from '../../src/slack/who';
import { CLEO } from '../support/builders';
import { PERSON } from '../support/slack-requests';
import { BEN_LINKED, BOT, connected, connection, givenBridge, member, team, user } from './given-bridge';

const OTHER = toSlackTeamId('T0OTHER');
const sender = { team, user, userTeam: team, enterprise: undefined };
const enterprise = { id: 'E1', user, teams: [OTHER, team] };

describe('whom the payload alone admits', () => {
  it.each([
    ['a member of the workspace', sender, { ok: true, value: { connection, sure: true } }],
    [
      'somebody whose workspace is not told',
      { ...sender, userTeam: undefined },
      { ok: true, value: { connection, sure: false } },
    ],
    [
      'somebody of the same organisation',
      { ...sender, userTeam: OTHER, enterprise: 'E1' },
      { ok: true, value: { connection, sure: false } },
    ],
    ['somebody of another company', { ...sender, userTeam: OTHER }, { ok: false, error: 'from-elsewhere' }],
    [
      'a workspace that is not connected',
      { ...sender, team: OTHER, userTeam: OTHER },
      { ok: false, error: 'not-connected' },
    ],
    ['our own bot', { ...sender, user: BOT }, { ok: false, error: 'is-bot' }],
    ['Slackbot', { ...sender, user: toSlackUserId('USLACKBOT') }, { ok: false, error: 'is-bot' }],
  ])('%s', (_who, who, verdict) => {
    expect(admit(who, [connection])).toEqual(verdict);
  });

  it.each([
    ['revoked', { status: 'revoked', since: 1 }],
    ['broken', { status: 'broken', code: 'invalid_auth', since: 1 }],
  ] as const)('nobody where the connection is %s', (_how, state) => {
    expect(admit(sender, [{ ...connection, state }])).toEqual({ ok: false, error: 'not-connected' });
  });
});

describe('what Slack says of a person', () => {
  it.each([
    ['a member', member(), true],
    ['a guest of the workspace, who was asked by name', member({ kind: 'guest' }), true],
    ['a colleague from another workspace', member({ team: OTHER, enterprise }), true],
    ['nobody', undefined, 'from-elsewhere'],
    ['a guest of another company', member({ stranger: true }), 'from-elsewhere'],
    ['a member of another workspace', member({ team: OTHER }), 'from-elsewhere'],
    [
      'somebody of another organisation',
      member({ team: OTHER, enterprise: { ...enterprise, id: 'E2' } }),
      'from-elsewhere',
    ],
    [
      'a colleague who is not in this workspace',
      member({ team: OTHER, enterprise: { ...enterprise, teams: [OTHER] } }),
      'from-elsewhere',
    ],
    ['a bot', member({ kind: 'bot' }), 'is-bot'],
    ['somebody deactivated', member({ deleted: true }), 'deactivated'],
  ])('%s', (_who, person, verdict) => {
    const judged = judgePerson(person, { ...sender, enterprise: 'E1' });

    expect(judged.ok ? true : judged.error).toBe(verdict);
  });
});

describe('a click', () => {
  const foreign = { user: { id: PERSON, team_id: 'T0OTHER' } };
  const grid = { ...foreign, enterprise: { id: 'E1' } };

  it('of a member asks neither Slack nor the link', async () => {
    const { click, did } = givenBridge();

    await click();

    expect(did).toEqual(['secret', 'read', 'decide', 'names 1', 'reply']);
  });

  it('of a doubtful person asks Slack first, and nothing is read for somebody from elsewhere', async () => {
    const fine = givenBridge({ person: member({ team: toSlackTeamId('T0OTHER'), enterprise }) });
    const stranger = givenBridge({ person: member({ stranger: true }) });

    await fine.click(grid);
    await stranger.click(grid);

    expect(fine.did.slice(0, 4)).toEqual(['secret', 'ask slack', 'read', 'decide']);
    expect(stranger.did).toEqual(['secret', 'ask slack', 'reply']);
    expect(stranger.told).toEqual([expect.stringContaining('people of its own workspace only')]);
  });

  it('of another company asks nobody', async () => {
    const { click, did } = givenBridge();

    await click(foreign);

    expect(did).toEqual(['secret', 'reply']);
  });

  it.each([
    ['one that may act', ['email-match', 'admin'], true],
    ['one that may not', ['verified'], false],
    ['none that may', [], false],
  ] as const)('is carried out by the link that the person has: %s', async (_which, mayAct, decided) => {
    const { click, handled, told } = givenBridge({ mayAct });

    await click();

    expect(handled).toHaveLength(decided ? 1 : 0);
    if (!decided) expect(told).toEqual([expect.stringContaining('only confirmed people')]);
  });

  it('is refused where the link leads to another account meanwhile', async () => {
    const { click, handled } = givenBridge({
      mayAct: ['email-match'],
      links: { [PERSON]: { ...BEN_LINKED, account: CLEO } },
    });

    await click();

    expect(handled).toEqual([]);
  });

  it('without a workspace is taken for the person’s own', async () => {
    const { click, handled } = givenBridge();

    await click({ team: null });
    await click({ team: null, user: { id: PERSON, team_id: 'T0OTHER' } });

    expect(handled).toHaveLength(1);
  });
});

it('knows no workspace when none is connected', async () => {
  const { click, told } = givenBridge({ secrets: { ...connected, connections: [] } });

  await click();

  expect(told).toEqual([expect.stringContaining('no longer connected to this workspace')]);
});
