import { inForce } from '../approvals/core/in-force';
import type { Approval } from '../approvals/core/model';
import { newestFirst } from '../approvals/core/newest';
import { type AccountId, isExternal } from '../shared/brand';

/** What a reader of the property is told of an approval. */
type State = Approval['status'] | 'outdated' | 'lapsed';

/** Found by JQL and by automation. The first members are of the approval that was started last, the lists of all. */
export type StateProperty = {
  readonly approval?: string;
  readonly definition?: string;
  readonly definitionId?: string;
  readonly state?: State;
  readonly step?: string;
  readonly startedAt?: string;
  readonly closedAt?: string;
  readonly states: readonly State[];
  readonly definitions: readonly string[];
  /** Definitions whose newest approval holds. */
  readonly approved: readonly string[];
  /** Who is still to decide in an open step. */
  readonly openApprovers: readonly AccountId[];
  readonly outdated: boolean;
};

/** In bytes: Jira counts characters, Confluence does not say. */
const MAX_BYTES = 32_768;

/** Of all approvals of a subject. What was archived or deleted is not shown. */
export function toStateProperty(approvals: readonly Approval[]): StateProperty {
  const shown = approvals.filter((each) => !('shelved' in each) || each.shelved === undefined).sort(newestFirst);
  const [newest] = shown;
  return fitted({
    ...(newest === undefined ? {} : factsOf(newest)),
    states: unique(shown.map(stateOf)),
    definitions: unique(shown.map(({ definition }) => definition.name)),
    approved: unique(
      inForceOfEach(shown).flatMap((each) => (stateOf(each) === 'approved' ? [each.definition.name] : [])),
    ),
    openApprovers: unique(shown.flatMap(openApproversOf)),
    outdated: newest !== undefined && newest.outdatedAt !== undefined,
  });
}

function stateOf(approval: Approval): State {
  if (approval.status === 'approved' && approval.validity === 'lapsed') return 'lapsed';
  const mayChange = approval.status === 'approved' || approval.status === 'pending';
  return mayChange && approval.outdatedAt !== undefined ? 'outdated' : approval.status;
}

function factsOf(approval: Approval) {
  const running = approval.steps.find(({ status }) => status === 'open' || status === 'returned');
  return {
    approval: approval.id,
    definition: approval.definition.name,
    definitionId: approval.definition.id,
    state: stateOf(approval),
    startedAt: new Date(approval.startedAt).toISOString(),
    ...(running === undefined ? {} : { step: running.name }),
    ...(approval.status === 'pending' ? {} : { closedAt: new Date(approval.closedAt).toISOString() }),
  };
}

const inForceOfEach = (shown: readonly Approval[]): readonly Approval[] =>
  unique(shown.map(({ definition }) => definition.id)).flatMap((id) => inForce(shown, id) ?? []);

function openApproversOf({ status, steps }: Approval): readonly AccountId[] {
  if (status !== 'pending') return [];
  return steps
    .filter((step) => step.status === 'open')
    .flatMap(({ approvers }) => approvers.filter(({ left, decision }) => left === undefined && decision === undefined))
    .flatMap(({ id }) => (isExternal(id) ? [] : [id]));
}

/** With very many approvals on one subject the ends of lists are left out; what gates rely on goes last. */
function fitted(property: StateProperty): StateProperty {
  if (sizeOf(property) <= MAX_BYTES) return property;
  const list = (['openApprovers', 'definitions', 'approved'] as const).find((name) => property[name].length > 0);
  if (list === undefined) return property;
  return fitted({ ...property, [list]: property[list].slice(0, Math.floor(property[list].length / 2)) });
}

const sizeOf = (property: StateProperty) => new TextEncoder().encode(JSON.stringify(property)).length;

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
