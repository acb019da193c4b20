import type { DelegationRule } from '../../approvals/core/delegation';
import type { Approval, ApprovalEvent } from '../../approvals/core/model';
import { seatOf } from '../../approvals/core/seat';
import type { People } from '../../identity/core/model';
import type { Stored } from '../../ledger/record';
import type { Notification } from '../../notifications/core/model';
import type { Preferences } from '../../notifications/core/quiet';
import type { Clock } from '../../ports';
import type { AccountId, ApprovalId, PersonId } from '../../shared/brand';
import type { SlackBehaviour } from '../behaviour';
import type { Sender } from '../parse';
import type { Who } from '../who';
import { type AskedItem, type HomeContent, SHOWN_ASKED } from './model';

export type Deps = {
  clock: Clock;
  who: Pick<Who, 'linkOf'>;
  behaviour: () => Promise<SlackBehaviour>;
  known: (ids: readonly PersonId[]) => Promise<People>;
  /** Newest first; what is settled may still be among them. */
  inboxOf: (person: PersonId) => Promise<readonly Pick<Notification, 'key' | 'approvalId' | 'step' | 'round'>[]>;
  byIds: (ids: readonly ApprovalId[]) => Promise<readonly Stored<Approval, ApprovalEvent>[]>;
  /** Approvals that a person asked for and that are still open; as many as are at hand. */
  startedBy: (account: AccountId) => Promise<readonly Approval[]>;
  rulesOf: (people: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, readonly DelegationRule[]>>;
  preferencesOf: (account: AccountId) => Promise<Preferences | undefined>;
};

export type Asked = { readonly items: readonly AskedItem[]; readonly more: number };

/** What a person is asked, and all else that their App Home shows. */
export function createReading(deps: Deps) {
  const { clock, who, behaviour, known, inboxOf, byIds, startedBy, rulesOf, preferencesOf } = deps;

  /** Everything that is at hand, newest first. */
  async function allAskedOf(account: AccountId): Promise<readonly AskedItem[]> {
    const rows = await inboxOf(account);
    const stored = await byIds([...new Set(rows.map(({ approvalId }) => approvalId))]);
    const approvals = new Map(stored.map(({ state }) => [state.id, state]));
    const at = clock.now();
    // Who was asked anew in a step has a row for each time: the first is the newest.
    const seen = new Set<string>();
    return rows.flatMap(({ key: token, approvalId, step: only }): AskedItem[] => {
      const approval = approvals.get(approvalId);
      const place = `${approvalId}#${only}`;
      if (approval === undefined || approval.outdatedAt !== undefined || seen.has(place)) return [];
      const seat = seatOf(approval, account, { at, only });
      seen.add(place);
      return seat.ok ? [{ approval, seat: seat.value, token }] : [];
    });
  }

  async function askedOf(account: AccountId): Promise<Asked> {
    const items = await allAskedOf(account);
    return { items: items.slice(0, SHOWN_ASKED), more: Math.max(0, items.length - SHOWN_ASKED) };
  }

  async function contentFor({ team, user }: Pick<Sender, 'team' | 'user'>, said?: string): Promise<HomeContent> {
    const linked = await who.linkOf(team, user);
    if (linked === undefined) return { linked: false, said };
    const { account, trust } = linked;
    const [asked, started, rules, preferences, how] = await Promise.all([
      askedOf(account),
      startedBy(account),
      rulesOf([account]),
      preferencesOf(account),
      behaviour(),
    ]);
    const delegations = rules.get(account) ?? [];
    const people = await known(namedIn(asked.items, delegations));
    const at = clock.now();
    return {
      linked: true,
      said,
      account,
      trust,
      at,
      asked: asked.items,
      more: asked.more,
      started: started.filter(({ status }) => status === 'pending'),
      delegations,
      preferences,
      people,
      behaviour: how,
    };
  }

  return { allAskedOf, askedOf, contentFor };
}

export type Reading = ReturnType<typeof createReading>;

function namedIn(items: readonly AskedItem[], delegations: readonly DelegationRule[]): readonly PersonId[] {
  const asked = items.flatMap(({ approval, seat }) => [approval.requester, seat.approver.id]);
  return [...new Set([...asked, ...delegations.flatMap(({ to }) => to)])];
}
