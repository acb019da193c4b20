import type { Clock, Ids, Log, Store } from '../ports';
import type { AccountId, SlackTeamId } from '../shared/brand';
import { ConflictError, describeError, PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import { scopeNames } from './app-manifest';
import type { SlackClient } from './client';
import type { Installation } from './client-oauth';
import type { Connection, Connections } from './connections';
import { connectWorkspace } from './connections/changes';
import { MAX_CONNECTIONS } from './connections/model';
import { type Attempt, createAttempts, isOwn, type Why } from './oauth-attempts';
import { type InstallRefusal, judgeInstallation, toInstalled } from './oauth-judge';
import { type PageAnswer, toPage } from './oauth-page';
import { PAGES, wordsFor } from './oauth-words';

type Code = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly code: string;
  readonly redirectUri: string;
};

export type OAuthDeps = {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  connections: Pick<Connections, 'all' | 'change' | 'exclusively'>;
  /** Slack's consent page. */
  authorizeUrl: string;
  redirectUrl: () => Promise<string>;
  exchange: (code: Code) => Promise<Installation>;
  clientOf: (token: string) => Pick<SlackClient, 'whoAmI' | 'revoke'>;
  /** Called after a workspace was stored; it must not throw. */
  connected: (team: SlackTeamId) => Promise<void>;
};

export type CallbackRequest = {
  readonly method: string;
  readonly query: Readonly<Record<string, readonly string[] | undefined>>;
};

export type BeginRefusal = 'not-configured' | 'too-many' | 'not-connected';
export type ClaimRefusal = 'attempt-over' | 'not-ready' | 'too-many';
export type Begun = {
  readonly url: string;
  readonly attempt: string;
  readonly token: string;
  readonly expiresAt: number;
};

const CLIENT_CODES = ['bad_client_secret', 'invalid_client_id'];
const CODE_CODES = ['invalid_code', 'code_already_used', 'code_expired'];
const WORD = /^\w{1,80}$/;

/**
 * OAuth v2. Whoever comes back from Slack's page proves nothing about who they are in Jira, so the callback connects
 * nothing: it trades the code and parks what it got, and the administrator who began, in the browser that began,
 * confirms it. https://docs.slack.dev/authentication/installing-with-oauth
 */
