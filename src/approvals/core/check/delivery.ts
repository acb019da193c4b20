import type { Delivery } from '../definition';
import { checkText, type Faults, faultIf } from './faults';
import { checkSlackChannel, checkSlackTeam } from './shapes';

/** Slack's longest name of a channel: https://docs.slack.dev/reference/methods/conversations.create */
const MAX_CHANNEL_CHARS = 80;

/** What Slack itself would say of the workspace and the channel is asked when a definition is saved. */
export const checkDelivery = (field: string, { mode, workspace, channel }: Delivery): Faults => [
  ...(workspace === undefined ? [] : checkSlackTeam(`${field}.workspace`, workspace)),
  ...(channel === undefined
    ? []
    : [
        ...faultIf(mode === 'direct', `${field}.channel`, 'must not be there: everybody gets a direct message'),
        ...checkSlackChannel(`${field}.channel.id`, channel.id),
        ...checkText(`${field}.channel.name`, channel.name, MAX_CHANNEL_CHARS),
      ]),
];
