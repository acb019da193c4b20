import { OUTSIDERS } from '../cast';
import { answer, linksIn, look } from '../outsiders';
import type { Action } from './action';

export const scan: Action = {
  weight: 1.5,
  isPossible: ({ stage }) => linksIn(stage).length > 0,
  async run({ stage, links }) {
    links.push(await look(stage, stage.random.pick(linksIn(stage))));
  },
};

export const decide: Action = {
  weight: 4,
  isPossible: ({ stage }) => linksIn(stage).length > 0,
  async run({ stage, links }) {
    const { random } = stage;
    const link = random.pick(linksIn(stage));
    const wish = {
      comment: random.chance(0.7) ? `by ${OUTSIDERS.indexOf(link.who)}` : '',
      option: random.int(0, 1),
      button: random.pick([0, 0, 0, 1, 2]),
    };
    const used = await answer(stage, link, wish);
    if (used !== undefined) links.push(used);
  },
};
