import type { Day } from '../day-log';

export type Action = {
  readonly weight: number;
  /** Does not count as one of the day's actions. */
  readonly isFree?: boolean;
  isPossible(day: Day): boolean;
  run(day: Day): Promise<void>;
};
