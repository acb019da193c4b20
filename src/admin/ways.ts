import type { Delivery, DeliveryMode } from '../approvals/core/definition';
import type { People, Reach } from '../identity/core/model';
import { type AccountId, isExternal, type PersonId, type SlackTeamId } from '../shared/brand';

/** How somebody gets to know that they are asked. */
export type Way = 'slack-message' | 'slack-channel' | 'email' | 'nobody';

/** Where people are asked, in words, and how each is reached; who is missing would not be. */
export type Ways = { readonly where: string; readonly to: ReadonlyMap<PersonId, Way> };
/** Without a delivery it is the site that says where people are asked. */
export type WaysTo = (people: readonly PersonId[], delivery: Delivery | undefined) => Promise<Ways>;

type Place = {
  readonly workspace?: { readonly team: SlackTeamId; readonly name: string };
  readonly channel?: { readonly name: string };
};

type Deps = {
  siteMode: () => Promise<DeliveryMode>;
  /** As far as it is known without asking Slack. */
  placeOf: (delivery: Delivery) => Promise<Place>;
  find: (ids: readonly AccountId[], prefer?: SlackTeamId) => Promise<People>;
  /** Whether people without an account can be written to. */
  mailsOutside: () => Promise<boolean>;
};

/** For the dry run: nothing is sent, and nobody is asked but who people are. */
export function createWaysTo({ siteMode, placeOf, find, mailsOutside }: Deps): WaysTo {
  return async function waysTo(people, delivery) {
    const wanted = delivery ?? { mode: await siteMode() };
    const accounts = people.flatMap((id) => (isExternal(id) ? [] : [id]));
    const place = await placeOf(wanted);
    const prefer = wanted.mode === 'direct' ? wanted.workspace : place.workspace?.team;
    const [known, mails] = await Promise.all([find(accounts, prefer), mailsOutside()]);
    const channelTeam = wanted.mode === 'channel' && place.channel !== undefined ? place.workspace?.team : undefined;
    const wayTo = (id: PersonId): Way => {
      if (isExternal(id)) return mails ? 'email' : 'nobody';
      return inSlack(known.get(id)?.slack, channelTeam);
    };
    return { where: whereText(wanted, place), to: new Map(people.map((id) => [id, wayTo(id)])) };
  };
}

function inSlack(slack: Reach | undefined, channelTeam: SlackTeamId | undefined): Way {
  if (slack?.type !== 'user') return 'email';
  return slack.team === channelTeam ? 'slack-channel' : 'slack-message';
}

/** A channel that is not there any more leaves direct messages. */
function whereText({ mode, workspace: isNamed }: Delivery, { workspace, channel }: Place): string {
  if (workspace === undefined) return 'e-mail, since Slack is not connected';
  if (mode === 'direct' || channel === undefined) {
    return isNamed === undefined ? 'direct message' : `direct message in ${workspace.name}`;
  }
  const there = `#${channel.name} in ${workspace.name}`;
  return mode === 'both' ? `direct message and ${there}` : there;
}
