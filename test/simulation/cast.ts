import { defaultWorld, type Person, type World } from '../../sandbox/world/world';
import type { Random } from './random';

export const TEAM = 'T0LIGHT01';
const STRANGERS_TO_SLACK = ['dev', 'gail'];
const HANDLES = ['ada', 'ben', 'cleo', 'dev', 'eve', 'finn', 'gail', 'hugo'];

export const accountOf = (handle: string) => `712020:${handle}-4f0b-4b51-9d2c-7c1e5a6b0000`;
export const slackOf = (handle: string) => `U0${handle.toUpperCase().padEnd(7, '0')}`;
export const handleOfAccount = (account: string): string =>
  HANDLES.find((handle) => accountOf(handle) === account) ?? account;
export const handleOfSlack = (user: string): string => HANDLES.find((handle) => slackOf(handle) === user) ?? user;
export const hasSlack = (handle: string) => !STRANGERS_TO_SLACK.includes(handle);
export const ADMIN = accountOf('ada');

const person = (handle: string): Person => ({
  accountId: accountOf(handle),
  name: `${handle[0]?.toUpperCase()}${handle.slice(1)} Day`,
  email: `${handle}@lighthouse.example`,
  admin: handle === 'ada',
  active: true,
});

/** Eight colleagues, two of whom Slack does not know, and four work items. */
export function createWorld(): World {
  const [workspace] = defaultWorld.workspaces;
  const [item] = defaultWorld.workItems;
  if (workspace === undefined || item === undefined) throw new Error('the default world is empty');
  const members = HANDLES.filter(hasSlack).map((handle) => ({ userId: slackOf(handle), ...namesOf(handle) }));
  const items = [1, 2, 3, 4].map((n) => ({
    ...item,
    id: String(10_000 + n),
    key: `SHOP-${n}`,
    summary: `Piece of work ${n}`,
    reporter: accountOf('ada'),
  }));
  return {
    ...defaultWorld,
    people: HANDLES.map(person),
    workItems: items.map(({ assignee: _, ...rest }) => rest),
    workspaces: [{ ...workspace, teamId: TEAM, members, channels: [] }],
  };
}

function namesOf(handle: string) {
  const { name, email } = person(handle);
  return { name, email };
}

export type PlannedStep = {
  readonly name: string;
  readonly quorum: 'all' | 'any';
  readonly approvers: readonly string[];
};

/**
 * An approval that somebody means to start. Its definition is its own, so that whatever is written anywhere can be told
 * apart by the definition's name.
 */
export type Plan = {
  readonly name: string;
  readonly steps: readonly PlannedStep[];
  readonly item: { readonly id: string; readonly key: string };
  readonly requester: string;
  readonly requestId: string;
};

const NAMES = ['Alder', 'Birch', 'Cedar', 'Douglas', 'Elm', 'Fir'];
const STEP_NAMES = ['first', 'second', 'third'];

export function createPlans(random: Random): readonly Plan[] {
  return NAMES.slice(0, random.int(2, 5)).map((name) => {
    const n = random.int(1, 4);
    return {
      name,
      steps: STEP_NAMES.slice(0, random.int(1, 3)).map((step) => createStep(step, random)),
      item: { id: String(10_000 + n), key: `SHOP-${n}` },
      requester: random.pick(HANDLES),
      requestId: `request-${name.toLowerCase()}`,
    };
  });
}

const createStep = (name: string, random: Random): PlannedStep => ({
  name,
  quorum: random.pick(['all', 'any']),
  approvers: random.some(HANDLES, random.pick([1, 2, 2, 3, 5])),
});

export const everybody: readonly string[] = HANDLES;
