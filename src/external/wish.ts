import type { Command, Refusal } from '../approvals/core/model';
import type { Sent } from './form';
import { basisOf } from './page';
import type { Told, Visit } from './show';
import type { Standing } from './standing';
import { CONTENT_CHANGED, FAULT, NO_BUTTON, TOO_LATE_TO_WITHDRAW } from './words';

/** What a form asks for, as a command, or what its sender is told instead. */
export function toWish(visit: Visit, sent: Sent): Command | Told {
  const { standing, link } = visit;
  switch (standing.type) {
    case 'open':
      return toDecision(visit, standing, sent);
    case 'used':
      return sent.decision === 'withdraw' ? { type: 'withdraw', by: standing.person, step: link.step } : {};
    default:
      return {};
  }
}

function toDecision(
  { stored, link }: Visit,
  { person }: Extract<Standing, { type: 'open' }>,
  sent: Sent,
): Command | Told {
  const { decision: kind, comment, options, basis } = sent;
  if (kind === 'withdraw') return {};
  if (kind === undefined) return { status: 422, fault: NO_BUTTON, sent };
  if (basis !== undefined && basis !== basisOf(stored.state)) return { status: 409, fault: CONTENT_CHANGED, sent };
  return {
    type: 'decide',
    by: person,
    kind,
    via: 'email',
    step: link.step,
    ...(comment === '' ? {} : { comment }),
    // What is no number is no option.
    ...(kind === 'vote' ? { options: options ?? [] } : {}),
  };
}

/** Why nothing was recorded, as far as the form can be put right. */
export function toldOf({ type }: Command, refusal: Refusal | 'not-found', sent: Sent): Told {
  if (type === 'withdraw') return { fault: TOO_LATE_TO_WITHDRAW, sent };
  const fault = refusal === 'not-found' ? undefined : FAULT[refusal];
  return fault === undefined ? {} : { status: 422, fault, sent };
}
