import { useQuery } from '@tanstack/react-query';
import { askUser } from '../api';
import { INBOX_KEY } from '../approval/use-change';

const REFRESH_MS = 15_000;

export const useInbox = () =>
  useQuery({ queryKey: INBOX_KEY, queryFn: () => askUser('approvals/inbox'), refetchInterval: REFRESH_MS });
