import type { Approval } from '../approvals/core/model';
import { seatOf } from '../approvals/core/seat';
import { readersOf } from '../approvals/core/steps';
import type { Notification } from '../notifications/core/model';
import type { ExternalId, Instant } from '../shared/brand';
import { toToken } from './link';

type Deps = {
  key: () => Promise<string>;
  /** The address of the web trigger. */
  pageUrl: () => Promise<string>;
};

type Told = {
  readonly approval: Approval;
  readonly row: Pick<Notification, 'kind' | 'step' | 'round' | 'createdAt'>;
};

/** Of a step without a deadline. */
const LIFE_MS = 30 * 24 * 3_600_000;

export function createLinkMaker({ key, pageUrl }: Deps) {
  /** The same telling gives the same link, so that a mail that is tried again is the same mail. */
  return async function linkFor(told: Told, recipient: ExternalId): Promise<{ url: string; until: Instant }> {
    const [secret, base] = await Promise.all([key(), pageUrl()]);
    const url = new URL(base);
    const terms = termsOf(told, recipient);
    url.searchParams.set('t', toToken(secret, { ...terms, approval: told.approval.id, recipient }));
    return { url: url.href, until: terms.expiresAt };
  };
}

function termsOf({ approval, row }: Told, recipient: ExternalId) {
  const index = stepOf(approval, row, recipient);
  const step = approval.steps[index];
  const present = (step === undefined ? undefined : readersOf(step).get(recipient)) ?? 0;
  return {
    step: index,
    // Only a request is itself of a certain asking.
    round: row.kind === 'approval-request' ? row.round : present,
    expiresAt: dueAtOf(step) ?? row.createdAt + LIFE_MS,
  };
}

/** A notice is about the whole approval: its reader is led to where they can decide. */
function stepOf(approval: Approval, { kind, step, createdAt }: Told['row'], recipient: ExternalId): number {
  if (kind !== 'notice') return step;
  const seat = seatOf(approval, recipient, { at: createdAt });
  return seat.ok ? seat.value.index : step;
}

const dueAtOf = (step: Approval['steps'][number] | undefined): Instant | undefined =>
  step !== undefined && 'clock' in step ? step.clock?.dueAt : undefined;
