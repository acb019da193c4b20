/** A request to another's service, and the deadline that ends it, its answer's body included. */
export type HttpCall = {
  readonly http: (url: string, init?: RequestInit) => Promise<Response>;
  readonly url: string;
  readonly init: RequestInit | undefined;
  readonly signal: AbortSignal;
};

/** `text` is undefined where the body is larger than `maxBytes`. */
export type HttpAnswer = { readonly response: Response; readonly text: string | undefined };

const LONGEST_RETRY_SECONDS = 3_600;

/** The whole answer, or it throws what the network threw. Redirects are refused: they lead where nobody allowed. */
export async function readAnswer({ http, url, init, signal }: HttpCall, maxBytes: number): Promise<HttpAnswer> {
  const response = await inTime(signal, http(url, { ...init, redirect: 'error', signal }));
  return { response, text: await inTime(signal, readBody(response, maxBytes)) };
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

async function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `Retry-After` in whole seconds, an hour at most. Anything else, a date as well, counts as not said. */
export function retryAfterMs({ headers }: Response): number | undefined {
  const header = headers.get('retry-after');
  if (header === null || !/^\d+$/.test(header)) return undefined;
  return Math.min(Number(header), LONGEST_RETRY_SECONDS) * 1_000;
}

/** Undefined where it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
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
export const neverLeft = (error: unknown): boolean => codesOf(error).some((code) => NEVER_LEFT.has(code));

/** The network's own words may quote a header with its secret, so only names and codes are kept. */
export const withoutText = (error: unknown): Error =>
  new Error([error instanceof Error ? error.name : typeof error, ...codesOf(error)].join(' '));

/** Of the error and of what lies behind it. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...codesOf(error.cause)];
}
