import type { Instant } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { Approval, Command, Refusal } from './model';
import type { Transition } from './transition';

/** Puts a closed approval out of sight, or brings it back. Only an administrator deletes, and that is for ever. */
export function shelve(
  approval: Approval,
  { by, as }: Extract<Command, { type: 'shelve' }>,
  at: Instant,
): Result<Transition, Refusal> {
  if (approval.status === 'pending' || !approval.settled) return err('not-closed');
  if (!by.admin && (as === 'deleted' || by.id !== approval.requester)) return err('not-allowed');
  const present = approval.shelved?.as ?? 'none';
  if (present === as || present === 'deleted') return err('unchanged');

  const { shelved: _, ...rest } = approval;
  return ok({
    next: as === 'none' ? rest : { ...rest, shelved: { as, at } },
    events: [{ type: 'approval.shelved', as, by: by.id }],
  });
}
