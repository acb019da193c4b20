import { useInfiniteQuery } from '@tanstack/react-query';
import type { NotificationStatus } from '../../../../../src/admin/contract';
import { askAdmin } from '../../api';

export function useHistory(status: NotificationStatus | undefined) {
  return useInfiniteQuery({
    queryKey: ['notifications', status],
    queryFn: ({ pageParam }) => askAdmin('notifications/list', { status, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.ok ? page.value.cursor : undefined),
  });
}
