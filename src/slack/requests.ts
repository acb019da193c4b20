import type { Clock, Log } from '../ports';
import type { Instant } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import type { Connections } from './connections';
import type { Connection } from './connections/model';
import { verify } from './verify';

/** Header names are in lower case, with every value that arrived. */
export type SlackRequest = { readonly body: string; readonly headers: Readonly<Record<string, readonly string[]>> };
export type SlackAnswer = {
  readonly status: number;
  readonly body: string;
  /** Plain text where none are given. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** What is known of a request that Slack has signed. */
export type Arrival = { readonly startedAt: Instant; readonly connections: readonly Connection[] };
export type Route = (body: string, arrival: Arrival) => Promise<SlackAnswer>;

const MAX_BODY_BYTES = 512 * 1_024;

export const answer = (status: number, body = ''): SlackAnswer => ({ status, body });
/** Slack reads JSON only where it is called that. */
export const jsonAnswer = (body: object): SlackAnswer => ({
  status: 200,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json; charset=utf-8' },
});

/** The one way in: everything of Slack's is weighed and proved before a character of it is read. */
export function createRequests({
  clock,
  log,
  connections,
}: {
  clock: Clock;
  log: Log;
  connections: Pick<Connections, 'all'>;
}) {
  async function prove(request: SlackRequest): Promise<Result<Arrival, SlackAnswer>> {
    const startedAt = clock.now();
    if (Buffer.byteLength(request.body) > MAX_BODY_BYTES) return err(answer(413, 'body: larger than 512 KB'));

    const { signingSecrets, connections: workspaces } = await connections.all();
    const verified = verify(request, signingSecrets, startedAt);
    if (verified.ok) return ok({ startedAt, connections: workspaces });
    log.warn('slack-request-refused', { reason: verified.error });
    return err(answer(401, `signature: ${verified.error}`));
  }

  return (route: Route) =>
    async (request: SlackRequest): Promise<SlackAnswer> => {
      const proved = await prove(request);
      return proved.ok ? route(request.body, proved.value) : proved.error;
    };
}
