import { describe, expect, it } from 'vitest';
import type { Definition, Delivery } from '../../src/approvals/core/definition';
import { createDryRun } from '../../src/approvals/dry-run';
import { createStaffer } from '../../src/approvals/people';
import { type AccountId, toSlackTeamId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import {
  ADA,
  BEN,
  CLEO,
  deadline,
  definition,
  EVE,
  externalStep,
  groupStep,
  HOUR_MS,
  RITA,
  step,
  subjectState,
  terms,
  userStep,
} from '../support/builders';
import { delegate } from '../support/commands';
import { fakeClock, START } from '../support/fake-ports';
import { rule, delegations as rulesBy } from './given-delegations';

type World = { readonly group?: readonly AccountId[]; readonly gone?: readonly AccountId[]; readonly down?: boolean };

function given({ group = [ADA, BEN, RITA], gone = [], down = false }: World = {}) {
  const clock = fakeClock();
  const nobody = async () => ({ users: [], groups: [] });
  const staffer = createStaffer({
    clock,
    accounts: { activeOf: async (ids) => new Map(ids.map((id) => [id, !gone.includes(id)])) },
    groups: {
      async membersOf() {
        if (down) throw new TransientError('jira-503');
        return group;
      },
    },
    roles: { actorsOf: nobody },
    spaces: { allowedIn: nobody },
    delegations: { rulesOf: async () => rulesBy([rule(ADA, [CLEO])]) },
  });
  const dryRun = createDryRun({ clock, staffer });
  return (what: Partial<Definition>, state = subjectState()) => dryRun(definition(what), state, RITA);
}

describe('a dry run', () => {
  it('tells who would be asked in each step, and which steps run at the same time', async () => {
    const steps = [
      userStep([ADA]),
      groupStep({ exclude: ['requester'], together: true }),
      externalStep(['eve@partner.example']),
    ];

    const { steps: found, refused } = await given()({ steps });

    expect(refused).toBeUndefined();
    expect(found.map(({ group, people }) => [group, people])).toEqual([
      [1, [{ id: ADA, delegates: [delegate(CLEO)] }]],
      [
        1,
        [
          { id: ADA, delegates: [delegate(CLEO)] },
          { id: BEN, delegates: [] },
        ],
      ],
      [2, [{ id: EVE, delegates: [] }]],
    ]);
    expect(found[1]?.excluded).toEqual([{ id: RITA, because: 'requester' }]);
  });

  it('tells where each step wants its people asked: as it says itself, or else as its definition does', async () => {
    const own: Delivery = { mode: 'channel' };
    const usual: Delivery = { mode: 'both', workspace: toSlackTeamId('T1') };
    const steps = [userStep([ADA]), step({ delivery: own })];

    const { steps: found } = await given()({ steps, terms: terms({ delivery: usual }) });
    const { steps: plain } = await given()({ steps });

    expect(found.map(({ delivery }) => delivery)).toEqual([usual, own]);
    expect(plain.map(({ delivery }) => delivery)).toEqual([undefined, own]);
  });

  it('tells when a step would be due, as if it opened now', async () => {
    const steps = [userStep([ADA]), step({ deadline: deadline({ remindBeforeMinutes: [60] }) })];

    const { steps: found } = await given()({ steps });

    expect(found.map(({ clock }) => clock?.dueAt)).toEqual([undefined, START + 4 * HOUR_MS]);
  });

  it.each<[string, World, Partial<Definition>, string]>([
    ['nobody is found', { group: [] }, { steps: [groupStep()] }, 'nobody-to-ask'],
    ['all of them are gone', { gone: [ADA, BEN, RITA] }, { steps: [groupStep()] }, 'nobody-active'],
    [
      'fewer are found than have to agree',
      {},
      { steps: [groupStep({ quorum: { type: 'number', pass: 4 } })] },
      'quorum-out-of-reach',
    ],
    [
      'somebody who has to agree is not among them',
      {},
      { steps: [groupStep({ quorum: { type: 'named', people: [CLEO] } })] },
      'quorum-out-of-reach',
    ],
  ])('tells that a step could never pass where %s', async (_why, world, what, problem) => {
    const { steps } = await given(world)(what);

    expect(steps[0]?.problem).toBe(problem);
  });

  it('shows a step that would be left out, with nobody to ask', async () => {
    const steps = [step(), step({ when: { op: 'exists', fact: 'label' } })];

    const { steps: found } = await given()({ steps });

    expect(found[1]).toEqual({
      step: expect.objectContaining({ status: 'left-out' }),
      group: 2,
      people: [],
      excluded: [],
    });
  });

  it('is refused as the start would be', async () => {
    const nothing = await given()({ steps: [step({ when: { op: 'exists', fact: 'label' } })] });
    const elsewhere = await given()({ scope: { type: 'chosen', projects: ['SHOP'], spaces: [] } });

    expect([nothing.refused, elsewhere.refused]).toEqual(['no-step-applies', 'out-of-scope']);
    expect([nothing.steps, elsewhere.steps]).toEqual([[], []]);
  });

  it.each<[string, Partial<Definition>, object]>([
    ['is not defined', {}, { defined: false, applies: false }],
    [
      'would start it here',
      { startWhen: { op: 'is', fact: 'status', values: ['Review'] } },
      { defined: true, applies: true },
    ],
    [
      'would not start it here',
      { startWhen: { op: 'is', fact: 'status', values: ['Done'] } },
      { defined: true, applies: false },
    ],
  ])('tells of the condition that it %s', async (_what, what, expected) => {
    expect((await given()(what)).automatic).toEqual(expected);
  });

  it('fails where the product does not answer, and makes nothing up', async () => {
    await expect(given({ down: true })({ steps: [groupStep()] })).rejects.toBeInstanceOf(TransientError);
  });
});
