import { expect, it } from 'vitest';
import { createWaysTo } from '../../src/admin/ways';
import type { Delivery, DeliveryMode } from '../../src/approvals/core/definition';
import type { Person } from '../../src/identity/core/model';
import { type AccountId, type SlackTeamId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { ADA, BEN, CLEO, EVE } from '../support/builders';

const T1 = toSlackTeamId('T1');
const T2 = toSlackTeamId('T2');
const ACME = { workspace: { team: T1, name: 'Acme' } };
const RELEASES = { ...ACME, channel: { name: 'releases' } };

const inTeam = (accountId: AccountId, team: SlackTeamId): [AccountId, Person] => [
  accountId,
  { accountId, slack: { type: 'user', team, user: toSlackUserId(`U-${accountId}`) } },
];

/** Ada is in Acme, Ben only in another workspace, Cleo in none; Eve has no account. */
function given({ site = 'direct' as DeliveryMode, place = RELEASES as object, mails = true } = {}) {
  const preferred: unknown[] = [];
  const waysTo = createWaysTo({
    siteMode: async () => site,
    placeOf: async ({ mode }) => (mode === 'direct' ? { ...place, channel: undefined } : place),
    async find(_ids, prefer) {
      preferred.push(prefer);
      return new Map([inTeam(ADA, T1), inTeam(BEN, T2)]);
    },
    mailsOutside: async () => mails,
  });
  return { preferred, ways: (delivery?: Delivery) => waysTo([ADA, BEN, CLEO, EVE], delivery) };
}

it.each<[string, Delivery | undefined, object, string]>([
  ['in a direct message, as the site says', undefined, RELEASES, 'direct message'],
  ['in a direct message of a workspace', { mode: 'direct', workspace: T1 }, RELEASES, 'direct message in Acme'],
  ['in a channel', { mode: 'channel' }, RELEASES, '#releases in Acme'],
  ['in both', { mode: 'both' }, RELEASES, 'direct message and #releases in Acme'],
  ['directly where the channel is gone', { mode: 'channel' }, ACME, 'direct message'],
  ['by e-mail without Slack', { mode: 'both' }, {}, 'e-mail, since Slack is not connected'],
])('says that people are asked %s', async (_where, delivery, place, text) => {
  expect((await given({ place }).ways(delivery)).where).toBe(text);
});

it('asks where the site says unless a definition does', async () => {
  const { ways } = given({ site: 'channel' });

  expect([(await ways()).where, (await ways({ mode: 'direct' })).where]).toEqual([
    '#releases in Acme',
    'direct message',
  ]);
});

it.each<[DeliveryMode, readonly string[]]>([
  ['direct', ['slack-message', 'slack-message', 'email', 'email']],
  ['channel', ['slack-channel', 'slack-message', 'email', 'email']],
  ['both', ['slack-message', 'slack-message', 'email', 'email']],
])('with %s tells directly whom the channel’s workspace does not know: %j', async (mode, ways) => {
  expect([...(await given().ways({ mode })).to.values()]).toEqual(ways);
});

it('reaches nobody outside where no mail can be sent', async () => {
  expect((await given({ mails: false }).ways()).to.get(EVE)).toBe('nobody');
});

it('looks for people where they are to be asked, and where nothing says so as always', async () => {
  const { ways, preferred } = given();

  await ways();
  await ways({ mode: 'direct', workspace: T2 });
  await ways({ mode: 'channel' });

  expect(preferred).toEqual([undefined, T2, T1]);
});
