import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import type { HttpFetch } from '../ports';
import { type SlackUserId, toSlackTeamId, toSlackUserId } from '../shared/brand';
import { TransientError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { type Effect, toFault, unanswered } from './errors';

export type Message = { readonly text: string; readonly blocks: readonly KnownBlock[] };

const CALL_TIMEOUT_MS = 10_000;
const DEFAULT_RETRY_SECONDS = 30;

const failure = z.object({ ok: z.literal(false), error: z.string() });
const postedMessage = z.object({ channel: z.string(), ts: z.string() });
const foundUser = z.object({ user: z.object({ id: z.string().transform(toSlackUserId) }) });
const identity = z.object({
  team_id: z.string().transform(toSlackTeamId),
  team: z.string(),
  user_id: z.string().transform(toSlackUserId),
});

/**
 * The calls that Baton makes to Slack with one token. The client is made for each call, because it writes its token
 * into the options it is given; it never retries, since only `judge` does; and it is loaded at the first call, so that
 * a click is acknowledged without it. https://docs.slack.dev/tools/node-slack-sdk/web-api
 */
export function createSlackClient({ http, apiUrl }: { http: HttpFetch; apiUrl: string }, token: string) {
  async function call(method: string, args: Record<string, unknown>, effect: Effect): Promise<unknown> {
    const { WebClient, LogLevel } = await import(/* webpackMode: "eager" */ '@slack/web-api');
    let fault: Error | undefined;
    const client = new WebClient(token, {
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logLevel: LogLevel.ERROR,
      fetch: async (input, init) => {
        const answer = await ask(http, String(input), init, effect);
        if (answer instanceof Error) fault = answer;
        return answer instanceof Error ? Promise.reject(answer) : answer;
      },
    });
    try {
      return await client.apiCall(method, args);
    } catch (error) {
      throw fault ?? error;
    }
  }

  return {
    async post(user: SlackUserId, message: Message): Promise<{ channel: string; ts: string }> {
      const answer = await call(
        'chat.postMessage',
        { channel: user, unfurl_links: false, ...toArguments(message) },
        'once-only',
      );
      const posted = postedMessage.safeParse(answer);
      // It was taken, so it is not posted a second time although nobody knows where it stands.
      if (!posted.success) throw unanswered('answer-unreadable', 'once-only');
      return posted.data;
    },

    async update(place: { channel: string; ts: string }, message: Message): Promise<void> {
      await call('chat.update', { ...place, ...toArguments(message) }, 'repeatable');
    },

    async userByEmail(email: string): Promise<SlackUserId | undefined> {
      try {
        const answer = await call('users.lookupByEmail', { email: email.toLowerCase() }, 'repeatable');
        return readOrThrow(foundUser, answer, 'users.lookupByEmail').user.id;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'users_not_found') return undefined;
        throw error;
      }
    },

    async whoAmI() {
      const answer = await call('auth.test', {}, 'repeatable');
      const { team_id, team, user_id } = readOrThrow(identity, answer, 'auth.test');
      return { team: team_id, teamName: team, botUser: user_id };
    },
  };
}

const toArguments = ({ text, blocks }: Message) => ({ text, blocks, parse: 'none', link_names: false });

/**
 * One request, read to its end within the deadline, and judged here, before the client can lose what was answered:
 * an HTML page, an empty body, a 429 without Retry-After. A failure is returned, since the client wraps what is thrown.
 */
async function ask(
  http: HttpFetch,
  url: string,
  init: RequestInit | undefined,
  effect: Effect,
): Promise<Response | Error> {
  try {
    const response = await http(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
    const body = await response.text();
    return judgeAnswer(response, body, effect) ?? new Response(body, { status: 200, headers: response.headers });
  } catch (error) {
    return neverLeft(error)
      ? new TransientError('slack-not-reached', { cause: error })
      : unanswered('no-answer', effect, error);
  }
}

function judgeAnswer(response: Response, body: string, effect: Effect): Error | undefined {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? DEFAULT_RETRY_SECONDS);
    return toFault('ratelimited', effect, (Number.isFinite(seconds) ? seconds : DEFAULT_RETRY_SECONDS) * 1_000);
  }
  const parsed = jsonObject(body);
  if (!response.ok || parsed === undefined) return unanswered(`http-${response.status}`, effect);

  const failed = failure.safeParse(parsed);
  if (failed.success) return toFault(failed.data.error, effect);
  return 'ok' in parsed && parsed.ok === true ? undefined : unanswered(`http-${response.status}`, effect);
}

function jsonObject(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** The connection was never made, so nothing can have happened. */
function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && NEVER_LEFT.has(cause.code);
}

export type SlackClient = ReturnType<typeof createSlackClient>;
