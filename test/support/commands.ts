import type { Asker, Command, Delegate, Excluded, Staffing, StepClock } from '../../src/approvals/core/model';
import { type AccountId, type PersonId, toAccountId } from '../../src/shared/brand';
import type { Fingerprint } from '../../src/subjects/core/model';
import { HOUR_MS } from './builders';
import { START } from './fake-ports';

export const asker = (id: AccountId): Asker => ({ id, admin: false });
/** May do what administrators may, and is no approver. */
export const ADMIN: Asker = { id: toAccountId('amy'), admin: true };

export const voteFor = (by: PersonId, ...options: readonly number[]): Command => ({
  type: 'decide',
  by,
  kind: 'vote',
  via: 'slack',
  options,
});

/** In this step and no other. */
export const inStep = (step: number, command: Command): Command =>
  command.type === 'decide' || command.type === 'withdraw' ? { ...command, step } : command;

export const withdrawal = (by: PersonId): Command => ({ type: 'withdraw', by });

export const resubmission = (by: Asker, seen: Fingerprint, step = 0): Command => ({
  type: 'resubmit',
  by,
  step,
  seen,
});

export const reassignment = (from: PersonId, to: PersonId, by: Asker = ADMIN, step = 0): Command => ({
  type: 'reassign',
  by,
  step,
  from,
  to,
  reason: 'On leave.',
});

export const addition = (who: PersonId, by: Asker = ADMIN, step = 0): Command => ({
  type: 'add-approver',
  by,
  step,
  who,
  reason: 'Knows it best.',
});

export const reminder = (by: Asker, step = 0): Command => ({ type: 'remind', by, step });

export const voteClosing = (by: AccountId, option?: number, step = 0): Command => ({
  type: 'close-vote',
  by,
  step,
  ...(option === undefined ? {} : { option }),
});

/** These people were found, each alone or with their delegates. */
export function staffing(
  people: readonly (PersonId | readonly [PersonId, ...Delegate[]])[],
  more: Partial<Staffing> & { readonly clock?: StepClock; readonly step?: number } = {},
): Command {
  const { clock, step = 0, ...rest } = more;
  const found = people.map((each) => {
    if (typeof each === 'string') return { id: each, delegates: [] };
    const [id, ...delegates] = each;
    return { id, delegates };
  });
  return {
    type: 'staff',
    step,
    staffing: { people: found, excluded: [], ...rest },
    ...(clock === undefined ? {} : { clock }),
  };
}

/** May decide in somebody's place for a day. */
export const delegate = (id: PersonId, until = START + 24 * HOUR_MS): Delegate => ({ id, until });

export const inactive = (id: PersonId): Excluded => ({ id, because: 'inactive' });

/** Due four hours after the start. */
export const stepClock = (more: Partial<StepClock> = {}): StepClock => ({
  dueAt: START + 4 * HOUR_MS,
  onExpiry: 'expire',
  remindAt: [],
  reminded: 0,
  escalations: [],
  escalated: 0,
  ...more,
});

export const observation = (seen: Fingerprint, minor = false): Command => ({ type: 'observe', seen, minor });

export const TICK: Command = { type: 'tick' };

export const shelving = (by: Asker, as: 'archived' | 'deleted' | 'none' = 'archived'): Command => ({
  type: 'shelve',
  by,
  as,
});
