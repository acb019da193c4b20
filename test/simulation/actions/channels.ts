import { BOT, CHANNELS, everybody, FOREIGN_MEMBER, membersOf, slackOf, TEAM, UNKNOWN_MEMBER } from '../cast';
import { clickBy, makeClick, send } from '../clicking';
import type { Day } from '../day-log';
import type { Plan } from '../plan';
import type { Random } from '../random';
import { clickable, inChannels, type SeenMessage } from '../slack-message';
import type { Action } from './action';

const requests = ({ stage }: Day) => clickable(inChannels(stage.sandbox).requests);

/** Whoever is in the channel may press; those who are asked do so more often than not. */
export const clickInChannel: Action = {
  weight: 14,
  isPossible: (day) => requests(day).length > 0,
  async run(day) {
    const { stage, clicks, kept } = day;
    const { random } = stage;
    const seen = random.pick(requests(day));
    const action = (random.chance(0.6) ? seen.choices[0] : random.pick(seen.choices))?.id ?? 'approve';
    const handle = presserOf(day, seen, random);
    const click = handle === undefined ? byStranger(day, seen, action) : makeClick(stage, { ...seen, handle }, action);
    clicks.push(await send(stage, click));
    if (random.chance(0.2)) kept.push(click);
  },
};

function presserOf({ stage, world }: Day, { plan, step, channel }: SeenMessage, random: Random): string | undefined {
  const there = world.inChannel.get(channel)?.at(stage.now()) ?? [];
  const asked = there.filter((handle) => isNamed(stage.plans, { plan, step, handle }));
  if (random.chance(0.12) || there.length === 0) return undefined;
  return random.pick(asked.length > 0 && random.chance(0.75) ? asked : there);
}

function isNamed(plans: readonly Plan[], of: { plan: string; step: string; handle: string }): boolean {
  const asks = plans.find(({ name }) => name === of.plan)?.steps.find(({ name }) => name === of.step)?.asks;
  return asks !== undefined && 'people' in asks && asks.people.includes(of.handle);
}

function byStranger({ stage }: Day, on: SeenMessage, action: string) {
  return stage.random.chance(0.5)
    ? clickBy(stage, { on, action, user: FOREIGN_MEMBER, kind: 'not of the workspace' })
    : clickBy(stage, { on, action, user: UNKNOWN_MEMBER, kind: 'genuine' });
}

const pickChannel = ({ stage }: Day) => stage.random.pick(CHANNELS);

export const throwOut: Action = {
  weight: 0.4,
  isPossible: () => true,
  async run(day) {
    const { stage, world } = day;
    const { id, name } = pickChannel(day);
    world.shut.push({ channel: id, at: stage.now() });
    stage.sandbox.slack.leave({ team: TEAM, channel: id, user: BOT });
    stage.story.tell(`Baton is taken out of ${name}`);
  },
};

/** By somebody in the channel, as long as it is one that people can write in. */
export const bringIn: Action = {
  weight: 0.8,
  isPossible: ({ world }) => world.shut.length > 0,
  async run(day) {
    const { stage, world } = day;
    const { id, name } = pickChannel(day);
    const [host] = world.inChannel.get(id)?.at(stage.now()) ?? [];
    const { slack } = stage.sandbox;
    slack.archive({ team: TEAM, channel: id, archived: false });
    const isThere = slack.workspaces().some(({ teamId, installed }) => teamId === TEAM && installed);
    if (host !== undefined && isThere) slack.invite({ team: TEAM, channel: id, user: slackOf(host) });
    stage.story.tell(`${host ?? 'nobody'} opens ${name}, and invites Baton`);
  },
};

export const archive: Action = {
  weight: 0.3,
  isPossible: () => true,
  async run(day) {
    const { stage, world } = day;
    const { id, name } = pickChannel(day);
    world.shut.push({ channel: id, at: stage.now() });
    stage.sandbox.slack.archive({ team: TEAM, channel: id, archived: true });
    stage.story.tell(`${name} is archived`);
  },
};

/** Whoever is in it goes, and whoever is not comes. */
export const comeOrGo: Action = {
  weight: 1.5,
  isPossible: () => true,
  async run(day) {
    const { stage, world } = day;
    const { id, name } = pickChannel(day);
    const here = world.inChannel.get(id);
    const handle = stage.random.pick(everybody.filter((each) => membersOf(TEAM).includes(each)));
    const there = here?.at(stage.now()) ?? [];
    const isIn = there.includes(handle);
    const who = { team: TEAM, channel: id, user: slackOf(handle) };
    if (isIn) stage.sandbox.slack.leave(who);
    else stage.sandbox.slack.join(who);
    here?.set(stage.now(), isIn ? there.filter((each) => each !== handle) : [...there, handle]);
    stage.story.tell(`${handle} ${isIn ? 'leaves' : 'joins'} ${name}`);
  },
};
