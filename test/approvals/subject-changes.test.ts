import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/approvals/core/definition';
import { type AccountId, toDefinitionId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import {
  ADA,
  BEN,
  CLEO,
  cancelBy,
  changePolicy,
  decision,
  definition,
  groupStep,
  OLGA,
  RITA,
  step,
  subjectState,
  terms,
  userStep,
  workItem,
} from '../support/builders';
import { ADMIN, shelving } from '../support/commands';
import { type Engine, givenEngine } from './given-engine';

const SUBJECT = workItem();
const watching = definition({ terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
const edited = (summary: string) => subjectState({ content: { parts: { summary } } });
const inStatus = (status: string) => subjectState({ facts: { project: ['OPS'], status: [status] } });

const automatic = (more: Partial<Definition> = {}) =>
  definition({ startWhen: { op: 'is', fact: 'status', values: ['Review'] }, ...more });

const change = ({ changes }: Engine, more: { actor?: AccountId; minor?: boolean } = {}) =>
  changes().changed({ subject: SUBJECT, minor: false, ...more });

async function startedOn({ register, queries }: Engine) {
  const found = await queries.byIds((await register.load(SUBJECT)).approvals);
  return found.map(({ state }) => [state.requester, state.status]);
}

describe('a change of the subject', () => {
  it('that comes before the approval is stored is known to it', async () => {
    const engine: Engine = givenEngine({}, async ({ operation, keys }, effect) => {
      if (operation === 'createEntity' && keys[0]?.startsWith('apr-')) {
        engine.world.subject = edited('Close the old bridge');
        await change(engine);
      }
      return effect();
    });
    const id = await engine.begun(watching);

    await engine.tellAll(id);

    expect((await engine.stateOf(id)).changed?.changes.map(({ part }) => part)).toContain('summary');
  });

  it('is found on an approval from the moment it is stored, although an index would lag', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watching);
    engine.world.subject = edited('Close the old bridge');

    await change(engine);

    expect((await engine.stateOf(id)).outdatedAt).toBeDefined();
  });

  it('twice is one change', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watching);
    engine.world.subject = edited('Close the old bridge');

    await change(engine);
    const once = await engine.present(id);
    await change(engine);

    expect(await engine.present(id)).toEqual(once);
  });

  it('out of order is the change to how the subject is now', async () => {
    const engine = givenEngine();
    const id = await engine.begun(watching);
    engine.world.subject = edited('The newest');
    await change(engine);
    const newest = (await engine.stateOf(id)).changed;

    // The event of an earlier edit, minutes late.
    await change(engine, { minor: true });

    expect((await engine.stateOf(id)).changed).toEqual(newest);
  });

  it('has the people looked up again who follow from the subject', async () => {
    const engine = givenEngine();
    const id = await engine.begun(definition({ steps: [groupStep({ exclude: ['assignee'] })] }));
    await engine.tellAll(id);
    engine.world.subject = subjectState({ involved: { assignee: BEN } });

    await change(engine);

    const [asked] = (await engine.stateOf(id)).steps;
    expect(asked?.approvers.map(({ id: who, left }) => [who, left?.reason])).toEqual([
      [ADA, undefined],
      [BEN, 'no-longer-named'],
    ]);
    expect(asked?.excluded).toEqual([{ id: BEN, because: 'assignee' }]);
  });

  it('marks also what is approved, but not what is rejected, cancelled or put away', async () => {
    const engine = givenEngine();
    const alone = definition({ ...watching, steps: [userStep([ADA])] });
    const begun = async (n: number) => engine.begun(alone, `request-${n}`);
    const [approved, rejected, cancelled, archived] = [await begun(1), await begun(2), await begun(3), await begun(4)];
    await engine.do(approved, decision(ADA));
    await engine.do(rejected, decision(ADA, 'reject'));
    await engine.do(cancelled, cancelBy(RITA));
    await engine.do(archived, decision(ADA));
    await engine.do(archived, shelving(ADMIN));
    engine.world.subject = edited('Close the old bridge');

    await change(engine);

    const marked = await Promise.all(
      [approved, rejected, cancelled, archived].map(async (id) => (await engine.stateOf(id)).outdatedAt !== undefined),
    );
    expect(marked).toEqual([true, false, false, false]);
  });

  it('to which nothing can follow costs no call to the product', async () => {
    const engine = givenEngine();

    await change(engine);

    expect(engine.calls).toEqual([]);
  });

  it('whose subject is gone already is left to its deletion', async () => {
    const engine = givenEngine({ subject: undefined, definitions: [automatic()] });

    await change(engine);

    expect(engine.all()).toEqual([]);
  });

  it('comes again where the product does not answer', async () => {
    const engine = givenEngine({ definitions: [automatic()] });
    engine.world.down = true;

    await expect(change(engine)).rejects.toBeInstanceOf(TransientError);
  });
});

