import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Answer } from '../../../../../src/admin/contract';
import { askAdmin } from '../../api';
import { useApi } from '../automation/use-api-token';
import { useMail } from '../mail/use-mail';
import { useSlack } from '../slack/use-slack';
import type { Seen } from './attention';

/** Each part by itself: what one call cannot tell does not hide what the others can. */
export function useAttention() {
  const stuck = useQuery({ queryKey: ['attention'], queryFn: () => askAdmin('approvals/attention') });
  const dead = useQuery({
    queryKey: ['attention', 'dead'],
    queryFn: () => askAdmin('notifications/list', { status: 'dead' }),
  });
  const parts = { stuck, dead, slack: useSlack(), mail: useMail(), api: useApi() };
  const all = Object.entries(parts);
  const seen: Seen = {
    stuck: toldBy(parts.stuck),
    slack: toldBy(parts.slack),
    mail: toldBy(parts.mail),
    api: toldBy(parts.api),
    dead: toldBy(parts.dead)?.rows,
  };
  return {
    seen,
    isPending: all.some(([, { isPending }]) => isPending),
    isRefetching: all.some(([, { isRefetching }]) => isRefetching),
    failed: all.some(([, { isError }]) => isError),
    refusal: all
      .map(([, { data }]) => (data?.ok === false ? data.error : undefined))
      .find((each) => each !== undefined),
    refetch: () => void Promise.all(all.map(([, { refetch }]) => refetch())),
  };
}

const toldBy = <T>({ data }: UseQueryResult<Answer<T>>): T | undefined => (data?.ok ? data.value : undefined);
