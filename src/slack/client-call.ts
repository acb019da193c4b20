import type { HttpFetch } from '../ports';
import type { SlackTeamId } from '../shared/brand';
import { PermanentError, TransientError } from '../shared/errors';
import { type Answer, ask } from './client-answer';
import { type Effect, unanswered } from './errors';
import type { Pacing } from './rate-pacing';

export type SlackWeb = {
  readonly http: HttpFetch;
  readonly apiUrl: string;
  readonly pacing?: Pacing;
  /** For tests that do not wait. */
  readonly deadline?: (ms: number) => AbortSignal;
};

/**
 * What one call may take, its answer's body included. Somebody waits for a modal, with a trigger of three seconds.
 * Connecting has no time of its own: `fetch` tells nothing before the head of the answer, and Forge leads it through a
 * proxy of its own, so that no dispatcher of ours can tell. Where Slack is not reached the same ten seconds end it.
 */
export const TIMEOUT_MS = { modal: 2_500, usual: 10_000 } as const;

export type Call = (
  method: string,
  args: Readonly<Record<string, unknown>>,
  effect: Effect,
  timeoutMs?: number,
) => Promise<unknown>;

type App = { readonly clientId: string; readonly clientSecret: string };
/** With a token, or as the app itself. */
type Caller = { readonly token: string } | App;

/** With a workspace the calls keep to the limits of `pacing`. */
export function createCall(web: SlackWeb, caller: Caller, team?: SlackTeamId): Call {
  const send = createSend(web, caller);
  return web.pacing === undefined || team === undefined ? send : paced(send, web.pacing, team);
}

function paced(send: Call, pacing: Pacing, team: SlackTeamId): Call {
  return async (method, args, effect, timeoutMs) => {
    const call = { method, team, channel: typeof args.channel === 'string' ? args.channel : undefined };
    const verdict = pacing.before(call);
    if (verdict !== 'go') throw new TransientError('ratelimited', { retryAfterMs: verdict.waitMs });
    try {
      return await send(method, args, effect, timeoutMs);
    } catch (error) {
      const retryAfterMs = error instanceof TransientError ? error.retryAfterMs : undefined;
      if (retryAfterMs !== undefined) await pacing.refused(call, retryAfterMs);
      throw error;
    }
  };
}

/** What a header can carry: the network's complaint about anything else would quote it. */
const TOKEN = /^[\x21-\x7e]+$/;
const mute = () => undefined;

/**
 * Slack's own client with everything switched off that decides or remembers. It is made for each call, because it
 * writes its token into the options it is given; it never retries, since only `judge` does; it says nothing, since it
 * would say what people wrote; and it is loaded at the first call, so that a click is acknowledged without it.
 * https://docs.slack.dev/tools/node-slack-sdk/web-api
 */
function createSend({ http, apiUrl, deadline = after }: SlackWeb, caller: Caller): Call {
  const token = 'token' in caller ? caller.token : undefined;
  return async (method, args, effect, timeoutMs = TIMEOUT_MS.usual) => {
    if (token !== undefined && !TOKEN.test(token)) throw new PermanentError('invalid_auth');
    const { WebClient, LogLevel } = await import(/* webpackMode: "eager" */ '@slack/web-api');
    let asked: Answer | Error | undefined;
    const client = new WebClient(token, {
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: {
        debug: mute,
        info: mute,
        warn: mute,
        error: mute,
        setLevel: mute,
        setName: mute,
        getLevel: () => LogLevel.ERROR,
      },
      fetch: async (input, init) => {
        const proven = 'token' in caller ? init : withProof(init, caller);
        asked = await ask({ http, url: String(input), init: proven, effect, signal: deadline(timeoutMs) });
        if (asked instanceof Error) throw asked;
        return new Response(asked.body, { headers: asked.scopes === null ? {} : { 'x-oauth-scopes': asked.scopes } });
      },
    });
    try {
      return await client.apiCall(method, { ...args });
    } catch (error) {
      if (asked === undefined) throw error;
      // An answer that Slack's own client stumbles over was an answer all the same.
      throw asked instanceof Error ? asked : unanswered('answer-unreadable', effect);
    }
  };
}

/** In the header, as Slack advises, and not among the arguments. */
function withProof(init: RequestInit | undefined, { clientId, clientSecret }: App): RequestInit {
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`);
  return { ...init, headers };
}

const after = (ms: number) => AbortSignal.timeout(ms);
