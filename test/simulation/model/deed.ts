import { z } from 'zod';
import type { KeptEntry } from '../records';

/** One entry of an approval's log, as far as the model reads it. */
export type Deed = {
  readonly type: string;
  readonly at: number;
  readonly sequence: number;
  readonly actor: string;
  readonly step: number;
  readonly by: string | undefined;
  readonly who: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly inPlaceOf: string | undefined;
  readonly kind: string | undefined;
  readonly comment: string | undefined;
  readonly options: readonly number[];
  readonly asked: readonly string[];
  readonly excluded: readonly { readonly id: string; readonly because: string }[];
  readonly dueAt: number | undefined;
  readonly status: string | undefined;
  readonly because: string | undefined;
  readonly winner: number | undefined;
  readonly reason: string | undefined;
  readonly outcome: string | undefined;
  readonly meaning: string | undefined;
  readonly changes: number;
  readonly as: string | undefined;
};

const text = z.string().optional().catch(undefined);
const event = z.object({
  type: z.string(),
  step: z.number().default(-1),
  by: text,
  who: text,
  from: text,
  to: text,
  inPlaceOf: text,
  kind: text,
  comment: text,
  options: z.array(z.number()).default([]),
  asked: z.array(z.string()).default([]),
  excluded: z.array(z.object({ id: z.string(), because: z.string() })).default([]),
  dueAt: z.number().optional(),
  status: text,
  because: text,
  winner: z.number().optional(),
  reason: text,
  outcome: text,
  meaning: text,
  changes: z.array(z.unknown()).default([]),
  as: text,
});

export function toDeed({ at, sequence, actor, event: stored }: KeptEntry): Deed {
  const { changes, ...read } = event.parse(stored);
  const blank = {
    by: undefined,
    who: undefined,
    from: undefined,
    to: undefined,
    inPlaceOf: undefined,
    kind: undefined,
  };
  const rest = { comment: undefined, dueAt: undefined, status: undefined, because: undefined, winner: undefined };
  const last = { reason: undefined, outcome: undefined, meaning: undefined, as: undefined };
  return { ...blank, ...rest, ...last, ...read, at, sequence, actor, changes: changes.length };
}

/** What follows from something else, in words; undefined for what somebody did, or what time did. */
export function consequenceOf(deed: Deed): string | undefined {
  const { type, step, status, because, winner, reason, outcome } = deed;
  switch (type) {
    case 'step.reached':
      return `reached ${step}`;
    case 'step.opened':
      return `opened ${step}`;
    case 'step.returned':
      return `returned ${step}`;
    case 'step.reopened':
      return `reopened ${step}`;
    case 'step.deadlocked':
      return `stuck ${step} ${reason}`;
    case 'step.closed':
      if (because === 'expiry' || because === 'moderator') return undefined;
      return `closed ${step} ${status} ${because}${winner === undefined ? '' : ` ${winner}`}`;
    case 'approval.closed':
      return outcome === 'cancelled' ? undefined : `ended ${outcome}`;
    case 'approval.settled':
      return `settled ${outcome}`;
    default:
      return undefined;
  }
}
