import { describe, expect, it } from 'vitest';
import type { Asked, StepDefinition } from '../../src/approvals/core/definition';
import type { DelegationRule } from '../../src/approvals/core/delegation';
import type { Approval, PendingApproval } from '../../src/approvals/core/model';
import { createStaffer } from '../../src/approvals/people';
import { type AccountId, type PersonId, toAccountId } from '../../src/shared/brand';
import type { PeopleField } from '../../src/subjects/core/model';
import {
  ADA,
  BEN,
  CLEO,
  crowd,
  DAY_MS,
  deadline,
  definition,
  EVE,
  groupStep,
  HOUR_MS,
  MINUTE_MS,
  OLGA,
  page,
  RITA,
  step,
  subjectState,
  terms,
  userStep,
  workItem,
} from '../support/builders';
import { stepClock } from '../support/commands';
import { fakeClock, START } from '../support/fake-ports';
import { approver, closedApproval, pendingApproval } from '../support/running-approvals';
import { rule, delegations as rulesBy } from './given-delegations';

type World = {
  readonly groups?: Readonly<Record<string, readonly AccountId[]>>;
  readonly roles?: Readonly<Record<string, PeopleField>>;
  readonly spaces?: Readonly<Record<string, PeopleField>>;
  readonly gone?: readonly PersonId[];
  /** Accounts that the product does not know at all. */
  readonly unknown?: readonly PersonId[];
  readonly rules?: readonly DelegationRule[];
};

/** Remembers each call to the product and to the store. */
function givenStaffer({ groups = {}, roles = {}, spaces = {}, gone = [], unknown = [], rules = [] }: World = {}) {
  const calls: string[] = [];
  const called = <T>(call: string, answer: T): Promise<T> => {
    calls.push(call);
    return Promise.resolve(answer);
  };
  const nobody: PeopleField = { users: [], groups: [] };
  const staffer = createStaffer({
    clock: fakeClock(),
    accounts: {
      activeOf: (ids) =>
        called(
          `active ${ids.join(' ')}`,
          new Map(ids.filter((id) => !unknown.includes(id)).map((id) => [id, !gone.includes(id)])),
        ),
    },
    groups: { membersOf: (group, limit) => called(`group ${group}`, (groups[group] ?? []).slice(0, limit)) },
    roles: { actorsOf: (project, role) => called(`role ${project} ${role}`, roles[`${project} ${role}`] ?? nobody) },
    spaces: { allowedIn: (space, may) => called(`space ${space} ${may}`, spaces[`${space} ${may}`] ?? nobody) },
    delegations: { rulesOf: (people) => called(`rules ${people.join(' ')}`, rulesBy(rules)) },
  });
  return { calls, ...staffer };
}

const approvalOf = (...steps: readonly StepDefinition[]): PendingApproval => pendingApproval(steps);

async function asked(world: World, approval: Approval, state = subjectState()) {
  const command = await givenStaffer(world).staffStep(approval, 0, state);
  return command?.staffing;
}

const idsOf = (people: readonly { readonly id: PersonId }[] = []) => people.map(({ id }) => id);

