import { expect, it } from 'vitest';
import { toSlackUserId } from '../../src/shared/brand';
import { toInstalled } from '../../src/slack/oauth-judge';
import { AMY, team } from './given-connections';

const BOT = toSlackUserId('UBOT3');
const INSTALLATION = {
  botToken: 'xoxb-3',
  scopes: ['chat:write'],
  botUser: BOT,
  appId: 'A1',
  team: { id: team('T3'), name: 'Lantern' },
  enterprise: { id: 'E3', name: undefined },
  orgWide: false,
  installedBy: toSlackUserId('UFAY'),
  rotating: false,
};
const IDENTITY = {
  team: team('T3'),
  teamName: 'Lantern',
  botUser: BOT,
  botId: 'B3',
  url: undefined,
  enterprise: undefined,
  orgWide: false,
  scopes: ['chat:write', 'commands'],
};
const by = { by: AMY, at: 7 };

it('keeps who connected it, when, and what the token says that it may do', () => {
  expect(toInstalled(INSTALLATION, IDENTITY, by)).toEqual({
    ok: true,
    value: {
      team: 'T3',
      teamName: 'Lantern',
      enterprise: 'E3',
      botUser: BOT,
      botId: 'B3',
      botToken: 'xoxb-3',
      scopes: ['chat:write', 'commands'],
      installedAt: 7,
      installedBy: AMY,
      authorizedBy: 'UFAY',
    },
  });
});

it('keeps the scopes of the exchange where the token does not say', () => {
  const installed = toInstalled(INSTALLATION, { ...IDENTITY, scopes: [] }, by);

  expect(installed).toMatchObject({ value: { scopes: ['chat:write'] } });
});

it.each([
  ['is of another workspace than was named', { team: team('T4') }, 'slack-refused'],
  ['is of another bot than was named', { botUser: toSlackUserId('UOTHER') }, 'slack-refused'],
  ['is of a whole organization, whatever was named', { orgWide: true }, 'org-wide'],
])('refuses a token that %s', (_what, differs, error) => {
  expect(toInstalled(INSTALLATION, { ...IDENTITY, ...differs }, by)).toEqual({ ok: false, error });
});
