import { useQuery, useQueryClient } from '@tanstack/react-query';
import { askUser } from '../api';
import { isMoving, withJustStarted } from '../approval/known-approvals';
import { SUBJECT_KEY } from '../approval/use-change';

const REFRESH_MS = 3_000;

/** What this work item or page has; asked again while something is still moving and it is looked at. */
export function useSubject() {
  const queries = useQueryClient();
  return useQuery({
    queryKey: SUBJECT_KEY,
    queryFn: async () =>
      withJustStarted(queries.getQueryData(SUBJECT_KEY), await askUser('approvals/list'), Date.now()),
    refetchInterval: ({ state }) => (isMoving(state.data, Date.now()) ? REFRESH_MS : false),
  });
}