describe('the people of a step', () => {
  const world: World = {
    groups: { 'g-1': [ADA, BEN], 'g-2': [BEN, CLEO] },
    roles: { 'OPS r-1': { users: [OLGA], groups: ['g-1'] } },
    spaces: { 'HR delete-page': { users: [CLEO, OLGA], groups: ['g-2'] } },
  };
  const onPage = subjectState({ subject: page() });
  const fields = { 'field-1': { users: [CLEO], groups: ['g-1', 'g-2'] } };

  it.each<[string, Asked, typeof onPage, readonly PersonId[]]>([
    ['users', { type: 'user', people: [BEN, ADA] }, subjectState(), [BEN, ADA]],
    ['people without an account', { type: 'external', emails: [' Eve@Partner.example'] }, subjectState(), [EVE]],
    [
      'groups',
      {
        type: 'group',
        groups: [
          { id: 'g-1', name: 'a' },
          { id: 'g-2', name: 'b' },
        ],
      },
      subjectState(),
      [ADA, BEN, CLEO],
    ],
    [
      'a field',
      { type: 'field', field: { id: 'field-1', name: 'Approvers' } },
      subjectState({ peopleFields: fields }),
      [CLEO, ADA, BEN],
    ],
    [
      'a field that is empty',
      { type: 'field', field: { id: 'field-2', name: 'Approvers' } },
      subjectState({ peopleFields: fields }),
      [],
    ],
    ['a role', { type: 'role', role: { id: 'r-1', name: 'Administrators' } }, subjectState(), [OLGA, ADA, BEN]],
    [
      'a role, on a page',
      { type: 'role', role: { id: 'r-1', name: 'Administrators' } },
      subjectState({ subject: page({ container: 'OPS' }) }),
      [],
    ],
    ['a permission', { type: 'space-permission', permission: 'delete-page' }, onPage, [CLEO, OLGA, BEN]],
    [
      'a permission, on a work item',
      { type: 'space-permission', permission: 'delete-page' },
      subjectState({ subject: workItem({ container: 'HR' }) }),
      [],
    ],
  ])('are found by %s', async (_name, asks, state, people) => {
    const staffing = await asked(world, approvalOf(step({ asks })), state);

    expect(idsOf(staffing?.people)).toEqual(people);
    expect(staffing?.problem).toBe(people.length === 0 ? 'nobody-to-ask' : undefined);
  });

  it('are those whose accounts are active and known', async () => {
    const approval = approvalOf(userStep([ADA, BEN, CLEO]));

    const staffing = await asked({ gone: [ADA], unknown: [BEN] }, approval);

    expect(idsOf(staffing?.people)).toEqual([CLEO]);
    expect(staffing?.excluded).toEqual([
      { id: ADA, because: 'inactive' },
      { id: BEN, because: 'inactive' },
    ]);
  });

  it('are not those whom the definition excludes', async () => {
    const approval = approvalOf(groupStep({ exclude: ['requester', 'last-editor'] }));
    const state = subjectState({ involved: { 'last-editor': BEN } });

    const staffing = await asked({ groups: { 'g-1': [RITA, ADA, BEN] } }, approval, state);

    expect(idsOf(staffing?.people)).toEqual([ADA]);
  });

  it('have the delegates who are active themselves', async () => {
    const rules = [rule(ADA, [BEN, CLEO, EVE])];

    const staffing = await asked({ rules, gone: [BEN] }, approvalOf(userStep([ADA])));

    expect(idsOf(staffing?.people[0]?.delegates)).toEqual([CLEO, EVE]);
  });
});

describe('whoever was added to a step', () => {
  const withAdded = (more: Parameters<typeof approver>[1] = {}) => {
    const approval = approvalOf(userStep([ADA]));
    const added = approver(CLEO, { added: 'by-hand', ...more });
    return { ...approval, steps: approval.steps.map((each) => ({ ...each, approvers: [...each.approvers, added] })) };
  };

  it('is found besides, with those who decide in their place', async () => {
    const staffing = await asked({ rules: [rule(CLEO, [OLGA])] }, withAdded());

    expect(idsOf(staffing?.people)).toEqual([CLEO, ADA]);
    expect(idsOf(staffing?.people[0]?.delegates)).toEqual([OLGA]);
  });

  it('is told as inactive when the account is gone', async () => {
    expect((await asked({ gone: [CLEO] }, withAdded()))?.excluded).toEqual([{ id: CLEO, because: 'inactive' }]);
  });

  it('is not found again when they handed it on', async () => {
    const staffing = await asked({}, withAdded({ left: { reason: 'reassigned', at: START } }));

    expect(idsOf(staffing?.people)).toEqual([ADA]);
  });
});

describe('an approval has room', () => {
  it.each([
    ['for a hundred people in all', 40, undefined],
    ['for no more, and then none of them are asked', 41, 'too-many-people'],
  ])('%s', async (_name, members, problem) => {
    const approval = approvalOf(groupStep(), userStep(crowd(60)));
    const people = Array.from({ length: members }, (_, n) => toAccountId(`member-${n}`));

    const staffing = await asked({ groups: { 'g-1': people } }, approval);

    expect(staffing?.problem).toBe(problem);
    expect(staffing?.people).toHaveLength(problem === undefined ? members : 0);
  });

  it('beside those who decided and are no longer found', async () => {
    const approval = approvalOf(groupStep());
    const decision = { kind: 'approve', at: START, via: 'slack', sequence: 3, commented: false, basis: '' } as const;
    const steps = approval.steps.map((each) => ({ ...each, approvers: [approver(CLEO, { decision }), approver(BEN)] }));

    const staffing = await asked({ groups: { 'g-1': crowd(100) } }, { ...approval, steps });

    expect(staffing?.problem).toBe('too-many-people');
  });

  it('for the same hundred people when they are looked up again', async () => {
    const approval = approvalOf(groupStep());
    const steps = approval.steps.map((each) => ({ ...each, approvers: crowd(100).map((id) => approver(id)) }));

    const staffing = await asked({ groups: { 'g-1': crowd(100) } }, { ...approval, steps });

    expect(staffing?.people).toHaveLength(100);
  });

  it('for no thousand people, and then nobody asks who of them is active', async () => {
    const { calls, staffStep } = givenStaffer({ groups: { 'g-1': crowd(5_000) } });

    const command = await staffStep(approvalOf(groupStep()), 0, subjectState());

    expect(command?.staffing).toEqual({ people: [], excluded: [], problem: 'too-many-people' });
    expect(calls).toEqual(['group g-1']);
  });
});

