import type { HttpFetch } from '../ports';
import { TransientError, UnknownOutcomeError } from '../shared/errors';

export type MailAnswer = {
  readonly status: number;
  readonly retryAfterMs?: number;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
};

type Call = {
  readonly http: HttpFetch;
  readonly url: string;
  readonly init: RequestInit;
  readonly signal: AbortSignal;
};

const MAX_ANSWER_BYTES = 256 * 1_024;
const LONGEST_RETRY_SECONDS = 3_600;

/** One request, its answer read to the end within the deadline. Throws where no whole answer was seen. */
export async function askMailService({ http, url, init, signal }: Call): Promise<MailAnswer> {
  try {
    const response = await inTime(signal, http(url, { ...init, redirect: 'error', signal }));
    const text = await inTime(signal, readBody(response));
    const retryAfterMs = waitAskedBy(response);
    return {
      status: response.status,
      body: toJson(text),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  } catch (error) {
    // The network's own words may quote a header with its key, so only names and codes are kept.
    const cause = new Error([error instanceof Error ? error.name : typeof error, ...codesOf(error)].join(' '));
    throw neverLeft(error)
      ? new TransientError('mail-not-reached', { cause })
      : new UnknownOutcomeError('mail-unanswered', { cause });
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

/** The beginning of a longer one is no JSON, so it says nothing. */
async function readBody(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function waitAskedBy({ headers }: Response): number | undefined {
  const header = headers.get('retry-after');
  if (header === null || !/^\d+$/.test(header)) return undefined;
  return Math.min(Number(header), LONGEST_RETRY_SECONDS) * 1_000;
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
