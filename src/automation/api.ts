import type { Log } from '../ports';
import { describeError } from '../shared/errors';
import type { SubjectKey, SubjectState } from '../subjects/core/model';
import type { ApiToken, ApiTokens } from './api-token';
import type { Caller, Failure, Operations, Outcome } from './operations';

/** `headers` have lower-case names, and every value that arrived. */
export type ApiRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: string;
};
export type ApiAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type Deps = {
  tokens: Pick<ApiTokens, 'verify'>;
  operations: Operations;
  /** As the app. */
  read: (subject: SubjectKey) => Promise<SubjectState | undefined>;
  correlation: string;
  log: Log;
};

const MAX_BODY_CHARS = 64 * 1_024;
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** One address for scripts and rules: JSON in, JSON out, with a token that an admin made. */
export function createApi({ tokens, operations, read, correlation, log }: Deps) {
  async function handle(request: ApiRequest): Promise<ApiAnswer> {
    try {
      return await respond(request);
    } catch (error) {
      log.error('api-failed', describeError(error));
      const message = `Something went wrong on our side. Send the same request again. Reference: ${correlation}`;
      return refuse(500, 'failed', message);
    }
  }

  async function respond({ method, headers, body }: ApiRequest): Promise<ApiAnswer> {
    if (method !== 'POST') return withHeader(refuse(405, 'method', 'Send a POST request.'), { allow: 'POST' });
    const token = await tokens.verify(headers.authorization ?? []);
    if (token === undefined) {
      const refusal = refuse(401, 'unauthorized', 'Send the header Authorization: Bearer and a token that is valid.');
      return withHeader(refusal, { 'www-authenticate': 'Bearer' });
    }
    if (body.length > MAX_BODY_CHARS) return refuse(413, 'too-large', 'Send at most 64 KiB.');
    const given = jsonObject(body);
    if (given === undefined) return refuse(400, 'no-json', 'Send a JSON object.');
    return perform(given, callerOf(token));
  }

  async function perform({ action, ...input }: Readonly<Record<string, unknown>>, caller: Caller): Promise<ApiAnswer> {
    switch (action) {
      case 'start':
        return answer(await operations.startFrom(input, caller), (value) => ({ approval: value }));
      case 'cancel':
        return answer(await operations.cancelFrom(input, caller), (value) => ({ approval: value }));
      case 'read':
        return answer(await operations.readFrom(input, caller), (value) => ({ approvals: value }));
      default:
        return refuse(400, 'invalid', 'action must be one of start, cancel, read', { field: 'action' });
    }
  }

  /** The token stands for the administrator who made it. */
  const callerOf = ({ createdBy }: ApiToken): Caller => ({ accountId: createdBy, isAdmin: async () => true, read });

  return handle;
}

function answer<T>(outcome: Outcome<T>, toBody: (value: T) => object): ApiAnswer {
  if (outcome.ok)
    return { status: 200, headers: HEADERS, body: JSON.stringify({ ok: true, ...toBody(outcome.value) }) };
  const { status, code, message, ...more } = outcome.error;
  return refuse(status, code, message, more);
}

const refuse = (
  status: number,
  code: string,
  message: string,
  more: Pick<Failure, 'field' | 'faults'> = {},
): ApiAnswer => ({ status, headers: HEADERS, body: JSON.stringify({ ok: false, error: { code, message, ...more } }) });

const withHeader = (given: ApiAnswer, more: Readonly<Record<string, string>>): ApiAnswer => ({
  ...given,
  headers: { ...given.headers, ...more },
});

function jsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
