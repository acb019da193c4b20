import { z } from 'zod';
import type { Account } from '../atlassian/people';
import { readJson, refuseV1 } from './errors';
import type { ConfluenceHandlers, ConfluenceSite } from './site';

const MAX_IDS = 200;
const accounts = z.looseObject({ accountIds: z.array(z.string()).min(1).max(250) });

export function userHandlers({ people, siteUrl }: ConfluenceSite) {
  const show = (account: Account) => showUserV1(account, siteUrl);

  const showV2 = ({ accountId, type, name, active }: Account) => ({
    displayName: name,
    publicName: name,
    accountId,
    accountType: type,
    accountStatus: active ? 'active' : 'inactive',
    email: '',
    isExternalCollaborator: false,
    profilePicture: { path: `/wiki/aa-avatar/${accountId}`, isDefault: false },
  });

  return {
    'GET /wiki/rest/api/user': (call) => {
      const accountId = call.query.get('accountId') ?? '';
      const account = people.find(accountId);
      if (account === undefined) throw refuseV1(404, `No user found with account id ${accountId}`);
      return { status: 200, body: show(account), points: 3 };
    },
    'POST /wiki/api/v2/users-bulk': (call) => {
      const { accountIds } = readJson(call, accounts);
      const results = [...new Set(accountIds)].flatMap((id) => people.find(id) ?? []).map(showV2);
      // A reading, though it is asked for with a body.
      return { status: 200, body: { results, _links: { base: `${siteUrl}/wiki` } }, points: 1 + 2 * results.length };
    },
    'GET /wiki/rest/api/user/current': (call) => {
      const account = people.find(call.actor.accountId);
      if (account === undefined) throw refuseV1(403, 'Not permitted to use Confluence');
      return { status: 200, body: show(account), points: 3 };
    },
    'GET /wiki/rest/api/user/bulk': (call) => {
      const asked = call.query.getAll('accountId').flatMap((ids) => ids.split(','));
      const results = [...new Set(asked)]
        .slice(0, MAX_IDS)
        .flatMap((id) => people.find(id) ?? [])
        .map(show);
      const page = { results, start: 0, limit: MAX_IDS, size: results.length, _links: { base: `${siteUrl}/wiki` } };
      return { status: 200, body: page, points: 1 + 2 * results.length };
    },
  } satisfies Partial<ConfluenceHandlers>;
}

/** The address is empty, as where people keep it to themselves. */
export function showUserV1({ accountId, type, name }: Account, siteUrl: string) {
  return {
    type: 'known',
    accountId,
    accountType: type,
    email: '',
    publicName: name,
    displayName: name,
    profilePicture: { path: `/wiki/aa-avatar/${accountId}`, width: 48, height: 48, isDefault: false },
    isExternalCollaborator: false,
    _expandable: { operations: '', personalSpace: '' },
    _links: { self: `${siteUrl}/wiki/rest/api/user?accountId=${encodeURIComponent(accountId)}` },
  };
}
