import { describe, expect, it } from 'vitest';
import {
  isSame,
  openDraft,
  withForm,
  withStepAdded,
  withStepCopied,
  withStepMoved,
  withStepRemoved,
} from '../../static/app/src/settings/definitions/draft';
import { faultsLeft, isBlank, valueAt } from '../../static/app/src/settings/definitions/faults';
import { peopleOf } from '../../static/app/src/settings/definitions/people-of';
import { everything, form, step } from './settings-forms';

const three = () => openDraft(form(step({ name: 'A' }), step({ name: 'B', together: true }), step({ name: 'C' })));
const names = (draft: ReturnType<typeof three>) => draft.form.steps.map(({ name }) => name).join('');

describe('a draft', () => {
  it('moves a step together with the key that tells it apart', () => {
    const moved = withStepMoved(three(), 2, -1);

    expect(names(moved)).toBe('ACB');
    expect(moved.keys).toEqual([0, 2, 1]);
  });

  it('leaves everything in its place when a step is moved past an end', () => {
    expect(withStepMoved(three(), 0, -1)).toEqual(three());
    expect(withStepMoved(three(), 2, 1)).toEqual(three());
  });

  it.each([
    ['moved to the top', () => withStepMoved(three(), 1, -1)],
    ['left as the first', () => withStepRemoved(three(), 0)],
  ])('lets no step run at the same time as nothing when it is %s', (_how, change) => {
    expect(change().form.steps[0]).toMatchObject({ name: 'B', together: false });
  });

  it('copies a step to the place after it, under a name and key of its own', () => {
    const copied = withStepCopied(withStepCopied(three(), 0), 0);

    expect(copied.form.steps.map(({ name }) => name)).toEqual(['A', 'A (3)', 'A (2)', 'B', 'C']);
    expect(new Set(copied.keys).size).toBe(5);
  });

  it('never gives a key twice, also after the form was replaced', () => {
    const replaced = withForm(withStepRemoved(three(), 1), form(step(), step(), step(), step()));

    const grown = withStepAdded(withStepAdded(withStepAdded(replaced)));
    expect(new Set(grown.keys).size).toBe(7);
  });

  it('is the same whatever the order of its members', () => {
    const { name, ...rest } = everything;

    expect(isSame(everything, { ...rest, name })).toBe(true);
    expect(isSame(everything, { ...everything, name: 'Other' })).toBe(false);
  });
});

describe('what is at a path', () => {
  it('is found through lists and members', () => {
    expect(valueAt(everything, 'steps[0].deadline.escalate[0].to')).toBe('cleo');
    expect(valueAt(everything, 'steps[9].name')).toBeUndefined();
    expect(valueAt(everything, 'steps.constructor')).toBeUndefined();
  });

  it('is blank while somebody has to choose it', () => {
    const draft = form(step({ asks: { type: 'user', people: [] } }));

    expect(isBlank(draft, 'steps[0].asks.people')).toBe(true);
    expect(isBlank(everything, 'steps[0].asks.people')).toBe(false);
  });

  it('keeps its fault only until it is changed', () => {
    const faults = [
      { field: 'steps[0].name', problem: 'must not be empty' },
      { field: 'steps[1].name', problem: 'must not be empty' },
    ];
    const before = form(step({ name: '' }), step({ name: '' }));

    const left = faultsLeft(faults, before, form(step({ name: '' }), step({ name: 'B' })));

    expect(left).toEqual([faults[0]]);
  });
});

it('names each person of a form once, wherever they are', () => {
  expect(peopleOf(everything)).toEqual(['ada', 'ben', 'cleo', 'dora', 'finn']);
});
