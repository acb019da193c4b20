import type { DeliveryMode, StepDefinition, Terms } from '../../approvals/core/definition';
import type { SlackTeamId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { ChannelMessage, Reason } from './model';

/** Where this site asks people unless a definition says otherwise. */
export type Site = {
  readonly mode: DeliveryMode;
  /** Those that work, the default first. */
  readonly workspaces: readonly {
    readonly team: SlackTeamId;
    readonly channel?: ChannelMessage['channel'] | undefined;
  }[];
};

/** Where there is no place in which to ask everybody together, why: then each is asked directly. */
export type Way =
  | { readonly mode: 'direct'; readonly workspace?: SlackTeamId }
  | { readonly mode: 'channel' | 'both'; readonly place: Result<ChannelMessage, Reason> };

/** Pure: what holds for a step. It says so itself, or its approval does, or else the site. */
export function deliveryFor(
  step: Pick<StepDefinition, 'delivery'>,
  terms: Pick<Terms, 'delivery'>,
  { mode: usual, workspaces }: Site,
): Way {
  const { mode, workspace, channel } = step.delivery ?? terms.delivery ?? { mode: usual };
  if (mode === 'direct') return workspace === undefined ? { mode } : { mode, workspace };
  const [first] = workspaces;
  if (first === undefined) return { mode, place: err('not-connected') };

  const found = workspace === undefined ? first : workspaces.find(({ team }) => team === workspace);
  if (found === undefined) return { mode, place: err('workspace-not-connected') };
  const where = channel ?? found.channel;
  return { mode, place: where === undefined ? err('no-channel') : ok({ team: found.team, channel: where }) };
}

/** The workspace in which its people are to be reached, if they can be. */
export function preferredIn(way: Way): SlackTeamId | undefined {
  if (way.mode === 'direct') return way.workspace;
  return way.place.ok ? way.place.value.team : undefined;
}
