import { describe, expect, it } from 'vitest';
import type { Form } from '../../static/app/src/settings/definitions/form';
import { items, member, type Part } from '../../static/app/src/settings/definitions/part';
import { lies, placeName, placesAround, problemAt } from '../../static/app/src/settings/definitions/paths';
import { everything } from './settings-forms';

const people = { nameOf: (id: string) => id, pictureOf: () => undefined };

function part() {
  const changes: Form[] = [];
  const root: Part<Form> = { path: '', value: everything, faults: [], people, onChange: (next) => changes.push(next) };
  return { root, changes };
}

describe('a place in the form', () => {
  it('is called as faults call it', () => {
    const { root } = part();
    const [first] = items(member(root, 'steps'));

    expect(first && member(member(first, 'quorum'), 'type').path).toBe('steps[0].quorum.type');
  });

  it('changes nothing around it', () => {
    const { root, changes } = part();

    const second = items(member(root, 'steps'))[1];
    if (second !== undefined) member(second, 'name').onChange('Treasury');

    const steps = everything.steps.map((step, index) => (index === 1 ? { ...step, name: 'Treasury' } : step));
    expect(changes).toEqual([{ ...everything, steps }]);
  });

  it('is left out when it is set to nothing', () => {
    const { root, changes } = part();

    member(root, 'startWhen').onChange(undefined);

    expect(Object.keys(changes[0] ?? {})).not.toContain('startWhen');
  });
});

describe('a path', () => {
  it('leads from the field to whatever it lies in', () => {
    expect(placesAround('steps[1].quorum.rules[0].pass')).toEqual([
      'steps[1].quorum.rules[0].pass',
      'steps[1].quorum.rules[0]',
      'steps[1].quorum.rules',
      'steps[1].quorum',
      'steps[1]',
      'steps',
    ]);
    expect(placesAround('')).toEqual([]);
  });

  it('lies in another only where a name ends', () => {
    expect(lies('steps[1].name', 'steps[1]')).toBe(true);
    expect(lies('steps[10].name', 'steps[1]')).toBe(false);
    expect(lies('nameless', 'name')).toBe(false);
  });

  it.each([
    ['steps[1].quorum.pass', 'Step 2, quorum, number'],
    ['steps[0].asks.people[2]', 'Step 1, who is asked, person 3'],
    ['terms.undoMinutes', 'Undo'],
    ['name', 'Name'],
  ])('%s is called “%s”', (path, name) => {
    expect(placeName(path)).toBe(name);
  });
});

describe('the faults at a field', () => {
  const faults = [
    { field: 'steps[0].asks.people', problem: 'must name at least one person' },
    { field: 'steps[0].asks.people[2]', problem: 'must not be there twice' },
  ];

  it('are those of the field alone, or of all that it lists', () => {
    expect(problemAt(faults, 'steps[0].asks.people')).toBe('Must name at least one person');
    expect(problemAt(faults, 'steps[0].asks.people', { deep: true })).toBe(
      'Must name at least one person; Number 3 must not be there twice',
    );
  });

  it('are none where nothing is wrong', () => {
    expect(problemAt(faults, 'steps[0].asks', { deep: false })).toBeUndefined();
  });
});
