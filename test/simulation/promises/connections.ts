import { z } from 'zod';
import { TEAM, TEAMS } from '../cast';
import { askSettings } from '../settings';
import { linkOf } from '../slack-log';
import { type Evidence, isUntold } from './evidence';

const view = z.object({ connections: z.array(z.object({ teamId: z.string(), state: z.string() })) });

/** The settings page shows what is so: what late news of an older installation says does not undo a newer one. */
export async function connectionPromises(evidence: Evidence): Promise<string[]> {
  const { stage, slackDeeds } = evidence.day;
  const told = await askSettings(stage, 'slack/get');
  if (!told.ok) return [`connections: the page cannot be read: ${told.error}`];
  const { connections } = view.parse(told.value);
  return TEAMS.flatMap((team) => {
    const state = connections.find(({ teamId }) => teamId === team)?.state;
    const link = linkOf(slackDeeds, team, { connected: team === TEAM });
    if (link === 'alive' && state !== 'healthy') return [`connections: ${team} works, and is shown as ${state}`];
    if (link === 'dead' && state === 'healthy' && !isUntold(evidence))
      return [`connections: ${team} does not work, and is shown as healthy`];
    return link === 'never' && state !== undefined ? [`connections: ${team} was never connected, and is shown`] : [];
  });
}
