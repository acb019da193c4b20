import { useQuery } from '@tanstack/react-query';
import { askUser } from '../api';
import { type Input, useChange } from '../approval/use-change';

export const useStart = () =>
  useChange({
    ask: (input: Input<'approvals/start'>) => askUser('approvals/start', input),
    done: ({ definitionName }) => `“${definitionName}” has started`,
  });

/** What would happen now; looked up anew each time it is shown, since people and content change. */
export const usePreview = (definitionId: string | undefined) =>
  useQuery({
    queryKey: ['preview', definitionId],
    queryFn: () => askUser('approvals/preview', { definitionId: definitionId ?? '' }),
    enabled: definitionId !== undefined,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
