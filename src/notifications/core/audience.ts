import type { Approval } from '../../approvals/core/model';
import { readersOf } from '../../approvals/core/steps';
import type { People } from '../../identity/core/model';
import { type AccountId, isExternal, type SlackUserId } from '../../shared/brand';
import { isCarried } from './channel';
import type { Standing } from './channel-rows';
import type { Way } from './delivery';
import type { Audience, ChannelMessage, Notification } from './model';
import { settledInChannel } from './plan-channels';
import type { Planned } from './planned';

/** Somebody of a step, as the workspace of the channel knows them. */
export type Wanted = { readonly account: AccountId; readonly user: SlackUserId };

type Asked = {
  readonly row: Notification | undefined;
  readonly way: Way;
  readonly people: People;
  /** Of whom it is now to be decided how they are told. */
  readonly untold: ReadonlySet<AccountId>;
};

const NOBODY: Audience = { members: [], others: [] };

/** Of whom Slack has yet to be asked whether they are in the channel where this is, or is to be, asked. */
export function wantedIn(
  approval: Approval,
  planned: Planned,
  { row, way, people, untold }: Asked,
): { readonly place: ChannelMessage; readonly wanted: readonly Wanted[] } | undefined {
  const step = approval.steps[planned.step];
  const place = placeOf(row, way);
  if (step === undefined || place === undefined || settledInChannel(approval, planned) !== undefined) return undefined;

  // A message that is yet to be posted mentions people; later nobody would hear of that.
  const isPosted = row?.slack?.posted !== undefined;
  const wanted = [...readersOf(step).keys()].flatMap((account) => {
    if (isExternal(account) || isKnown(row?.audience, account)) return [];
    if (isPosted && !untold.has(account)) return [];
    const slack = people.get(account)?.slack;
    return slack?.type === 'user' && slack.team === place.team ? [{ account, user: slack.user }] : [];
  });
  return wanted.length === 0 ? undefined : { place, wanted };
}

function placeOf(row: Notification | undefined, way: Way): ChannelMessage | undefined {
  const mayBeTold = row === undefined || row.progress.status === 'suppressed' || isCarried(row);
  if (!mayBeTold) return undefined;
  if (row?.slack?.channel !== undefined) return row.slack;
  return way.mode !== 'direct' && way.place.ok ? way.place.value : undefined;
}

/** Of whom, among the people of this request, nobody has decided yet how they are told. */
export const untoldOf = (all: readonly Planned[], { step }: Planned, standing: Standing) =>
  all
    .filter((each) => each.kind === 'approval-request' && each.step === step && isUntold(standing(each)))
    .map(({ recipient }) => recipient);

const isUntold = (row: Notification | undefined): boolean =>
  row === undefined || (row.slack === undefined && row.directly === undefined);

export function toAudience(wanted: readonly Wanted[], there: ReadonlySet<SlackUserId>): Audience {
  const accounts = (all: readonly Wanted[]) => all.map(({ account }) => account);
  return {
    members: accounts(wanted.filter(({ user }) => there.has(user))),
    others: accounts(wanted.filter(({ user }) => !there.has(user))),
  };
}

/** What was once known of somebody stays, since they were told by it. The same row where nothing is new. */
export function attended(row: Notification, found: Audience | undefined): Notification {
  if (found === undefined) return row;
  const { members, others } = row.audience ?? NOBODY;
  const isNew = (each: AccountId) => !isKnown(row.audience, each);
  const more = { members: found.members.filter(isNew), others: found.others.filter(isNew) };
  if (more.members.length + more.others.length === 0) return row;
  return { ...row, audience: { members: [...members, ...more.members], others: [...others, ...more.others] } };
}

const isKnown = ({ members, others }: Audience = NOBODY, account: AccountId): boolean =>
  members.includes(account) || others.includes(account);