export function createOAuth(deps: OAuthDeps) {
  const { clock, log, connections, authorizeUrl, redirectUrl, exchange, clientOf, connected } = deps;
  const attempts = createAttempts(deps);

  async function begin(account: AccountId, team?: SlackTeamId): Promise<Result<Begun, BeginRefusal>> {
    const { client, connections: present } = await connections.all();
    if (client === undefined) return err('not-configured');
    if (team !== undefined && !present.some((each) => each.team === team)) return err('not-connected');
    if (team === undefined && present.length >= MAX_CONNECTIONS) return err('too-many');

    const { attempt, state, token } = await attempts.begin(account, team);
    const url = new URL(authorizeUrl);
    const asked = { client_id: client.id, scope: scopeNames().join(','), redirect_uri: await redirectUrl(), state };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    if (team !== undefined) url.searchParams.set('team', team);
    return ok({ url: url.href, attempt: attempt.id, token, expiresAt: attempt.expiresAt });
  }

  async function callback(request: CallbackRequest): Promise<PageAnswer> {
    // To ask for the head alone changes nothing, as scanners of links do.
    if (request.method === 'HEAD') return { ...toPage(200, PAGES.ready), body: '' };
    if (request.method !== 'GET') return toPage(405, PAGES.method);
    try {
      return await comeBack(request.query);
    } catch (error) {
      if (error instanceof ConflictError) return toPage(503, PAGES.busy);
      log.error('slack-callback-failed', describeError(error));
      return toPage(500, PAGES.failed);
    }
  }

  async function comeBack(query: CallbackRequest['query']): Promise<PageAnswer> {
    const state = only(query.state);
    if (state === undefined || state === '') return toPage(400, PAGES['no-state']);
    const attempt = await spend(state);
    if (attempt === 'unknown' || attempt === 'used') return toPage(400, PAGES[attempt]);

    const settled = await settle(attempt, query);
    if (settled.ok) return toPage(200, PAGES.ready);
    await attempts.put({ ...attempt, progress: { type: 'refused', why: settled.error } });
    log.warn('slack-not-connected', { ...settled.error });
    return toPage(settled.error.reason === 'access-denied' ? 200 : 400, wordsFor(settled.error));
  }

  /** Under the lease of the connections, so that no two callbacks can use the same state. */
  async function spend(state: string): Promise<Attempt | 'unknown' | 'used'> {
    let spent: Attempt | 'unknown' | 'used' = 'unknown';
    await connections.exclusively(async () => {
      const found = await attempts.byState(state);
      if (found === undefined) return;
      if (found.progress.type !== 'begun') {
        spent = 'used';
        return;
      }
      spent = { ...found, progress: { type: 'called-back' } };
      await attempts.put(spent);
    });
    return spent;
  }

  async function settle(attempt: Attempt, query: CallbackRequest['query']): Promise<Result<true, Why>> {
    const refusal = only(query.error);
    if (refusal === 'access_denied') return err({ reason: 'access-denied' });
    const code = only(query.code);
    if (code === undefined || code === '') return err(slackSaid(refusal));

    const { client, connections: present } = await connections.all();
    if (client === undefined) return err({ reason: 'not-configured' });
    const redirectUri = await redirectUrl();
    const traded = await attemptOf(() =>
      exchange({ clientId: client.id, clientSecret: client.secret, code, redirectUri }),
    );
    return traded.ok ? receive(attempt, traded.value, present) : traded;
  }

  async function receive(
    attempt: Attempt,
    installation: Installation,
    present: readonly Connection[],
  ): Promise<Result<true, Why>> {
    const judged = judgeInstallation(installation, { expected: attempt.team, connections: present });
    if (!judged.ok) return refuse(installation, present, { reason: judged.error });

    const identity = await attemptOf(() => clientOf(installation.botToken).whoAmI());
    if (!identity.ok) return refuse(installation, present, identity.error);
    const installed = toInstalled(installation, identity.value, { by: attempt.account, at: clock.now() });
    if (!installed.ok) return refuse(installation, present, { reason: installed.error });

    const { value } = installed;
    const parked = { attempt: attempt.id, until: attempt.expiresAt, installed: value };
    await connections.change((secrets) => ok({ ...secrets, parked: [...secrets.parked, parked] }));
    const again = present.some(({ team }) => team === value.team);
    await attempts.put({ ...attempt, progress: { type: 'ready', teamName: value.teamName, again } });
    return ok(true);
  }

  /** A token that nobody will use is given back, unless it is the one of a connection that works. */
  async function refuse(
    { team, botToken }: Installation,
    present: readonly Connection[],
    why: Why,
  ): Promise<Result<true, Why>> {
    if (!present.some((each) => each.team === team?.id)) await takeBack(botToken);
    return err(why);
  }

  /** Whether there is nothing left to take back: what Slack refuses now, it will refuse again. */
  async function takeBack(token: string): Promise<boolean> {
    try {
      await clientOf(token).revoke();
      return true;
    } catch (error) {
      log.warn('slack-token-not-revoked', describeError(error));
      return error instanceof PermanentError;
    }
  }

  /**
   * What nobody confirmed in time is taken back in Slack, and only then forgotten. A workspace that is connected, or
   * waits once more, may go by the same token, and keeps it.
   */
  async function giveBack(): Promise<void> {
    const at = clock.now();
    const { connections: present, parked } = await connections.all();
    const inUse = [...present, ...parked.flatMap(({ until, installed }) => (at < until ? [installed] : []))];
    const done: string[] = [];
    for (const { attempt, until, installed } of parked) {
      if (at < until) continue;
      const isInUse = inUse.some(({ team }) => team === installed.team);
      if (isInUse || (await takeBack(installed.botToken))) done.push(attempt);
    }
    if (done.length === 0) return;
    await connections.change((secrets) =>
      ok({ ...secrets, parked: secrets.parked.filter(({ attempt }) => !done.includes(attempt)) }),
    );
  }

  /** Undefined for anybody but the administrator and the browser that began. */
  async function look(id: string, account: AccountId, token: string): Promise<Attempt | undefined> {
    const attempt = await attempts.load(id);
    return attempt !== undefined && isOwn(attempt, account, token) ? attempt : undefined;
  }

  /** Connects what came back. A second time answers as the first. */
  async function claim(id: string, account: AccountId, token: string): Promise<Result<true, ClaimRefusal>> {
    const attempt = await look(id, account, token);
    if (attempt === undefined) return err('attempt-over');
    if (attempt.progress.type === 'connected') return ok(true);
    if (attempt.progress.type !== 'ready') return err('not-ready');

    let team: SlackTeamId | undefined;
    const changed = await connections.change<ClaimRefusal>((secrets) => {
      const parked = secrets.parked.find((each) => each.attempt === id);
      if (parked === undefined) return err('attempt-over');
      team = parked.installed.team;
      const joined = connectWorkspace(secrets, parked.installed);
      if (!joined.ok) return err('too-many');
      return ok({ ...joined.value, parked: secrets.parked.filter((each) => each !== parked) });
    });
    if (!changed.ok) return changed;
    await attempts.put({ ...attempt, progress: { type: 'connected', teamName: attempt.progress.teamName } });
    if (team !== undefined) await connected(team);
    return ok(true);
  }

  return { begin, callback, look, claim, giveBack };
}

export type OAuth = ReturnType<typeof createOAuth>;

const only = (values: readonly string[] = []): string | undefined => (values.length === 1 ? values[0] : undefined);

/** Whatever stands in an address may be anybody's, so only what looks like a code of Slack's is repeated. */
function slackSaid(code: string | undefined): Why {
  return code !== undefined && WORD.test(code) ? { reason: 'slack-refused', code } : { reason: 'slack-refused' };
}

async function attemptOf<T>(call: () => Promise<T>): Promise<Result<T, Why>> {
  try {
    return ok(await call());
  } catch (error) {
    if (error instanceof PermanentError) return err({ reason: reasonOf(error.code), code: error.code });
    if (error instanceof TransientError || error instanceof UnknownOutcomeError) return err({ reason: 'unanswered' });
    throw error;
  }
}

function reasonOf(code: string): InstallRefusal {
  if (CLIENT_CODES.includes(code)) return 'client-refused';
  return CODE_CODES.includes(code) ? 'code-refused' : 'slack-refused';
}
