import type { AccountId, ApprovalId, DefinitionId, ExternalId, SlackTeamId } from '../../shared/brand';

/** Ids as they travel. */
export type Plain<T> = T extends AccountId | ExternalId | DefinitionId | ApprovalId | SlackTeamId
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

export type Fault = { field: string; problem: string };

/** An answer, or a refusal in words for the person: what is wrong and what to do next; `field` names the first input. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; error: string; field?: string; faults?: readonly Fault[] };
