import type { Input } from '../approval/use-change';
import type { Asked, Kind } from './asked';

type Entered = { comment: string; options: readonly number[] };
type Missing = { comment?: string; options?: string };

/** What has to be entered before this can be sent, in words; empty when nothing is. */
export function missingIn({ explain }: Pick<Asked, 'explain'>, kind: Kind, { comment, options }: Entered): Missing {
  return {
    ...(explain.includes(kind) && comment.trim() === '' ? { comment: 'Write why: this step wants a comment.' } : {}),
    ...(kind === 'vote' && options.length === 0 ? { options: 'Choose what you vote for.' } : {}),
  };
}

/** `requestId` is made once for what the person means to do, so that trying again decides nothing twice. */
export function toDecision(
  { approvalId, step }: Pick<Asked, 'approvalId' | 'step'>,
  kind: Kind,
  { comment, options, requestId }: Entered & { requestId: string },
): Input<'approvals/decide'> {
  const words = comment.trim();
  return {
    approvalId,
    step,
    decision: kind,
    requestId,
    ...(words === '' ? {} : { comment: words }),
    ...(kind === 'vote' ? { options } : {}),
  };
}
