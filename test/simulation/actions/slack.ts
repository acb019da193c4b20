import { CROWD, membersOf, slackOf, TEAMS } from '../cast';
import { makeClick, send, spoilt, tampered, tooLarge, unsigned } from '../clicking';
import type { Day } from '../day-log';
import type { Random } from '../random';
import { clickable, messagesIn, type SeenMessage } from '../slack-message';
import type { Action } from './action';

const hasButtons = ({ stage }: Day) => clickable(messagesIn(stage.sandbox)).length > 0;

/** The first of them more often than not: it says yes. */
const choiceOf = ({ choices }: SeenMessage, random: Random): string =>
  (random.chance(0.6) ? choices[0] : random.pick(choices))?.id ?? 'approve';

function freshClick({ stage }: Day) {
  const { random } = stage;
  const on = random.pick(clickable(messagesIn(stage.sandbox)));
  return makeClick(stage, on, choiceOf(on, random));
}

export const click: Action = {
  weight: 12,
  isPossible: hasButtons,
  async run(day) {
    const made = freshClick(day);
    day.clicks.push(await send(day.stage, made));
    if (day.stage.random.chance(0.3)) day.kept.push(made);
  },
};

/** One click that Slack delivers twice, or two clicks a moment apart. */
export const doubleClick: Action = {
  weight: 2,
  isPossible: hasButtons,
  async run(day) {
    const { stage, clicks } = day;
    const made = freshClick(day);
    stage.sandbox.clock.advance(stage.random.int(1, 200));
    const second = stage.random.chance(0.5) ? made : makeClick(stage, made.on, choiceOf(made.on, stage.random));
    clicks.push(await send(stage, made));
    clicks.push(await send(stage, second));
  },
};

export const keepForLater: Action = {
  weight: 2,
  isPossible: hasButtons,
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
  isPossible: hasButtons,
  async run(day) {
    const { stage } = day;
    const made = freshClick(day);
    const others = clickable(messagesIn(stage.sandbox)).filter(({ handle }) => handle !== made.on.handle);
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

/** A modal that a click has opened, filled in and sent, sooner or later or never. */
export const sendForm: Action = {
  weight: 6,
  isPossible: ({ stage }) => formsIn(stage).length > 0,
  async run({ stage, forms }) {
    const { random, sandbox } = stage;
    const { view, handle, user } = random.pick(formsIn(stage));
    forms.push({ handle, sentAt: stage.now() });
    const values = Object.fromEntries(view.blocks.flatMap((block) => valueFor(block, random)));
    await stage.begin(`${handle} sends the form ${view.id}`, async () => {
      try {
        const { status, error } = await sandbox.slack.submit({ viewId: view.id, user, values });
        return `${status} ${error ?? ''}`;
      } catch (error) {
        // Slack's client does not send what is incomplete, nor what is no longer there.
        return error instanceof Error ? error.message : String(error);
      }
    });
  },
};

const formsIn = ({ sandbox }: Day['stage']) =>
  TEAMS.flatMap((team) =>
    membersOf(team)
      .filter((handle) => !CROWD.includes(handle))
      .flatMap((handle) => {
        const user = slackOf(handle, team);
        const { views } = sandbox.slack.open({ team, user });
        return views.filter(({ submit }) => submit !== undefined).map((view) => ({ view, handle, user }));
      }),
  );

type Shown = { readonly type: string; readonly block_id: string; readonly element?: unknown };

function valueFor({ type, block_id, element }: Shown, random: Random): [string, unknown][] {
  if (type !== 'input') return [];
  const kind = typeof element === 'object' && element !== null && 'type' in element ? element.type : '';
  if (kind === 'plain_text_input') return [[block_id, 'said in Slack']];
  const option = String(random.int(0, 1));
  return [[block_id, kind === 'checkboxes' || kind === 'multi_static_select' ? [option] : option]];
}
