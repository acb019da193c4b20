import { createRandom } from '../../../sandbox/forge/random';

/** How often each thing may go wrong in one story. */
export type Troubles = {
  /** A call to the store that has no effect. */
  readonly storeFails: number;
  /** A call to the store, or a push, that has its effect and never answers. */
  readonly answersLost: number;
  readonly pushesFail: number;
  /** Kicks and wake-up calls that are taken and never delivered. */
  readonly pushesLost: number;
  readonly deliveredTwice: number;
  /** Slack, Jira or the mail refuses for now, or for good. */
  readonly refusedForNow: number;
  readonly refusedForGood: number;
  /** The answer of Slack, Jira or the mail is never seen. */
  readonly unseen: number;
  readonly deaths: number;
};
export type Trouble = keyof Troubles;

export const NO_TROUBLE: Troubles = {
  storeFails: 0,
  answersLost: 0,
  pushesFail: 0,
  pushesLost: 0,
  deliveredTwice: 0,
  refusedForNow: 0,
  refusedForGood: 0,
  unseen: 0,
  deaths: 0,
};

const LIKELIHOOD = 0.06;

/** From one seed: in which order things happen, and where the troubles strike. */
export function createChance(seed: number, troubles: Troubles) {
  const random = createRandom(seed);
  const left = { ...troubles };
  let calm = false;

  return {
    random,
    strikes(trouble: Trouble): boolean {
      if (calm || left[trouble] === 0 || random() >= LIKELIHOOD) return false;
      left[trouble] -= 1;
      return true;
    },
    /** From now on nothing goes wrong any more. */
    calmDown() {
      calm = true;
    },
  };
}

export type Chance = ReturnType<typeof createChance>;
