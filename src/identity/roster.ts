import type { SlackTeamId, SlackUserId } from '../shared/brand';
import { mismatchOf, sameAddress } from './core/match';
import type { SlackMember } from './core/model';

type Page = { readonly items: readonly SlackMember[]; readonly cursor: string | undefined };

/** A Slack workspace that can be asked about people. All throw when Slack did not answer. */
export type Workspace = {
  readonly team: SlackTeamId;
  personByEmail(email: string): Promise<SlackMember | undefined>;
  userById(user: SlackUserId): Promise<SlackMember | undefined>;
  listUsers(cursor?: string): Promise<Page>;
};

export type Roster = {
  byAddress(email: string): SlackMember | undefined;
  byId(user: SlackUserId): SlackMember | undefined;
  /** False where the list is longer than was read. */
  readonly complete: boolean;
};

/** Slack allows twenty of these calls a minute, each for up to two hundred people. */
const MAX_PAGES = 20;

/** `enough` is asked after each page. */
export async function readRoster(workspace: Workspace, enough: (roster: Roster) => boolean): Promise<Roster> {
  const members: SlackMember[] = [];
  let cursor: string | undefined;
  for (let page = 1; ; page += 1) {
    const read = await workspace.listUsers(cursor);
    members.push(...read.items);
    cursor = read.cursor;
    const roster = toRoster(members, workspace.team, cursor === undefined);
    if (cursor === undefined || page === MAX_PAGES || enough(roster)) return roster;
  }
}

/** Who left may have had the address before: whoever can be reached by it now comes first. */
function toRoster(members: readonly SlackMember[], team: SlackTeamId, complete: boolean): Roster {
  const lastBest = [...members].sort((one, other) => fitOf(one, team) - fitOf(other, team));
  const addresses = new Map(
    lastBest.flatMap((each) => (each.email === undefined ? [] : [[sameAddress(each.email), each] as const])),
  );
  const ids = new Map(members.map((each) => [each.id, each]));
  return { complete, byAddress: (email) => addresses.get(sameAddress(email)), byId: (user) => ids.get(user) };
}

const fitOf = (member: SlackMember, team: SlackTeamId): number => (mismatchOf(member, team) === undefined ? 1 : 0);
