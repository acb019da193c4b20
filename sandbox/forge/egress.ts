import { NotEmulatedError } from '../twin';
import { toRefusal } from './answers';
import type { Gate, Live } from './gate';
import { fetchForReal } from './globals';
import type { Manifest } from './manifest';

type Deps = {
  manifest: Manifest;
  gate: Pick<Gate, 'pass'>;
  slack: { fetch(request: Request): Promise<Response> };
  mailApi?: { fetch(request: Request): Promise<Response> };
  /** Another Slack on loopback, which is then called for real. */
  slackApiUrl: string | undefined;
};

const SLACK_HOSTS = ['slack.com', 'hooks.slack.com'];
const MAIL_HOSTS = ['api.postmarkapp.com', 'api.sendgrid.com', 'api.resend.com'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** https://developer.atlassian.com/platform/forge/function-reference/nodejs-runtime/ */
const PORTS = ['', '80', '8080', '443', '8443', '8444', '7990', '8089', '8090', '8085', '8060'];

/** `fetch` as a function on Forge has it: HTTPS, and only to the hosts that the manifest declares. */
export function createEgress({ manifest, gate, slack, mailApi, slackApiUrl }: Deps): (live: Live) => typeof fetch {
  const loopback = slackApiUrl === undefined ? undefined : loopbackOrigin(slackApiUrl);

  function routeOf(url: URL): (request: Request) => Promise<Response> {
    if (url.origin === loopback) return (request) => fetchForReal(request);
    if (!isAllowed(url, manifest.egress)) throw new EgressRefused(url);
    if (SLACK_HOSTS.includes(url.hostname)) return (request) => slack.fetch(request);
    if (mailApi !== undefined && MAIL_HOSTS.includes(url.hostname)) return (request) => mailApi.fetch(request);
    throw new NotEmulatedError(`egress to ${url.hostname}`);
  }

  return (live) =>
    async (...args) => {
      const request = new Request(...args);
      const url = new URL(request.url);
      const route = routeOf(url);
      request.signal.throwIfAborted();

      live.record.egress += 1;
      if (SLACK_HOSTS.includes(url.hostname) || url.origin === loopback) live.record.slackCalls += 1;
      const answer = gate.pass(live, {
        label: egressLabel(url, loopback),
        refuse: (fault) => toRefusal(fault, { body: rateLimited(url) }),
        effect: () => route(request),
      });
      return await Promise.race([answer, aborted(request.signal)]);
    };
}

class EgressRefused extends Error {
  override readonly name = 'REQUEST_EGRESS_ALLOWLIST_ERR';
  readonly status = 403;
  constructor(url: URL) {
    super(
      `URL not included in the external fetch backend permissions: ${url.href}. Visit go.atlassian.com/forge-egress for more information.`,
    );
  }
}

function isAllowed(url: URL, allowed: readonly string[]): boolean {
  if (url.protocol !== 'https:' || !PORTS.includes(url.port)) return false;
  return allowed.some((address) => matchesHost(address.replace(/^https:\/\//, ''), url.hostname));
}

/** `*.example.com` stands for every host below example.com, but not for example.com. */
function matchesHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function loopbackOrigin(address: string): string | undefined {
  const url = new URL(address);
  return LOOPBACK.includes(url.hostname) ? url.origin : undefined;
}

function egressLabel(url: URL, loopback: string | undefined): string {
  if (url.hostname === 'hooks.slack.com') return 'slack:response_url';
  const method = url.pathname.split('/').at(-1);
  return url.hostname === 'slack.com' || url.origin === loopback ? `slack:${method}` : `egress:${url.hostname}`;
}

const rateLimited = ({ hostname }: URL): object =>
  MAIL_HOSTS.includes(hostname) ? { message: 'Too many requests' } : { ok: false, error: 'ratelimited' };

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
