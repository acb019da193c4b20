import type { AccountId, SlackUserId } from '../shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';
import { missingScopes } from './app-manifest';
import { createChannels } from './channels';
import type { Message, SlackClient } from './client';
import type { Connection } from './connections';
import { remedyFor } from './remedies';

/** How an account is found in a workspace. */
export type Mapping =
  | { readonly type: 'user'; readonly user: SlackUserId }
  /** `because` is a sentence. */
  | { readonly type: 'nobody'; readonly because: string }
  /** Jira or Slack did not say. */
  | { readonly type: 'unanswered' };

export type CheckName = 'token' | 'scopes' | 'channel' | 'mapping' | 'round-trip';
export type CheckLine = {
  readonly check: CheckName;
  readonly state: 'ok' | 'problem' | 'skipped';
  readonly text: string;
  readonly remedy?: string;
};

type Client = Pick<SlackClient, 'whoAmI' | 'channelInfo' | 'joinChannel' | 'listChannels' | 'post' | 'update'>;
type Deps = {
  clientOf: (connection: Connection) => Client;
  mappingOf: (account: AccountId, connection: Connection) => Promise<Mapping>;
};

/** What was found, and the scopes where Slack told them. */
export type SelfCheck = { readonly lines: readonly CheckLine[]; readonly scopes: readonly string[] | undefined };

/** Goes the whole way of a message, and says of each part whether it works. */
export function createSelfCheck({ clientOf, mappingOf }: Deps) {
  return async function run(connection: Connection, account: AccountId): Promise<SelfCheck> {
    const client = clientOf(connection);
    const identity = await attempt(() => client.whoAmI());
    if (!identity.ok)
      return { lines: [problem('token', 'Slack refuses the token', identity), ...REST], scopes: undefined };

    const { team, botUser, scopes } = identity.value;
    if (team !== connection.team || botUser !== connection.botUser) {
      return { lines: [OTHER_INSTALLATION, ...REST], scopes: undefined };
    }
    const mapping = await mappingOf(account, connection);
    const lines = [
      fine('token', `Baton is signed in to ${connection.teamName}.`),
      scopeLine(scopes),
      await channelLine(client, connection),
      mappingLine(mapping),
      await roundTrip(client, connection, mapping),
    ];
    return { lines, scopes };
  };
}

function scopeLine(scopes: readonly string[]): CheckLine {
  const missing = missingScopes(scopes);
  if (missing.length === 0) return fine('scopes', 'All scopes are granted.');
  const text = `These scopes are missing: ${missing.join(', ')}.`;
  return { check: 'scopes', state: 'problem', text, remedy: remedyFor('missing_scope') ?? WITHOUT_REMEDY };
}

async function channelLine(client: Client, { defaultChannel }: Connection): Promise<CheckLine> {
  if (defaultChannel === undefined)
    return { check: 'channel', state: 'skipped', text: 'No default channel is chosen.' };
  const asked = await attempt(() => createChannels(client).check(defaultChannel.id));
  if (!asked.ok) return problem('channel', `#${defaultChannel.name} could not be checked`, asked);
  const verdict = asked.value;
  if (!verdict.ok) return { check: 'channel', state: 'problem', text: verdict.problem, remedy: verdict.remedy };
  const { channel, joins } = verdict;
  return fine('channel', joins ? `Baton can join #${channel.name}.` : `Baton is in #${channel.name}.`);
}

function mappingLine(mapping: Mapping): CheckLine {
  if (mapping.type === 'user') return fine('mapping', `You are the Slack user ${mapping.user}.`);
  if (mapping.type === 'unanswered') {
    const text = 'Jira or Slack did not say who you are in Slack.';
    return { check: 'mapping', state: 'problem', text, remedy: TRY_AGAIN };
  }
  const remedy = 'Use the same e-mail address in Slack and Atlassian, or link your account with /baton link.';
  return { check: 'mapping', state: 'problem', text: `You were not found in Slack. ${mapping.because}`, remedy };
}

/** To the admin, or else to the channel: posted, then changed, as every request is. */
async function roundTrip(client: Client, connection: Connection, mapping: Mapping): Promise<CheckLine> {
  const to = mapping.type === 'user' ? mapping.user : connection.defaultChannel?.id;
  if (to === undefined) {
    return { check: 'round-trip', state: 'skipped', text: 'There is nobody and no channel to write to.' };
  }
  const posted = await attempt(() => client.post(to, message('Baton is testing this connection…')));
  if (!posted.ok) return problem('round-trip', 'The test message was not posted', posted);
  const updated = await attempt(() =>
    client.update(posted.value, message('Baton’s test message arrived and was updated.')),
  );
  if (!updated.ok) return problem('round-trip', 'The test message was posted and could not be updated', updated);
  const where = mapping.type === 'user' ? 'you' : `#${connection.defaultChannel?.name ?? to}`;
  return fine('round-trip', `A message to ${where} was posted and updated.`);
}

function message(text: string): Message {
  return { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
}

type Failed = { readonly ok: false; readonly code: string; readonly passes: boolean };
type Attempted<T> = { readonly ok: true; readonly value: T } | Failed;

async function attempt<T>(call: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (error instanceof PermanentError) return { ok: false, code: error.code, passes: false };
    if (error instanceof TransientError || error instanceof UnknownOutcomeError) {
      return { ok: false, code: error.message, passes: true };
    }
    throw error;
  }
}

function problem(check: CheckName, text: string, { code, passes }: Failed): CheckLine {
  const remedy = passes ? TRY_AGAIN : (remedyFor(code) ?? WITHOUT_REMEDY);
  return { check, state: 'problem', text: `${text} (${code}).`, remedy };
}

const TRY_AGAIN = 'Slack is busy or not reached. Try again in a minute.';
/** For a refusal that is a defect of ours, or that nobody documented. */
const WITHOUT_REMEDY =
  'Send the test message once more. If Slack refuses it again, connect the workspace again in the Slack section of Baton’s settings.';

const fine = (check: CheckName, text: string): CheckLine => ({ check, state: 'ok', text });

const OTHER_INSTALLATION: CheckLine = {
  check: 'token',
  state: 'problem',
  text: 'The token belongs to another workspace or another Slack app.',
  remedy: 'Connect the workspace again in the Slack section of Baton’s settings.',
};

const REST: readonly CheckLine[] = (['scopes', 'channel', 'mapping', 'round-trip'] as const).map((check) => ({
  check,
  state: 'skipped',
  text: 'Not checked, since the token does not work.',
}));
