import type { Instant } from '../shared/brand';
import { missingScopes } from './app-manifest';
import type { Connection, SlackSecrets } from './connections';
import { isUsable } from './connections/model';
import { remedyFor } from './remedies';

/** Something that an administrator should see to, with the way out. */
export type Warning = { readonly about: string; readonly text: string; readonly remedy: string };

const REMIND_AFTER_MS = 90 * 24 * 3_600_000;

export const isOld = (since: Instant, at: Instant): boolean => at - since >= REMIND_AFTER_MS;

const AUTHORIZE = 'Press “Authorize again” at this workspace.';

/** Pure: what is wrong with the connections as they are stored. */
export function warningsOf({ client, signingSecrets, connections }: SlackSecrets, at: Instant): readonly Warning[] {
  const newest = signingSecrets.at(-1);
  return [
    ...connections.flatMap(lostOf),
    ...connections.flatMap(scopesOf),
    ...(client !== undefined && isOld(client.changedAt, at) ? [oldClient] : []),
    ...(newest !== undefined && isOld(newest.since, at) ? [oldSigning] : []),
  ];
}

function lostOf(connection: Connection): readonly Warning[] {
  const { name: about, state } = connection;
  switch (state.status) {
    case 'healthy':
      return [];
    case 'revoked':
      return [{ about, text: 'Somebody has revoked Baton’s access. People get e-mails instead.', remedy: AUTHORIZE }];
    case 'uninstalled':
      return [{ about, text: 'The Slack app was removed. People get e-mails instead.', remedy: AUTHORIZE }];
    case 'broken': {
      const remedy = remedyFor(state.code) ?? AUTHORIZE;
      return [{ about, text: `Slack refuses Baton (${state.code}). People get e-mails instead.`, remedy }];
    }
  }
}

/** None are known of a connection that was made by an earlier version. */
function scopesOf(connection: Connection): readonly Warning[] {
  const { name: about, scopes } = connection;
  const missing = isUsable(connection) && scopes.length > 0 ? missingScopes(scopes) : [];
  if (missing.length === 0) return [];
  const text = `These scopes were not granted: ${missing.join(', ')}.`;
  return [{ about, text, remedy: remedyFor('missing_scope') ?? AUTHORIZE }];
}

const oldClient: Warning = {
  about: 'Client secret',
  text: 'It is older than 90 days.',
  remedy: 'Regenerate it under Basic Information of the Slack app, and enter the new one in the Slack settings.',
};

const oldSigning: Warning = {
  about: 'Signing secret',
  text: 'It is older than 90 days.',
  remedy: 'Regenerate it under Basic Information of the Slack app, and replace it in the Slack settings at once.',
};
