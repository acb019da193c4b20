import type { Delivery } from '../../approvals/core/definition';
import { PermanentError } from '../../shared/errors';
import { err, ok, type Result } from '../../shared/result';
import { type ChannelVerdict, createChannels } from '../channels';
import type { SlackClient } from '../client';
import type { Connections } from '../connections';
import { remedyFor } from '../remedies';
import { type Connection, type DefaultChannel, defaultOf, isUsable } from './model';

type Client = Pick<SlackClient, 'channelInfo' | 'joinChannel' | 'listChannels'>;
type Deps = {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Client;
};

/** `at` is the member of the delivery that is wrong; `problem` reads on after its name. */
type PlaceFault = { readonly at: 'mode' | 'workspace' | 'channel'; readonly problem: string };

/** Slack as a definition means it. Where it names no channel of its own, `channel` is the workspace's default one. */
export type Place = {
  readonly workspace?: Pick<Connection, 'team' | 'name'>;
  readonly channel?: DefaultChannel;
};

/** Whether Slack can be asked where a definition says. All that asks Slack throws where Slack does not answer. */
export function createPlaces({ connections, clientOf }: Deps) {
  type Channels = ReturnType<typeof createChannels>;
  type Ask = (channels: Channels, id: string) => Promise<ChannelVerdict>;

  /** Changes nothing. */
  const look = (delivery: Delivery) => settle(delivery, (channels, id) => channels.check(id));
  /** Baton goes into the channel where nobody has to be asked. */
  const enter = (delivery: Delivery) => settle(delivery, (channels, id) => channels.enter(id));

  async function settle(delivery: Delivery, ask: Ask): Promise<Result<Place, PlaceFault>> {
    const { connections: all } = await connections.all();
    const connection = meant(all, delivery);
    if (connection === undefined) return nowhere(all, delivery);
    const { team, name } = connection;
    if (!isUsable(connection)) return err({ at: 'workspace', problem: lost(name) });
    if (delivery.mode === 'direct') return ok({ workspace: { team, name } });

    const found = await channelIn(connection, delivery, ask);
    return found.ok
      ? ok({ workspace: { team, name }, channel: found.value })
      : err({ at: 'channel', problem: found.error });
  }

  async function channelIn(
    connection: Connection,
    { channel }: Delivery,
    ask: Ask,
  ): Promise<Result<DefaultChannel, string>> {
    const { name, defaultChannel } = connection;
    const wanted = channel ?? defaultChannel;
    if (wanted === undefined) return err(noChannel(name));
    const verdict = await verdictOf(ask, connection, wanted.id);
    if (verdict.ok) return ok({ id: verdict.channel.id, name: verdict.channel.name });
    const which = channel === undefined ? `the default channel of ${name}, #${wanted.name}, fails: ` : '';
    return err(`must be a channel that Baton can post in: ${which}${said(verdict)}`);
  }

  async function verdictOf(ask: Ask, connection: Connection, id: string): Promise<ChannelVerdict> {
    try {
      return await ask(createChannels(clientOf(connection)), id);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      const remedy = remedyFor(error.code) ?? 'Check the connection in the Slack tab.';
      return { ok: false, problem: `Slack refuses to look (${error.code}).`, remedy };
    }
  }

  /** As far as it is known here, with nothing asked of Slack. */
  async function describe(delivery: Delivery): Promise<Place> {
    const connection = meant((await connections.all()).connections, delivery);
    if (connection === undefined || !isUsable(connection)) return {};
    const { team, name, defaultChannel } = connection;
    const channel = delivery.mode === 'direct' ? undefined : (delivery.channel ?? defaultChannel);
    return { workspace: { team, name }, ...(channel === undefined ? {} : { channel }) };
  }

  return { look, enter, describe };
}

export type Places = ReturnType<typeof createPlaces>;

const meant = (all: readonly Connection[], { workspace }: Delivery): Connection | undefined =>
  workspace === undefined ? defaultOf(all) : all.find(({ team }) => team === workspace);

/** It goes on after a colon, and a full stop follows. */
const said = ({ problem, remedy }: { problem: string; remedy: string }) =>
  `${problem.replace(/^Th/, 'th')} ${remedy.replace(/\.$/, '')}`;

const NOT_CONNECTED = 'Slack is not connected. Connect a workspace in the Slack tab, or choose direct messages';

/** Without Slack there are direct messages all the same: as e-mails. */
function nowhere(all: readonly Connection[], { mode, workspace }: Delivery): Result<Place, PlaceFault> {
  if (workspace !== undefined) return err({ at: 'workspace', problem: unknownHere(all) });
  return mode === 'direct' ? ok({}) : err({ at: 'mode', problem: `must not be ${mode}: ${NOT_CONNECTED}` });
}

function unknownHere(all: readonly Connection[]): string {
  const known = all.map(({ name }) => name).join(', ');
  return all.length === 0
    ? 'must not be there: no Slack workspace is connected here. Connect one in the Slack tab, or leave it out'
    : `must be a workspace that is connected here: choose ${known}, or connect it in the Slack tab`;
}

const lost = (name: string) =>
  `must be a workspace that Baton reaches: its access to ${name} is gone. Authorize it again in the Slack tab`;

const noChannel = (name: string) =>
  `must be chosen: ${name} has no default channel either. Choose one here, or for ${name} in the Slack tab`;
