import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import { type RenewalFault, STAFF_AGAIN_MS } from '../../src/approvals/core/model';
import { fingerprintOf } from '../../src/approvals/fingerprint';
import { type ApprovalId, toApprovalId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  changePolicy,
  DAY_MS,
  deadline,
  decision,
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
import { observation } from '../support/commands';
import { START } from '../support/fake-ports';
import { rule } from './given-delegations';
import { type Engine, givenEngine } from './given-engine';

const asksGroup = definition({ steps: [groupStep()] });
const watched = (onChange: 'tell' | 'mark' | 'ask-again' | 'ignore', steps: readonly StepDefinition[] = [step()]) =>
  definition({ steps, terms: terms({ changes: changePolicy({ onChange }) }) });
const role = { type: 'role' as const, role: { id: 'r-1', name: 'Leads' } };
const changedState = subjectState({ content: { parts: { summary: 'Close the old bridge' } } });

async function askedIn({ stateOf }: Engine, id: ApprovalId, index = 0) {
  const step = (await stateOf(id)).steps[index];
  return step?.approvers.filter(({ left }) => left === undefined).map((each) => each.id);
}

const typesOf = ({ told }: Engine) => told.map(({ type }) => type);

describe('a step whose people have to be looked up', () => {
  it('opens before anybody is told of it', async () => {
    const engine = givenEngine();
    const id = await engine.begun(asksGroup);

    await engine.tellAll(id);

    expect(await engine.statusesOf(id)).toEqual(['open']);
    expect(await askedIn(engine, id)).toEqual([ADA, BEN]);
    expect(typesOf(engine)).toEqual(['approval.started', 'step.reached', 'step.opened', 'step.staffed']);
  });

  it('opens in the same run when the look-up of the step before it has closed that', async () => {
    const engine = givenEngine({ groups: { 'g-1': [ADA, BEN], 'g-2': [CLEO] } });
    const second = groupStep({ asks: { type: 'group', groups: [{ id: 'g-2', name: 'leads' }] } });
    const id = await engine.begun(definition({ steps: [groupStep(), second] }));
    await engine.tellAll(id);
    await engine.do(id, decision(ADA));
    engine.world.groups = { ...engine.world.groups, 'g-1': [ADA] };
    engine.clock.advance(STAFF_AGAIN_MS);

    await engine.upkeep().run(id);

    expect(await engine.statusesOf(id)).toEqual(['approved', 'open']);
    expect(await askedIn(engine, id, 1)).toEqual([CLEO]);
  });

  it('stays as it is while the product does not answer, and is found by the sweep', async () => {
    const engine = givenEngine({ down: true });
    const id = await engine.begun(asksGroup);
    await engine.tellAll(id);
    expect(await engine.statusesOf(id)).toEqual(['resolving']);
    expect(await engine.due()).toEqual([id]);

    engine.world.down = false;
    await engine.upkeep().run(id);

    expect(await engine.statusesOf(id)).toEqual(['open']);
    expect(await engine.due()).toEqual([]);
  });

  it('delays nobody else: what is owed is handed on, with one line in the log', async () => {
    const engine = givenEngine({ down: true });
    const id = await engine.begun(definition({ steps: [step(), groupStep({ together: true })] }));

    await engine.tellAll(id);

    expect(typesOf(engine)).toEqual(['approval.started', 'step.opened', 'step.reached']);
    expect((await engine.present(id)).owed).toEqual([]);
    expect(engine.log.events()).toContain('not-prepared');
  });

  it('goes on with what was found before the product fell silent', async () => {
    const engine = givenEngine({ groups: {} });
    const reads = groupStep({ together: true, exclude: ['assignee'] });
    const id = await engine.begun(definition({ steps: [step(), reads] }));
    engine.world.down = true;

    const present = await engine.upkeep().prepare(await engine.present(id));

    expect(present).toEqual(await engine.present(id));
    expect(present.version).toBe(2);
  });
});

describe('a look-up', () => {
  it.each<[string, StepDefinition, readonly string[]]>([
    ['named people', userStep([ADA, BEN]), []],
    ['people without an account', externalStep(['eve@partner.example']), []],
    ['named people but the requester', step({ exclude: ['requester'] }), []],
    ['a group', groupStep(), ['group g-1']],
    ['named people but the assignee', step({ exclude: ['assignee'] }), ['subject']],
    ['a field', step({ asks: { type: 'field', field: { id: 'f-1', name: 'Approvers' } } }), ['subject']],
    ['a role, in the project where the work item is now', step({ asks: role }), ['subject', 'role']],
  ])('asks the product for no more than it needs: %s', async (_who, asked, calls) => {
    const engine = givenEngine();
    const id = await engine.begun(watched('ignore', [asked]));

    await engine.tellAll(id);

    expect(engine.calls).toEqual(calls);
  });

  it('reads the subject once, however many of its steps need it', async () => {
    const engine = givenEngine();
    const excluding = step({ exclude: ['assignee'] });
    const id = await engine.begun(watched('mark', [excluding, { ...excluding, together: true }]));

    await engine.tellAll(id);

    expect(engine.calls).toEqual(['subject']);
  });

  it('twice changes nothing', async () => {
    const engine = givenEngine();
    const id = await engine.begun(asksGroup);
    await engine.tellAll(id);
    const before = await engine.present(id);

    await engine.upkeep().prepare(before);
    await engine.upkeep().refresh(before, subjectState(), false);

    expect(await engine.present(id)).toEqual(before);
  });

  it('is made again after six hours, and not before', async () => {
    const engine = givenEngine();
    const id = await engine.begun(asksGroup);
    await engine.tellAll(id);
    engine.world.groups = { 'g-1': [ADA, BEN, CLEO] };

    engine.clock.advance(STAFF_AGAIN_MS - 1);
    expect(await engine.due()).toEqual([]);
    await engine.upkeep().run(id);
    expect(await askedIn(engine, id)).toEqual([ADA, BEN]);

    engine.clock.advance(1);
    expect(await engine.due()).toEqual([id]);
    await engine.upkeep().run(id);
    expect(await askedIn(engine, id)).toEqual([ADA, BEN, CLEO]);
    expect(await engine.due()).toEqual([]);
  });

  it('finds who may decide in whose place, also for people who are named', async () => {
    const engine = givenEngine({ rules: [rule(ADA, [CLEO])] });
    const id = await engine.begun();

    await engine.tellAll(id);

    const [first] = (await engine.stateOf(id)).steps[0]?.approvers ?? [];
    expect(first?.delegates).toEqual([{ id: CLEO, until: START + DAY_MS }]);
  });

  it('leaves out who is no longer there, and asks people without an account whatever happens', async () => {
    const engine = givenEngine({ gone: [BEN] });
    const id = await engine.begun(
      definition({ steps: [step(), externalStep(['eve@partner.example'], { together: true })] }),
    );

    await engine.tellAll(id);

    expect([await askedIn(engine, id), await askedIn(engine, id, 1)]).toEqual([[ADA], [EVE]]);
  });

  it('by two at once is made once', async () => {
    const engine = givenEngine();
    const id = await engine.begun(asksGroup);

    await Promise.all([engine.tellAll(id), engine.tellAll(id)]);

    expect(await engine.statusesOf(id)).toEqual(['open']);
    const opened = (await engine.present(id)).sequence;
    expect(opened).toBe(4);
  });
});

describe('the content', () => {
  it.each(['tell', 'mark', 'ask-again'] as const)(
    'that changed between the reading and the start is noticed by the first relay: %s',
    async (onChange) => {
      const engine = givenEngine();
      const id = await engine.begun(watched(onChange));
      engine.world.subject = changedState;

      await engine.tellAll(id);

      expect(engine.told).toContainEqual(expect.objectContaining({ type: 'content.changed', meaning: onChange }));
      expect(typesOf(engine)[0]).toBe('approval.started');
    },
  );

  it('that is as it was is not told of', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watched('mark'));

    await engine.tellAll(id);

    expect(typesOf(engine)).not.toContain('content.changed');
  });

  it('is not looked at again by later relays', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watched('mark'));
    await engine.tellAll(id);
    engine.calls.length = 0;
    await engine.do(id, decision(ADA));

    await engine.tellAll(id);

    expect(engine.calls).toEqual([]);
  });

  it('of the later event is what counts when two are at it at once', async () => {
    const engine = givenEngine();
    const policy = changePolicy({ onChange: 'mark' });
    const id = await engine.begun(watched('mark'));
    await engine.tellAll(id);
    const loaded = await engine.present(id);
    const later = subjectState({ content: { parts: { summary: 'Leave all bridges alone' } } });

    await engine.upkeep().refresh(loaded, changedState, false);
    // Who was overtaken has seen something that may be old, and has to come again.
    await expect(engine.upkeep().refresh(loaded, later, false)).rejects.toMatchObject({ name: 'ConflictError' });
    await engine.upkeep().refresh(await engine.present(id), later, false);

    expect((await engine.stateOf(id)).changed?.digest).toBe(fingerprintOf(later.content, policy).digest);
  });

  it('that comes back to what it was is noticed as well, each time', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watched('mark'));
    const digests: (string | undefined)[] = [];

    for (const state of [changedState, subjectState(), changedState]) {
      await engine.upkeep().refresh(await engine.present(id), state, false);
      digests.push((await engine.stateOf(id)).changed?.digest);
    }

    expect([digests[1], digests[0] === digests[2], digests[0] === undefined]).toEqual([undefined, true, false]);
  });

  it('that changed has the relay asked for, and none is asked for where nothing did', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watched('mark'));
    engine.queue.take('relay');

    await engine.upkeep().refresh(await engine.present(id), subjectState(), false);
    expect(engine.queue.take('relay')).toEqual([]);
    await engine.upkeep().refresh(await engine.present(id), changedState, false);

    expect(engine.queue.take('relay').map(({ task }) => task)).toEqual([{ id }]);
  });
});

