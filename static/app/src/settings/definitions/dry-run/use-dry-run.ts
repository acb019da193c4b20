import { useMutation } from '@tanstack/react-query';
import type { AdminApi } from '../../../../../../src/admin/contract';
import { askAdmin } from '../../../api';

export function useDryRun() {
  return useMutation({
    mutationFn: (input: Parameters<AdminApi['definitions/dry-run']>[0]) => askAdmin('definitions/dry-run', input),
  });
}
