import { expect, it } from 'vitest';
import { createUserLink } from '../../src/admin/user-link';
import { givenLinks, pairOf } from '../identity/given-links';
import { ADA, BEN } from '../support/builders';
import { START } from '../support/fake-ports';
import { NOWHERE, viewer } from './given-user-api';

const AS_ADA = viewer({ accountId: ADA, place: NOWHERE });
const AS_BEN = viewer({ accountId: BEN, place: NOWHERE });
const LINKED = { user: 'UADA', workspace: 'Lighthouse', trust: 'verified', since: START };

function given({ workspaces = [['T1', 'Lighthouse']] as [string, string][] } = {}) {
  const { links, codes } = givenLinks();
  const linking = {
    ofAccounts: links.ofAccounts,
    unlink: links.unlink,
    redeem: codes.redeem,
    workspaceNames: async () => new Map(workspaces),
  };
  return { calls: createUserLink({ linking }), codes };
}

it('links the viewer by the code that Slack showed, and shows it from then on', async () => {
  const { calls, codes } = given();
  const { code } = await codes.issue(pairOf('UADA'));

  expect(await calls['link/get'](AS_ADA, undefined)).toEqual({ ok: true, value: { slackConnected: true } });
  expect(await calls['link/enter'](AS_ADA, { code })).toEqual({
    ok: true,
    value: { slackConnected: true, link: LINKED },
  });
  expect(await calls['link/get'](AS_ADA, undefined)).toEqual({
    ok: true,
    value: { slackConnected: true, link: LINKED },
  });
  expect(await calls['link/get'](AS_BEN, undefined)).toEqual({ ok: true, value: { slackConnected: true } });
});

it('says at the code what is wrong with it', async () => {
  expect(await given().calls['link/enter'](AS_ADA, { code: 'WRONG' })).toEqual({
    ok: false,
    error: expect.stringContaining('/baton link'),
    field: 'code',
  });
});

it('takes away the viewer’s own link, and no other', async () => {
  const { calls, codes } = given();
  await calls['link/enter'](AS_ADA, { code: (await codes.issue(pairOf('UADA'))).code });

  expect(await calls['link/remove'](AS_BEN, undefined)).toMatchObject({ ok: false });
  expect(await calls['link/remove'](AS_ADA, { accountId: BEN })).toEqual({ ok: true, value: { slackConnected: true } });
});

it('says that there is nothing to link while no workspace is connected', async () => {
  const { calls } = given({ workspaces: [] });

  expect(await calls['link/get'](AS_ADA, undefined)).toEqual({ ok: true, value: { slackConnected: false } });
});
