import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdminApi, Answer, SlackView } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

const queryKey = ['slack'];

export function useSlack() {
  return useQuery({ queryKey, queryFn: () => askAdmin('slack/get') });
}

/** What changes the settings, and answers with them as they are then. */
type Change =
  | 'slack/save-app'
  | 'slack/replace-signing-secret'
  | 'slack/save-settings'
  | 'slack/claim'
  | 'slack/connect'
  | 'slack/rename'
  | 'slack/set-default'
  | 'slack/delete'
  | 'slack/set-channel';

export function useSlackChange<Call extends Change>(call: Call, done: string) {
  return useKept((input: Parameters<AdminApi[Call]>[0]) => change(call, input), done);
}

/** Takes nothing, but is called with something: that is how a change says that it was tried. */
export const useEndOverlap = () =>
  useKept((_: Record<string, never>) => askAdmin('slack/end-overlap'), 'The former signing secret no longer counts');

/** Every call of this kind answers alike; the compiler cannot see that through the name. */
const change = (call: Change, input: unknown): Promise<Answer<SlackView>> =>
  (askAdmin as (call: Change, input: unknown) => Promise<Answer<SlackView>>)(call, input);

function useKept<Input>(ask: (input: Input) => Promise<Answer<SlackView>>, done: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: (answer) => {
      if (!answer.ok) return;
      queries.setQueryData(queryKey, answer);
      announce(done);
    },
  });
}

export function useBegin() {
  return useMutation({ mutationFn: (input: { teamId?: string }) => askAdmin('slack/begin', input) });
}

export type Attempt = { attempt: string; token: string };

const LOOK_AGAIN_MS = 3_000;

/** Looks again and again, as long as this page is looked at and Slack's is not finished. */
export function useAttempt({ attempt, token }: Attempt) {
  return useQuery({
    queryKey: ['slack-attempt', attempt],
    queryFn: () => askAdmin('slack/attempt', { attempt, token }),
    refetchInterval: ({ state }) => {
      const answer = state.data;
      return answer === undefined || (answer.ok && answer.value.state === 'waiting') ? LOOK_AGAIN_MS : false;
    },
    refetchOnWindowFocus: true,
  });
}

export function useCheck() {
  return useMutation({ mutationFn: (input: { teamId: string }) => askAdmin('slack/check', input) });
}

/** What Slack says of a channel now: saving lets Baton into it. */
export function useChannelCheck(teamId: string, channel: string) {
  return useQuery({
    queryKey: ['slack-channel', teamId, channel],
    queryFn: () => askAdmin('slack/check-channel', { teamId, channel }),
  });
}

export const findChannels = (teamId: string, query: string) => askAdmin('slack/channels', { teamId, query });
