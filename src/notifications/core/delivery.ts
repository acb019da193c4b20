/**
 * Where a request goes in Slack: to the person, to a channel, or to both. A workspace that is not named is the default
 * one, and a channel that is not named is that workspace's own default.
 */
export type Delivery = {
  readonly mode: 'direct' | 'channel' | 'both';
  readonly team?: string;
  readonly channel?: string;
};

export const DIRECT: Delivery = { mode: 'direct' };

/** What is said of a step goes before what is said of its definition, and that before what is said of the site. */
export function deliveryFor(...said: readonly (Delivery | undefined)[]): Delivery {
  return said.find((each) => each !== undefined) ?? DIRECT;
}
