import { editItem, editPage, labelItem, labelPage } from '../by-hand';
import { accountOf, everybody, FIELD, GROUPS, ITEMS, isAdmin, nameOfPlace, PLACES, type Place } from '../cast';
import type { Day } from '../day-log';
import { disturbanceAt } from '../weather';
import { labelKey } from '../world-log';
import type { Action } from './action';

const here = ({ world }: Day, places: readonly Place[]) => places.filter(({ id }) => !world.gone.has(id));
const present = (day: Day) => everybody.filter((handle) => day.world.active.get(handle)?.at(day.stage.now()) !== false);

/** Done at once, and told to the app as well or badly as Forge may. */
async function happens(day: Day, words: string, act: () => Promise<unknown> | unknown): Promise<void> {
  const { stage } = day;
  const { faults } = stage.sandbox;
  if (stage.random.chance(0.4)) faults.add([disturbanceAt('event:*', stage.random)]);
  const done = await act();
  faults.clear();
  stage.story.tell(typeof done === 'number' && done >= 300 ? `${words}, which is refused: ${done}` : words);
}

export const editText: Action = {
  weight: 4,
  isPossible: (day) => here(day, PLACES).length > 0,
  async run(day) {
    const { stage, world } = day;
    const place = stage.random.pick(here(day, PLACES));
    const by = stage.random.pick(present(day));
    const minor = stage.random.chance(0.4);
    // Back to what it was, now and then.
    const text = `Version ${stage.random.int(1, 4)} of the text`;
    await happens(
      day,
      `${by} writes "${text}" on ${nameOfPlace(place)}${minor ? ', which is minor' : ''}`,
      async () => {
        const at = stage.now();
        world.text.get(place.id)?.set(at, { text, minor: minor && place.kind === 'page', at });
        if (place.kind === 'work-item') return editItem(stage, place.key, by, { summary: text });
        world.editor.get(place.id)?.set(at, by);
        return editPage(stage, place.id, by, { text, minor });
      },
    );
  },
};

export const assign: Action = {
  weight: 1.5,
  isPossible: (day) => here(day, ITEMS).length > 0,
  async run(day) {
    const { stage, world } = day;
    const { id, key } = stage.random.pick(here(day, ITEMS));
    const to = stage.random.pick(present(day));
    await happens(day, `${key} is assigned to ${to}`, () =>
      editItem(stage, key, 'ada', { assignee: { accountId: accountOf(to) } }),
    );
    world.assignee.get(id)?.set(stage.now(), to);
  },
};

export const changeField: Action = {
  weight: 1.5,
  isPossible: (day) => here(day, ITEMS).length > 0,
  async run(day) {
    const { stage, world } = day;
    const { id, key } = stage.random.pick(here(day, ITEMS));
    const people = stage.random.some(present(day), stage.random.int(0, 3));
    const value = people.map((handle) => ({ accountId: accountOf(handle) }));
    await happens(day, `${FIELD.name} of ${key} are ${people.join(', ') || 'nobody'}`, () =>
      editItem(stage, key, 'ada', { [FIELD.id]: value }),
    );
    world.field.get(id)?.set(stage.now(), people);
  },
};

export const label: Action = {
  weight: 2,
  isPossible: (day) => day.stage.plans.some((plan) => plan.label !== undefined) && here(day, PLACES).length > 0,
  async run(day) {
    const { stage } = day;
    const plan = stage.random.pick(stage.plans.filter((each) => each.label !== undefined));
    const { place, label: name = '' } = plan;
    const by = stage.random.pick(present(day));
    const key = labelKey(place, name);
    if (!day.world.labelled.has(key) && !day.world.gone.has(place.id)) day.world.labelled.set(key, stage.now());
    await happens(day, `${by} puts ${name} on ${nameOfPlace(place)}`, () =>
      place.kind === 'page' ? labelPage(stage, place.id, by, name) : labelItem(stage, place.key, by, name),
    );
  },
};

/** Nobody tells the app: it has to look. */
export const regroup: Action = {
  weight: 1,
  isPossible: () => true,
  async run({ stage, world }) {
    const index = stage.random.int(0, GROUPS.length - 1);
    const group = GROUPS[index];
    const people = stage.random.some(everybody, stage.random.int(0, 4));
    stage.sandbox.jira.setMembers(group?.id ?? '', people.map(accountOf));
    world.members[index]?.set(stage.now(), people);
    stage.story.tell(`${group?.name} are ${people.join(', ') || 'nobody'}`);
  },
};

export const deactivate: Action = {
  weight: 0.5,
  isPossible: (day) => present(day).length > 6,
  async run(day) {
    const { stage, world } = day;
    const handle = stage.random.pick(present(day).filter((each) => !isAdmin(each)));
    stage.sandbox.jira.setActive(accountOf(handle), false);
    stage.sandbox.confluence.setActive(accountOf(handle), false);
    world.active.get(handle)?.set(stage.now(), false);
    stage.story.tell(`${handle} is deactivated`);
  },
};

export const remove: Action = {
  weight: 0.4,
  isPossible: ({ world }) => world.gone.size === 0,
  async run(day) {
    const { stage, world } = day;
    const place = stage.random.pick(PLACES);
    await happens(day, `ada deletes ${nameOfPlace(place)}`, () =>
      place.kind === 'page'
        ? stage.sandbox.confluence.trash(place.id, accountOf('ada'))
        : stage.sandbox.jira.delete(place.key, accountOf('ada')),
    );
    world.gone.set(place.id, stage.now());
  },
};
