import type { RefusalFault } from './gate';

export function toJson(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
  });
}

export const toEmpty = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { 'content-length': '0', ...headers } });

/** The header that the packages turn into an error of the platform. */
export const toProxyError = (status: number, code: string): Response =>
  new Response(null, { status, headers: { 'forge-proxy-error': code } });

/** How most services word a refusal; `rateLimited` is the body and the headers that differ between them. */
export function toRefusal(
  fault: RefusalFault,
  rateLimited: { body: unknown; headers?: Record<string, string> },
): Response {
  switch (fault.kind) {
    case 'rate-limited': {
      const retryAfter = { 'retry-after': String(fault.retryAfterSeconds ?? 1) };
      return toJson(429, rateLimited.body, { ...retryAfter, ...rateLimited.headers });
    }
    case 'server-error':
      return new Response('Service Unavailable', { status: fault.status ?? 503 });
    case 'slack-error':
      return toJson(200, { ok: false, error: fault.error });
  }
}
