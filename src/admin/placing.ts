import { checkDelivery } from '../approvals/core/check/delivery';
import type { Delivery, Draft } from '../approvals/core/definition';
import type { SlackTeamId } from '../shared/brand';
import type { InputIssue } from '../shared/errors';
import { inParallel } from '../shared/parallel';
import { err, ok, type Result } from '../shared/result';

type Place = {
  readonly workspace?: { readonly team: SlackTeamId };
  readonly channel?: { readonly id: string; readonly name: string };
};
type PlaceFault = { readonly at: 'mode' | 'workspace' | 'channel'; readonly problem: string };
type Ask = (delivery: Delivery) => Promise<Result<Place, PlaceFault>>;

/** Both throw where Slack does not answer. */
export type Deps = { places: { look: Ask; enter: Ask } };

type Unsaved = Omit<Draft, 'id'>;
type Spot = { readonly path: string; readonly delivery: Delivery };

const AT_ONCE = 4;

/** Whether people can be asked where a definition says, in its terms and in each of its steps. */
export function createPlacing({ places }: Deps) {
  /** Changes nothing in Slack. What is found is written as Slack has it, a channel's workspace with it. */
  const look = (draft: Unsaved) => settle(draft, places.look);
  /** Baton goes into each channel that lets it in. */
  const enter = (draft: Unsaved) => settle(draft, places.enter);

  async function settle(draft: Unsaved, ask: Ask): Promise<Result<Unsaved, readonly InputIssue[]>> {
    const spots = spotsOf(draft).filter(({ path, delivery }) => checkDelivery(path, delivery).length === 0);
    const wanted = new Map(spots.map(({ delivery }) => [keyOf(delivery), delivery]));
    const told = await inParallel(AT_ONCE, [...wanted], async ([key, delivery]) => [key, await ask(delivery)] as const);
    const found = new Map(told);

    const faults = spots.flatMap(({ path, delivery }) => {
      const place = found.get(keyOf(delivery));
      return place === undefined || place.ok
        ? []
        : [{ field: `${path}.${place.error.at}`, problem: place.error.problem }];
    });
    if (faults.length > 0) return err(faults);

    const settled = (delivery: Delivery): Delivery => {
      const place = found.get(keyOf(delivery));
      return place?.ok === true ? asFound(delivery, place.value) : delivery;
    };
    return ok(withDeliveries(draft, settled));
  }

  return { look, enter };
}

const spotsOf = ({ steps, terms }: Unsaved): readonly Spot[] => [
  ...steps.flatMap(({ delivery }, index) =>
    delivery === undefined ? [] : [{ path: `steps[${index}].delivery`, delivery }],
  ),
  ...(terms.delivery === undefined ? [] : [{ path: 'terms.delivery', delivery: terms.delivery }]),
];

const keyOf = ({ mode, workspace, channel }: Delivery) => JSON.stringify([mode, workspace, channel?.id]);

/** The default workspace may be another one tomorrow; a channel stays where it is. */
function asFound(delivery: Delivery, { workspace, channel }: Place): Delivery {
  if (delivery.channel === undefined || workspace === undefined || channel === undefined) return delivery;
  return { ...delivery, workspace: workspace.team, channel: { id: channel.id, name: channel.name } };
}

function withDeliveries(draft: Unsaved, settled: (delivery: Delivery) => Delivery): Unsaved {
  const within = <T extends { readonly delivery?: Delivery }>(part: T): T =>
    part.delivery === undefined ? part : { ...part, delivery: settled(part.delivery) };
  return { ...draft, steps: draft.steps.map(within), terms: within(draft.terms) };
}
