import { TransientError, UnknownOutcomeError } from '../shared/errors';
import { type HttpCall, jsonOf, neverLeft, readAnswer, retryAfterMs, withoutText } from '../shared/http-answer';

export type MailAnswer = {
  readonly status: number;
  readonly retryAfterMs?: number;
  /** Undefined where it is no JSON, or too long to be an answer. */
  readonly body: unknown;
};

const MAX_ANSWER_BYTES = 256 * 1_024;

/** One request, its answer read to the end within the deadline. Throws where no whole answer was seen. */
export async function askMailService(call: HttpCall): Promise<MailAnswer> {
  try {
    const { response, text = '' } = await readAnswer(call, MAX_ANSWER_BYTES);
    const wait = retryAfterMs(response);
    return { status: response.status, body: jsonOf(text), ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  } catch (error) {
    const cause = withoutText(error);
    throw neverLeft(error)
      ? new TransientError('mail-not-reached', { cause })
      : new UnknownOutcomeError('mail-unanswered', { cause });
  }
}