describe('a subject that is gone', () => {
  it.each<[string, StepDefinition, 'mark' | 'ignore']>([
    ['when its people are looked up', step({ exclude: ['assignee'] }), 'ignore'],
    ['when its content is looked at', step(), 'mark'],
  ])('cancels its approval: %s', async (_when, asked, onChange) => {
    const engine = givenEngine();
    const id = await engine.begun(watched(onChange, [asked]));
    engine.world.subject = undefined;

    await engine.tellAll(id);

    expect(await engine.stateOf(id)).toMatchObject({ status: 'cancelled', cancelled: 'subject-deleted' });
    expect(typesOf(engine)).toContain('approval.closed');
  });
});

describe('what is due', () => {
  it('is done, and told by the relay', async () => {
    const engine = givenEngine();
    const reminding = deadline({ dueInMinutes: 240, remindBeforeMinutes: [60] });
    const id = await engine.begun(definition({ steps: [step({ deadline: reminding })] }));
    await engine.tellAll(id);
    engine.queue.take('relay');

    engine.clock.advance(3 * HOUR_MS);
    expect(await engine.due()).toEqual([id]);
    await engine.upkeep().run(id);
    await engine.upkeep().run(id);
    await engine.tellAll(id);

    expect(typesOf(engine).filter((type) => type === 'step.reminded')).toHaveLength(1);
    expect(engine.queue.take('relay')[0]?.task).toEqual({ id });
  });

  it('is done although the product does not answer', async () => {
    const engine = givenEngine({ down: true });
    const steps = [step({ deadline: deadline() }), groupStep({ together: true })];
    const id = await engine.begun(definition({ steps }));
    await engine.tellAll(id);
    engine.clock.advance(4 * HOUR_MS);
    engine.queue.take('relay');

    await engine.upkeep().run(id);

    expect((await engine.stateOf(id)).status).toBe('expired');
    expect(engine.queue.take('relay')).toHaveLength(1);
  });

  it('makes an outcome final when the time to take it back is over', async () => {
    const engine = givenEngine();
    const id = await engine.begun(definition({ steps: [userStep([ADA])], terms: terms({ undoMinutes: 10 }) }));
    await engine.do(id, decision(ADA));
    expect(await engine.due()).toEqual([]);

    engine.clock.advance(600_000);
    expect(await engine.due()).toEqual([id]);
    await engine.upkeep().run(id);

    expect(await engine.stateOf(id)).toMatchObject({ status: 'approved', settled: true });
  });

  it('of an approval that does not exist is nothing', async () => {
    const engine = givenEngine();

    await engine.upkeep().run(toApprovalId('apr-9'));

    expect(engine.queue.tasks).toEqual([]);
  });
});

