import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, ApprovalView, SubjectView, UserApi } from '../../../../src/admin/contract';
import { announce, askUser } from '../api';
import { withApproval, withJustStarted } from './known-approvals';

const queryKey = ['approvals'];
const REFRESH_MS = 3_000;

/** What this work item has; asked again while something is still moving and the page is looked at. */
export function useApprovals() {
  const queries = useQueryClient();
  return useQuery({
    queryKey,
    queryFn: async () => withJustStarted(queries.getQueryData(queryKey), await askUser('approvals/list'), Date.now()),
    refetchInterval: ({ state }) => (isMoving(state.data) ? REFRESH_MS : false),
  });
}

type Done<I> = (approval: ApprovalView, input: I) => string;
type Input<C extends keyof UserApi> = Parameters<UserApi[C]>[0];

export const useStart = () =>
  useChange(
    (input: Input<'approvals/start'>) => askUser('approvals/start', input),
    ({ definitionName }) => `“${definitionName}” has started`,
  );

type Decision = Pick<Input<'approvals/decide'>, 'decision' | 'comment' | 'requestId'>;

/** Decides the step that `seen` shows open, and no later one that may have opened since. */
export const useDecide = (seen: ApprovalView) =>
  useChange(
    (input: Decision) => askUser('approvals/decide', { approvalId: seen.id, ...openStepOf(seen), ...input }),
    ({ definitionName }, { decision }) => `You ${decision === 'approve' ? 'approved' : 'rejected'} “${definitionName}”`,
  );

function openStepOf({ steps }: ApprovalView): { step?: number } {
  const step = steps.findIndex(({ state }) => state === 'open');
  return step < 0 ? {} : { step };
}

export const useCancel = () =>
  useChange(
    (input: Input<'approvals/cancel'>) => askUser('approvals/cancel', input),
    ({ definitionName }) => `“${definitionName}” is cancelled`,
  );

/** `done` is what the person reads when the change went through. */
function useChange<I>(ask: (input: I) => Promise<Answer<ApprovalView>>, done: Done<I>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: async (answer, input) => {
      if (answer.ok) {
        announce(done(answer.value, input));
        queries.setQueryData<Answer<SubjectView>>(queryKey, (known) => withApproval(known, answer.value));
      }
      await queries.invalidateQueries({ queryKey });
    },
  });
}

function isMoving(answer: Answer<SubjectView> | undefined): boolean {
  if (answer?.ok !== true) return false;
  return answer.value.approvals.some((approval) => approval.state === 'pending');
}
