import type { Account } from '../atlassian/people';
import { refuseV1 } from './errors';
import type { ConfluenceHandlers, ConfluenceSite } from './pages';

const MAX_IDS = 200;

export function userHandlers({ people, siteUrl }: ConfluenceSite) {
  // The address is empty, as where people keep it to themselves.
  const show = ({ accountId, type, name }: Account) => ({
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
  });

  return {
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
