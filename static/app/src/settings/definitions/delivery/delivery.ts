import type { Delivery } from '../form';

type Channel = NonNullable<Delivery['channel']>;

export const freshDelivery = (): Delivery => ({ mode: 'direct' });

/** Direct messages have no channel. */
export function withMode({ mode: _before, channel, ...kept }: Delivery, mode: Delivery['mode']): Delivery {
  return { mode, ...kept, ...(mode === 'direct' || channel === undefined ? {} : { channel }) };
}

/** A channel stays behind with its workspace; undefined is the site's default one. */
export const withWorkspace = ({ mode }: Delivery, workspace: string | undefined): Delivery => ({
  mode,
  ...(workspace === undefined ? {} : { workspace }),
});

/** The workspace is written down with it, whatever the site's default one is tomorrow. */
export function withChannel(delivery: Delivery, team: string, channel: Channel | undefined): Delivery {
  const { channel: _before, ...kept } = delivery;
  return channel === undefined ? kept : { ...kept, workspace: team, channel };
}

export function deliveryInWords({ mode, channel }: Delivery): string {
  if (mode === 'direct') return 'asked directly';
  const where = channel === undefined ? 'in the default channel' : `in #${channel.name}`;
  return mode === 'both' ? `asked directly and ${where}` : `asked ${where}`;
}
