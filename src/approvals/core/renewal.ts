import { err, ok, type Result } from '../../shared/result';
import type { Approval, Command, Refusal } from './model';
import type { Transition } from './transition';

/** Said by the notice that is owed already: what was once given up is not begun after all. */
export function giveUpRenewal(
  approval: Approval,
  { because }: Extract<Command, { type: 'give-up-renewal' }>,
): Result<Transition, Refusal> {
  if (approval.status === 'pending') return err('not-closed');
  if (approval.notRenewed !== undefined) return err('unchanged');
  return ok({ next: { ...approval, notRenewed: because }, events: [] });
}
