import type { ConnectionView, SlackAttemptView, SlackView } from '../../admin/contract';
import type { Instant } from '../../shared/brand';
import { appManifest, createAppUrl, SCOPES, type SlackAddresses, toJsonText, toYamlText } from '../app-manifest';
import { isOld, warningsOf } from '../health-list';
import type { Progress } from '../oauth-attempts';
import { wordsFor } from '../oauth-words';
import { lacksChannel } from './changes';
import { type Connection, defaultOf, MAX_CONNECTIONS, type SlackSecrets } from './model';

/** What an administrator sees: no secret, and nothing from which one could be told. */
export function toSlackView(secrets: SlackSecrets, addresses: SlackAddresses, at: Instant): SlackView {
  const { client, signingSecrets, connections, settings } = secrets;
  const manifest = appManifest(addresses);
  return {
    manifest: { yaml: toYamlText(manifest), json: toJsonText(manifest), createUrl: createAppUrl(manifest) },
    scopes: SCOPES,
    ...(client === undefined
      ? {}
      : { client: { id: client.id, changedAt: client.changedAt, isOld: isOld(client.changedAt, at) } }),
    signingSecrets: signingSecrets
      .filter(({ validUntil }) => validUntil === undefined || at < validUntil)
      .map(({ since, validUntil }) => ({
        since,
        isOld: isOld(since, at),
        ...(validUntil === undefined ? {} : { validUntil }),
      })),
    connections: connections.map(toConnectionView),
    most: MAX_CONNECTIONS,
    settings,
    warnings: [...channelWarning(secrets), ...warningsOf(secrets, at)],
  };
}

function channelWarning(secrets: SlackSecrets): SlackView['warnings'] {
  const about = defaultOf(secrets.connections)?.name;
  if (about === undefined || !lacksChannel(secrets)) return [];
  const text = 'People are to be asked in its default channel, and it has none. They get direct messages instead.';
  return [{ about, text, remedy: 'Choose its default channel below.' }];
}

function toConnectionView(connection: Connection): ConnectionView {
  const { team, teamName, name, isDefault, installedAt, installedBy, state, defaultChannel } = connection;
  return {
    teamId: team,
    teamName,
    name,
    isDefault,
    installedAt,
    ...(installedBy === undefined ? {} : { installedBy }),
    state: state.status,
    ...(defaultChannel === undefined ? {} : { defaultChannel }),
  };
}

export function toAttemptView(progress: Progress): SlackAttemptView {
  switch (progress.type) {
    case 'begun':
    case 'called-back':
      return { state: 'waiting' };
    case 'refused': {
      const { title, sentences } = wordsFor(progress.why);
      return { state: 'refused', title, text: sentences.join(' ') };
    }
    case 'ready':
      return { state: 'ready', teamName: progress.teamName, again: progress.again };
    case 'connected':
      return { state: 'connected', teamName: progress.teamName };
  }
}
