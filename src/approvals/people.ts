import type { Clock } from '../ports';
import { type AccountId, isExternal, type PersonId, toExternalId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import type { PeopleField, SubjectState } from '../subjects/core/model';
import { loadWorkingTime } from './calendar';
import { stepClockOf } from './core/clock';
import { MAX_PEOPLE, type SpacePermission } from './core/definition';
import { activeDelegates, type DelegationRule } from './core/delegation';
import type { Approval, Command, Step, StepClock } from './core/model';
import { staffingOf } from './core/staffing';

type Deps = {
  clock: Clock;
  accounts: {
    /** All of them in bulk; an account that is missing from the answer is inactive. */
    activeOf(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, boolean>>;
  };
  groups: {
    /** Over all pages, and no more than `limit` of them. A group that does not exist has no members. */
    membersOf(group: string, limit: number): Promise<readonly AccountId[]>;
  };
  roles: { actorsOf(project: string, role: string): Promise<PeopleField> };
  spaces: { allowedIn(space: string, permission: SpacePermission): Promise<PeopleField> };
  delegations: {
    rulesOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, readonly DelegationRule[]>>;
  };
};

export type Staff = Extract<Command, { type: 'staff' }>;

export type Staffer = ReturnType<typeof createStaffer>;

const NOBODY: PeopleField = { users: [], groups: [] };
const GROUPS_AT_ONCE = 5;

/** With more than these there are too many to ask, whoever of them is gone. */
const MAX_FOUND = 10 * MAX_PEOPLE;

/** Looks up who is in a step, and when it is due. What was fetched is remembered as long as this part lives: one run. */
export function createStaffer({ clock, accounts, groups, roles, spaces, delegations }: Deps) {
  const membersOf = once((group: string) => groups.membersOf(group, MAX_FOUND + 1));
  const actorsOf = once(roles.actorsOf);
  const allowedIn = once(spaces.allowedIn);

  /** Undefined where there is nothing to look up: no such step, or one that is closed. */
  async function staffStep(approval: Approval, index: number, state: SubjectState): Promise<Staff | undefined> {
    const step = approval.steps[index];
    if (step === undefined || 'closedAt' in step) return undefined;

    const [staffing, due] = await Promise.all([staffed(approval, step, state), clockOf(approval, step)]);
    return { type: 'staff', step: index, staffing, ...(due === undefined ? {} : { clock: due }) };
  }

  async function staffed(approval: Approval, step: Step, state: SubjectState) {
    const at = clock.now();
    const definition = approval.definition.id;
    // Whoever was added stays, but may have gone inactive, and may have delegated.
    const added = step.approvers.filter((each) => each.added !== undefined && each.left === undefined);
    const found = unique([...added.map(({ id }) => id), ...(await peopleOf(step, state))]);
    const around = {
      exclude: step.exclude,
      requester: approval.requester,
      involved: state.involved,
      definition,
      at,
      room: MAX_PEOPLE - othersThan(found, approval, step),
    };
    if (found.length > MAX_FOUND) {
      return staffingOf({ people: found.map((id) => ({ id, active: true })) }, { ...around, delegations: new Map() });
    }
    const rules = await delegations.rulesOf(found);
    const delegates = [...rules.values()].flatMap((each) => activeDelegates(each, { definition, at }));
    const isActive = await activity([...found, ...delegates.map(({ id }) => id)]);
    const people = found.map((id) => ({ id, active: isActive(id) }));
    return staffingOf({ people }, { ...around, delegations: withoutInactive(rules, isActive) });
  }

  async function peopleOf({ asks }: Step, { subject, peopleFields }: SubjectState): Promise<readonly PersonId[]> {
    switch (asks.type) {
      case 'user':
        return asks.people;
      case 'external':
        return asks.emails.map(toExternalId);
      case 'group':
        return expanded({ users: [], groups: asks.groups.map(({ id }) => id) });
      case 'field':
        return expanded(peopleFields[asks.field.id] ?? NOBODY);
      case 'role':
        return expanded(subject.kind === 'work-item' ? await actorsOf(subject.container, asks.role.id) : NOBODY);
      case 'space-permission':
        return expanded(subject.kind === 'page' ? await allowedIn(subject.container, asks.permission) : NOBODY);
    }
  }

  async function expanded({ users, groups: named }: PeopleField): Promise<readonly PersonId[]> {
    const members = await inParallel(GROUPS_AT_ONCE, unique(named), (group) => membersOf(group));
    return [...users, ...members.flat()];
  }

  /** People without an account are always there. */
  async function activity(people: readonly PersonId[]): Promise<(id: PersonId) => boolean> {
    const ids = unique(people).flatMap((id) => (isExternal(id) ? [] : [id]));
    const active = ids.length === 0 ? new Map<AccountId, boolean>() : await accounts.activeOf(ids);
    return (id) => isExternal(id) || (active.get(id) ?? false);
  }

  /** From the opening of the step, or from now where it has not opened; what was computed once stays. */
  async function clockOf({ terms }: Approval, step: Step): Promise<StepClock | undefined> {
    if ('clock' in step && step.clock !== undefined) return step.clock;
    if (step.deadline === undefined) return undefined;
    const from = step.status === 'open' ? step.openedAt : clock.now();
    const time = await loadWorkingTime();
    const after = (minutes: number) => time.after(terms.calendar, from, minutes);
    const dueAt = after(step.deadline.dueInMinutes);
    return stepClockOf(step.deadline, after, (minutes) => time.after(terms.calendar, dueAt, -minutes));
  }

  return { staffStep };
}

/** People in the approval who stay besides those who were found: in other steps, and who have decided in this one. */
function othersThan(found: readonly PersonId[], { steps }: Approval, step: Step): number {
  const stay = step.approvers.filter((each) => each.decision !== undefined && !found.includes(each.id));
  return steps.reduce((sum, each) => sum + (each === step ? stay.length : each.approvers.length), 0);
}

const withoutInactive = (
  rules: ReadonlyMap<PersonId, readonly DelegationRule[]>,
  isActive: (id: PersonId) => boolean,
): ReadonlyMap<PersonId, readonly DelegationRule[]> =>
  new Map([...rules].map(([id, each]) => [id, each.map((rule) => ({ ...rule, to: rule.to.filter(isActive) }))]));

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** Asks once for the same arguments. What failed is asked again. */
function once<A extends readonly string[], R>(ask: (...about: A) => Promise<R>): (...about: A) => Promise<R> {
  const asked = new Map<string, Promise<R>>();
  return (...about) => {
    const key = JSON.stringify(about);
    const known = asked.get(key);
    if (known !== undefined) return known;

    const answer = ask(...about);
    asked.set(key, answer);
    answer.catch(() => asked.delete(key));
    return answer;
  };
}
