import * as z from 'zod';
import { TransientError } from '../shared/errors';
import { type HttpCall, jsonOf, neverLeft, readAnswer, retryAfterMs, withoutText } from '../shared/http-answer';
import { type Effect, toFault, unanswered } from './errors';

/** What Slack said, with what its headers tell of the token. */
export type Answer = { readonly body: string; readonly scopes: string | null };

const MAX_ANSWER_BYTES = 2 * 1_024 * 1_024;
/** For a 429 that does not say how long. */
const DEFAULT_RETRY_MS = 30_000;

/** A code of Slack's is one word; anything else in its place is kept out of errors, whatever it may hold. */
const failure = z.object({ ok: z.literal(false), error: z.string().regex(/^\w{1,80}$/) });
const success = z.object({ ok: z.literal(true) });

/**
 * One request, read to its end within the deadline, and judged here, before the client can lose what was answered:
 * an HTML page, an empty body, a 429 without Retry-After. A failure is returned, since the client wraps what is thrown.
 */
export async function ask({ effect, ...call }: HttpCall & { readonly effect: Effect }): Promise<Answer | Error> {
  try {
    const { response, text } = await readAnswer(call, MAX_ANSWER_BYTES);
    if (text === undefined) return unanswered('answer-too-large', effect);
    return judgeAnswer(response, text, effect) ?? { body: text, scopes: response.headers.get('x-oauth-scopes') };
  } catch (error) {
    const cause = withoutText(error);
    return neverLeft(error)
      ? new TransientError('slack-not-reached', { cause })
      : unanswered('no-answer', effect, { cause });
  }
}

function judgeAnswer(response: Response, text: string, effect: Effect): Error | undefined {
  const { status, ok } = response;
  const wait = retryAfterMs(response);
  if (status === 429) return toFault('ratelimited', effect, wait ?? DEFAULT_RETRY_MS);

  const unclear = () => unanswered(`http-${status}`, effect, { retryAfterMs: wait });
  const body = jsonOf(text);
  if (status >= 500) return unclear();
  const failed = failure.safeParse(body);
  if (failed.success) return toFault(failed.data.error, effect, wait);
  return ok && success.safeParse(body).success ? undefined : unclear();
}
