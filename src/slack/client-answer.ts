import * as z from 'zod';
import type { HttpFetch } from '../ports';
import { TransientError } from '../shared/errors';
import { type Effect, toFault, unanswered } from './errors';

/** What Slack said, with what its headers tell of the token. */
export type Answer = { readonly body: string; readonly scopes: string | null };

type Request = {
  readonly http: HttpFetch;
  readonly url: string;
  readonly init: RequestInit | undefined;
  readonly effect: Effect;
  /** Ends the call, its answer's body included. */
  readonly signal: AbortSignal;
};

const MAX_ANSWER_BYTES = 2 * 1_024 * 1_024;
const DEFAULT_RETRY_SECONDS = 30;
const LONGEST_RETRY_SECONDS = 3_600;

/** A code of Slack's is one word; anything else in its place is kept out of errors, whatever it may hold. */
const failure = z.object({ ok: z.literal(false), error: z.string().regex(/^\w{1,80}$/) });

/**
 * One request, read to its end within the deadline, and judged here, before the client can lose what was answered:
 * an HTML page, an empty body, a 429 without Retry-After. A failure is returned, since the client wraps what is thrown.
 */
export async function ask({ http, url, init, effect, signal }: Request): Promise<Answer | Error> {
  try {
    const response = await inTime(signal, http(url, { ...init, redirect: 'error', signal }));
    const body = await inTime(signal, readBody(response));
    if (body === undefined) return unanswered('answer-too-large', effect);
    return judgeAnswer(response, body, effect) ?? { body, scopes: response.headers.get('x-oauth-scopes') };
  } catch (error) {
    return neverLeft(error)
      ? new TransientError('slack-not-reached', { cause: withoutText(error) })
      : unanswered('no-answer', effect, { cause: withoutText(error) });
  }
}

/** Not every network ends a body with its signal. */
function inTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

/** Undefined when it is larger than anything that Slack has to say. */
async function readBody(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function judgeAnswer(response: Response, body: string, effect: Effect): Error | undefined {
  const retryAfterMs = waitAskedBy(response);
  if (response.status === 429) return toFault('ratelimited', effect, retryAfterMs);

  const unclear = () => unanswered(`http-${response.status}`, effect, { retryAfterMs });
  const parsed = jsonObject(body);
  if (response.status >= 500 || parsed === undefined) return unclear();

  const failed = failure.safeParse(parsed);
  if (failed.success) return toFault(failed.data.error, effect, retryAfterMs);
  return response.ok && 'ok' in parsed && parsed.ok === true ? undefined : unclear();
}

/** Slack writes whole seconds. Anything else counts as not said, for which a 429 has a wait of its own. */
function waitAskedBy({ status, headers }: Response): number | undefined {
  const header = headers.get('retry-after');
  const seconds = header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
  if (seconds !== undefined) return Math.min(seconds, LONGEST_RETRY_SECONDS) * 1_000;
  return status === 429 ? DEFAULT_RETRY_SECONDS * 1_000 : undefined;
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

const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The connection was never made, so nothing can have happened. */
const neverLeft = (error: unknown): boolean => codesOf(error).some((code) => NEVER_LEFT.has(code));

/** Of the error and of what lies behind it. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...codesOf(error.cause)];
}

/** The network's own words may quote a header with its token, so only names and codes are kept. */
const withoutText = (error: unknown): Error =>
  new Error([error instanceof Error ? error.name : typeof error, ...codesOf(error)].join(' '));