describe('a renewal', () => {
  const yearly = definition({
    steps: [userStep([ADA, BEN], ANY)],
    terms: terms({ validity: { days: 30, renewDaysBefore: 5 } }),
  });

  async function givenRenewing(more: Parameters<typeof givenEngine>[0] = {}) {
    const engine = givenEngine({ definitions: [yearly], ...more });
    const id = await engine.begun(yearly);
    await engine.do(id, decision(ADA));
    await engine.tellAll(id);
    engine.clock.advance(25 * DAY_MS);
    return { engine, id };
  }

  it('begins one new approval that follows the old, however often it runs', async () => {
    const { engine, id } = await givenRenewing();
    expect(await engine.due()).toEqual([id]);

    await engine.upkeep().run(id);
    const stored = await engine.present(id);
    await engine.upkeep().run(id);
    await Promise.all([engine.upkeep().prepare(stored), engine.upkeep().prepare(stored), engine.tellAll(id)]);

    const [, ...others] = await engine.queries.byIds((await engine.register.load(subjectState().subject)).approvals);
    expect(others.map(({ state }) => [state.follows, state.requester, state.status])).toEqual([[id, RITA, 'pending']]);
    expect(engine.all()).toHaveLength(2);
  });

  it('is not lost while the product does not answer: it stays owed, together with its notice', async () => {
    const { engine, id } = await givenRenewing();
    engine.world.down = true;

    await expect(engine.upkeep().run(id)).rejects.toBeInstanceOf(TransientError);
    await expect(engine.tellAll(id)).rejects.toBeInstanceOf(TransientError);
    expect(typesOf(engine)).not.toContain('approval.renewing');

    engine.world.down = false;
    await engine.tellAll(id);
    expect(typesOf(engine)).toContain('approval.renewing');
    expect(engine.all()).toHaveLength(2);
  });

  it.each<[string, RenewalFault, (engine: Engine) => void]>([
    ['whose definition is archived', 'definition-archived', ({ world }) => Object.assign(world, { definitions: [] })],
    ['whose subject is gone', 'subject-gone', ({ world }) => Object.assign(world, { subject: undefined })],
    [
      'whose definition no longer includes its subject',
      'out-of-scope',
      ({ world }) =>
        Object.assign(world, {
          definitions: [definition({ ...yearly, scope: { type: 'chosen', projects: ['ELSE'], spaces: [] } })],
        }),
    ],
    [
      'of which no step applies any more',
      'no-step-applies',
      ({ world }) =>
        Object.assign(world, {
          definitions: [definition({ ...yearly, steps: [step({ when: { op: 'exists', fact: 'label' } })] })],
        }),
    ],
  ])('is not made of one %s, and its record and the log say so', async (_which, fault, change) => {
    const { engine, id } = await givenRenewing();
    change(engine);

    await engine.upkeep().run(id);
    await engine.tellAll(id);

    expect(engine.all()).toEqual([id]);
    expect((await engine.present(id)).state).toMatchObject({ notRenewed: fault });
    expect(engine.log.events()).toContain('not-renewed');
  });

  it('that was given up is not begun after all', async () => {
    const { engine, id } = await givenRenewing();
    engine.world.definitions = [];
    await engine.upkeep().run(id);
    engine.world.definitions = [yearly];

    await engine.tellAll(id);

    expect(engine.all()).toEqual([id]);
  });
});

it('decides again on what others have done meanwhile', async () => {
  const engine = givenEngine();
  const id = await engine.begun(watched('mark', [groupStep()]));
  const stale = await engine.present(id);
  await engine.do(id, observation(fingerprintOf(changedState.content, changePolicy())));

  const present = await engine.upkeep().prepare(stale);

  expect(present.state.steps.map(({ status }) => status)).toEqual(['open']);
});