describe('a look-up asks', () => {
  it('for everybody at once, delegates included', async () => {
    const { calls, staffStep } = givenStaffer({ groups: { 'g-1': [ADA, BEN] }, rules: [rule(ADA, [CLEO, EVE])] });

    await staffStep(approvalOf(groupStep()), 0, subjectState());

    expect(calls).toEqual(['group g-1', 'rules ada ben', 'active ada ben cleo']);
  });

  it('for a group once, however many steps, roles and fields name it', async () => {
    const { calls, staffStep } = givenStaffer({
      groups: { 'g-1': [ADA] },
      roles: { 'OPS r-1': { users: [], groups: ['g-1'] } },
    });
    const role = step({ asks: { type: 'role', role: { id: 'r-1', name: 'Reviewers' } }, together: true });
    const approval = approvalOf(groupStep(), { ...groupStep(), together: true }, role, role);

    await Promise.all(approval.steps.map((_, index) => staffStep(approval, index, subjectState())));

    expect(calls.filter((call) => !call.startsWith('active') && !call.startsWith('rules')).sort()).toEqual([
      'group g-1',
      'role OPS r-1',
    ]);
  });

  it('again for what could not be answered', async () => {
    let failures = 1;
    const staffer = createStaffer({
      clock: fakeClock(),
      accounts: { activeOf: async (ids) => new Map(ids.map((id) => [id, true])) },
      groups: { membersOf: async () => (failures-- > 0 ? Promise.reject(new Error('503')) : [ADA]) },
      roles: { actorsOf: () => Promise.reject(new Error('not asked')) },
      spaces: { allowedIn: () => Promise.reject(new Error('not asked')) },
      delegations: { rulesOf: async () => new Map() },
    });
    const lookUp = () => staffer.staffStep(approvalOf(groupStep()), 0, subjectState());

    await expect(lookUp()).rejects.toThrow('503');
    expect(idsOf((await lookUp())?.staffing.people)).toEqual([ADA]);
  });

  it('nobody about a step that is closed or is none', async () => {
    const { calls, staffStep } = givenStaffer();

    expect(await staffStep(closedApproval(), 0, subjectState())).toBeUndefined();
    expect(await staffStep(approvalOf(userStep([ADA])), 7, subjectState())).toBeUndefined();
    expect(calls).toEqual([]);
  });
});

describe('the deadline of a step', () => {
  const due = deadline({ remindBeforeMinutes: [60], escalate: [{ afterMinutes: 120, to: OLGA }] });
  const office = {
    timeZone: 'Europe/Berlin',
    hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '12:00' })),
    holidays: [],
  };
  const clockOf = async (approval: Approval) => (await givenStaffer().staffStep(approval, 0, subjectState()))?.clock;

  it('is none where the definition has none', async () => {
    expect(await clockOf(approvalOf(userStep([ADA])))).toBeUndefined();
  });

  it('counts from the opening', async () => {
    const approval = approvalOf({ ...userStep([ADA]), deadline: due });
    const opened = START - 30 * MINUTE_MS;
    const steps = approval.steps.map((each) => (each.status === 'open' ? { ...each, openedAt: opened } : each));

    expect(await clockOf({ ...approval, steps })).toEqual({
      dueAt: opened + 4 * HOUR_MS,
      onExpiry: 'expire',
      remindAt: [opened + 3 * HOUR_MS],
      reminded: 0,
      escalations: [{ at: opened + 2 * HOUR_MS, to: OLGA }],
      escalated: 0,
    });
  });

  it('counts from now where the step has not opened', async () => {
    expect((await clockOf(approvalOf(groupStep({ deadline: due }))))?.dueAt).toBe(START + 4 * HOUR_MS);
  });

  it('counts working time, back from its end for a reminder', async () => {
    const whole = definition({ steps: [{ ...userStep([ADA]), deadline: due }], terms: terms({ calendar: office }) });

    // It opens on Monday at 10:00 in Berlin: two hours are left of the day.
    expect(await clockOf(pendingApproval(whole))).toMatchObject({
      dueAt: START + DAY_MS + HOUR_MS,
      remindAt: [START + DAY_MS],
      escalations: [{ at: START + 2 * HOUR_MS }],
    });
  });

  it('stays what it was once it is known', async () => {
    const approval = approvalOf({ ...userStep([ADA]), deadline: due });
    const known = stepClock({ dueAt: START + 99, reminded: 1 });
    const steps = approval.steps.map((each) => (each.status === 'open' ? { ...each, clock: known } : each));

    expect(await clockOf({ ...approval, steps })).toEqual(known);
  });
});
