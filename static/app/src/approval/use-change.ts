import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, ApprovalView, SubjectView, UserApi } from '../../../../src/admin/contract';
import { announce } from '../api';
import { withApproval } from './known-approvals';

export const SUBJECT_KEY = ['approvals'];
export const INBOX_KEY = ['inbox'];

export type Input<C extends keyof UserApi> = Parameters<UserApi[C]>[0];
type Known = Answer<SubjectView> | undefined;

type Change<I> = {
  ask: (input: I) => Promise<Answer<ApprovalView>>;
  /** What the person reads when the change went through. */
  done: (approval: ApprovalView, input: I) => string;
  /** The list afterwards, until it was asked anew; without it, with the answered approval in its place. */
  next?: (known: Known, approval: ApprovalView, input: I) => Known;
};

export function useChange<I>({ ask, done, next = withApproval }: Change<I>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: async (answer, input) => {
      if (answer.ok) {
        announce(done(answer.value, input));
        queries.setQueryData<Answer<SubjectView>>(SUBJECT_KEY, (known) => next(known, answer.value, input));
      }
      await Promise.all([
        queries.invalidateQueries({ queryKey: SUBJECT_KEY }),
        queries.invalidateQueries({ queryKey: INBOX_KEY }),
      ]);
    },
  });
}