describe('an automatic start', () => {
  it('is made when the condition comes true, by whoever made it true', async () => {
    const engine = givenEngine({ definitions: [automatic()] });

    await change(engine, { actor: BEN });

    expect(await startedOn(engine)).toEqual([[BEN, 'pending']]);
    expect((await engine.present((await engine.register.load(SUBJECT)).approvals[0] ?? fail())).owed[0]?.event).toEqual(
      {
        type: 'approval.started',
        by: BEN,
        automatic: true,
      },
    );
  });

  it.each<[string, { actor?: AccountId }, object, AccountId]>([
    ['the actor', { actor: BEN }, { reporter: RITA }, BEN],
    ['the reporter, where nobody is known to have done it', {}, { reporter: RITA }, RITA],
    ['the owner of the definition, where there is no reporter either', {}, {}, OLGA],
  ])('is requested by %s', async (_who, event, involved, requester) => {
    const engine = givenEngine({ definitions: [automatic()], subject: subjectState({ involved }) });

    await change(engine, event);

    expect(await startedOn(engine)).toEqual([[requester, 'pending']]);
  });

  it('is made once as long as the condition holds, also after the approval is over', async () => {
    const engine = givenEngine({ definitions: [automatic({ steps: [userStep([ADA])] })] });
    await change(engine);
    const [id] = (await engine.register.load(SUBJECT)).approvals;
    await engine.do(id ?? fail(), decision(ADA));

    await change(engine);
    await change(engine);

    expect(engine.all()).toHaveLength(1);
  });

  it('is made each time the condition comes true', async () => {
    const engine = givenEngine({ definitions: [automatic({ steps: [userStep([ADA])] })] });

    for (const status of ['Review', 'Doing', 'Review', 'Doing', 'Review']) {
      engine.world.subject = inStatus(status);
      await change(engine);
      for (const id of (await engine.register.load(SUBJECT)).approvals) await engine.do(id, decision(ADA));
    }

    expect(await startedOn(engine)).toEqual([1, 2, 3].map(() => [RITA, 'approved']));
  });

  it('is not made beside one of the same definition that runs', async () => {
    const engine = givenEngine({ definitions: [automatic()] });
    await engine.begun(automatic());

    for (const status of ['Review', 'Doing', 'Review']) {
      engine.world.subject = inStatus(status);
      await change(engine);
    }

    expect(engine.all()).toHaveLength(1);
  });

  it('is made beside one of another definition', async () => {
    const other = automatic({ id: toDefinitionId('def-2'), name: 'Other' });
    const engine = givenEngine({ definitions: [automatic(), other] });

    await change(engine);

    expect(engine.all()).toHaveLength(2);
  });

  it('by the same event twice, or by two at once, is one approval', async () => {
    const engine = givenEngine({ definitions: [automatic()] });

    await Promise.all([change(engine), change(engine)]);
    await change(engine);

    expect(engine.all()).toHaveLength(1);
  });

  it('that died before it was remembered is made under the same id', async () => {
    let dies = true;
    const engine = givenEngine({ definitions: [automatic()] }, async ({ operation, keys }, effect) => {
      const remembering = operation === 'commit' && keys[0] === 'work-item:10001';
      if (remembering && dies) throw new TransientError('died');
      return effect();
    });
    await expect(change(engine)).rejects.toBeInstanceOf(TransientError);
    dies = false;

    await change(engine);

    expect(engine.all()).toHaveLength(1);
    expect((await engine.register.load(SUBJECT)).matches).toMatchObject([{ holds: true, times: 1 }]);
  });

  it('is not made out of scope', async () => {
    const elsewhere = automatic({ scope: { type: 'chosen', projects: ['SHOP'], spaces: [] } });
    const engine = givenEngine({ definitions: [elsewhere] });

    await change(engine);

    expect([engine.all(), (await engine.register.load(SUBJECT)).matches]).toEqual([[], []]);
  });

  it('that is refused because no step applies is one line in the log', async () => {
    const none = automatic({ steps: [step({ when: { op: 'exists', fact: 'label' } })] });
    const engine = givenEngine({ definitions: [none] });

    await change(engine, { actor: CLEO });

    expect(engine.log.lines).toMatchObject([
      { event: 'started-automatically', fields: { refused: 'no-step-applies' } },
    ]);
  });
});

describe('a deletion', () => {
  it('cancels all that runs on the subject, and comes twice to no more than that', async () => {
    const engine = givenEngine();
    const ids = [await engine.begun(definition(), 'request-1'), await engine.begun(definition(), 'request-2')];

    await engine.changes().deleted(SUBJECT, 'deleted:1');
    const once = await Promise.all(ids.map(engine.present));
    await engine.changes().deleted(SUBJECT, 'deleted:1');
    await engine.changes().deleted(SUBJECT, 'deleted:2');

    expect(once.map(({ state }) => state)).toMatchObject(
      ids.map(() => ({ status: 'cancelled', cancelled: 'subject-deleted' })),
    );
    expect(await Promise.all(ids.map(engine.present))).toEqual(once);
  });

  it('leaves what is over as it ended', async () => {
    const engine = givenEngine();
    const id = await engine.begun(definition({ steps: [userStep([ADA])] }));
    await engine.do(id, decision(ADA));

    await engine.changes().deleted(SUBJECT, 'deleted:1');

    expect((await engine.stateOf(id)).status).toBe('approved');
  });

  it('does not stop at an approval that was entered and never stored', async () => {
    const engine: Engine = givenEngine({}, async ({ operation, keys }, effect) => {
      if (operation === 'createEntity' && keys[0]?.startsWith('apr-') && engine.all().length === 0) {
        throw new TransientError('store: 500');
      }
      return effect();
    });
    await expect(engine.begun(definition(), 'request-1')).rejects.toBeInstanceOf(TransientError);

    await expect(engine.changes().deleted(SUBJECT, 'deleted:1')).resolves.toBeUndefined();
  });
});

function fail(): never {
  throw new Error('nothing was started');
}
