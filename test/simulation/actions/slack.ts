import { DECISIONS, makeClick, send, spoilt, tampered, tooLarge, unsigned } from '../clicking';
import type { Day } from '../day-log';
import { clickable, requestsIn } from '../slack-message';
import type { Action } from './action';

const hasRequests = ({ stage }: Day) => clickable(requestsIn(stage.sandbox)).length > 0;

function freshClick({ stage }: Day) {
  const { random } = stage;
  const on = random.pick(clickable(requestsIn(stage.sandbox)));
  return makeClick(stage, on, random.chance(0.75) ? 'approve' : 'reject');
}

export const click: Action = {
  weight: 12,
  isPossible: hasRequests,
  async run(day) {
    const made = freshClick(day);
    day.clicks.push(await send(day.stage, made));
    if (day.stage.random.chance(0.3)) day.kept.push(made);
  },
};

/** One click that Slack delivers twice, or two clicks a moment apart. */
export const doubleClick: Action = {
  weight: 2,
  isPossible: hasRequests,
  async run(day) {
    const { stage, clicks } = day;
    const made = freshClick(day);
    stage.sandbox.clock.advance(stage.random.int(1, 200));
    const second = stage.random.chance(0.5) ? made : makeClick(stage, made.on, stage.random.pick(DECISIONS));
    clicks.push(await send(stage, made));
    clicks.push(await send(stage, second));
  },
};

export const keepForLater: Action = {
  weight: 2,
  isPossible: hasRequests,
  run: async (day) => void day.kept.push(freshClick(day)),
};

export const replay: Action = {
  weight: 4,
  isPossible: ({ kept }) => kept.length > 0,
  async run({ stage, kept, clicks }) {
    clicks.push(await send(stage, stage.random.pick(kept)));
  },
};

export const spoiltClick: Action = {
  weight: 4,
  isPossible: hasRequests,
  async run(day) {
    const { stage } = day;
    const made = freshClick(day);
    const others = clickable(requestsIn(stage.sandbox)).filter(({ handle }) => handle !== made.on.handle);
    const ways = [
      () => tampered(made),
      () => unsigned(made),
      () => tooLarge(stage, made),
      () =>
        spoilt(stage, made, 'wrong person', ({ user }) => {
          user.id = stage.random.pick(['U0ADA0000', 'U0BEN0000', 'U0NOBODY0'].filter((id) => id !== user.id));
        }),
      ...others.slice(0, 1).map(
        ({ token = '' }) =>
          () =>
            spoilt(stage, made, 'forged token', ({ actions }) => {
              actions[0].value = token;
            }),
      ),
    ];
    day.clicks.push(await send(stage, stage.random.pick(ways)()));
  },
};
