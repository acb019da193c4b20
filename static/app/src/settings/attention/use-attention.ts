import { useQuery } from '@tanstack/react-query';
import { askAdmin } from '../../api';

export function useAttention() {
  return useQuery({ queryKey: ['attention'], queryFn: () => askAdmin('approvals/attention') });
}
