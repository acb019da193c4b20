import * as z from 'zod';
import { MAX_OPTIONS } from '../approvals/core/definition';
import type { Command, Refusal } from '../approvals/core/model';
import type { CommandId } from '../ledger/record';
import type { ApprovalId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { refused, type Served } from './answer';
import type { Answer, ApprovalView, UserApi } from './contract';
import { approvalId, requestId, step } from './inputs';
import type { ShowOne, StoredApproval } from './present';
import type { Reach } from './reach';
import { kindOf, type Viewer, viaOf } from './viewer';
import { refusedText } from './words-refused';

export type Deps = {
  correlation: string;
  handle: (id: ApprovalId, what: Command, command: CommandId) => Promise<Result<StoredApproval, Refusal | 'not-found'>>;
};

type Parts = Deps & { reach: Reach; showOne: ShowOne };

const decideInput = z.object({
  approvalId,
  step: step.optional(),
  decision: z.enum(['approve', 'reject', 'request-changes', 'abstain', 'vote']),
  comment: z.string().optional(),
  options: z
    .array(z.int().min(0, 'must be the number of an option'))
    .max(MAX_OPTIONS, `must be at most ${MAX_OPTIONS} options`)
    .optional(),
  requestId,
});
const withdrawInput = z.object({ approvalId, step: step.optional(), requestId });

type Calls = Pick<Served<UserApi, Viewer>, 'approvals/decide' | 'approvals/withdraw'>;

/** The viewer's own decisions. */
export function createUserDecisions({ correlation, handle, reach, showOne }: Parts): Calls {
  async function apply(
    viewer: Viewer,
    input: { readonly approvalId: ApprovalId; readonly requestId: string },
    what: Command,
  ): Promise<Answer<ApprovalView>> {
    const reached = await reach.approval(viewer, input.approvalId);
    if (!reached.ok) return reached.error;
    const command = { id: commandId(viewer, input.requestId), correlation };
    const result = await handle(input.approvalId, what, command);
    return result.ok ? showOne(result.value, viewer) : refused(refusedText(result.error, kindOf(viewer)));
  }

  return {
    async 'approvals/decide'(viewer, payload) {
      const input = parseOrThrow(decideInput, payload, 'decision');
      const comment = input.comment?.trim() ?? '';
      return apply(viewer, input, {
        type: 'decide',
        by: viewer.accountId,
        kind: input.decision,
        via: viaOf(viewer),
        ...(input.step === undefined ? {} : { step: input.step }),
        ...(comment === '' ? {} : { comment }),
        ...(input.options === undefined ? {} : { options: input.options }),
      });
    },

    async 'approvals/withdraw'(viewer, payload) {
      const input = parseOrThrow(withdrawInput, payload, 'withdrawal');
      const only = input.step === undefined ? {} : { step: input.step };
      return apply(viewer, input, { type: 'withdraw', by: viewer.accountId, ...only });
    },
  };
}

/** A repeated call bears the same one, and nobody else's does. */
export const commandId = (viewer: Viewer, request: string) => `${viaOf(viewer)}:${viewer.accountId}:${request}`;
