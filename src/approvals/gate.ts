import * as z from 'zod';
import { type DefinitionId, toDefinitionId } from '../shared/brand';
import type { SubjectKey } from '../subjects/core/model';
import { inForce } from './core/in-force';
import type { Approval, ClosedApproval } from './core/model';
import type { StoredApproval } from './store';

/** What the workflow rule was set to. An older rule may hold anything. */
const configuration = z.object({ definitionId: z.string().min(1).transform(toDefinitionId) });

export type GateAnswer = { readonly result: true } | { readonly result: false; readonly errorMessage: string };

type Deps = {
  /** The work item's own id, as the app; undefined where it is gone. */
  findWorkItem: (key: string) => Promise<SubjectKey | undefined>;
  storedOn: (subject: SubjectKey) => Promise<readonly StoredApproval[]>;
  nameOf: (definition: DefinitionId) => Promise<string | undefined>;
};

/**
 * Lets a work item pass only while the newest approval by the chosen definition is approved. It asks our own ledger:
 * everybody who may edit a work item may also write its properties.
 */
export function createGate({ findWorkItem, storedOn, nameOf }: Deps) {
  return async function gate(issueKey: string, configured: unknown): Promise<GateAnswer> {
    const chosen = configuration.safeParse(configured);
    if (!chosen.success)
      return refuse(
        'This transition waits for an approval, but no approval definition is chosen in its rule. Tell a Jira administrator.',
      );

    const { definitionId } = chosen.data;
    const subject = await findWorkItem(issueKey);
    if (subject === undefined)
      return refuse('Baton cannot read this work item, so it cannot tell whether it is approved.');

    const approvals = (await storedOn(subject)).map(({ state }) => state).filter((each) => !isDeleted(each));
    const newest = inForce(approvals, definitionId);
    const fault = newest === undefined ? 'was not started' : whyShut(newest);
    if (fault === undefined) return { result: true };
    const name = newest?.definition.name ?? (await nameOf(definitionId)) ?? 'chosen for this transition';
    return refuse(`The approval “${name}” ${fault}. ${NEXT}`);
  };
}

const NEXT = 'Open the Approvals panel of this work item to go on.';

const refuse = (errorMessage: string): GateAnswer => ({ result: false, errorMessage });

const isDeleted = (approval: Approval) => approval.status !== 'pending' && approval.shelved?.as === 'deleted';

/** Undefined where it holds. */
function whyShut(approval: Approval): string | undefined {
  switch (approval.status) {
    case 'pending':
      return 'is still open';
    case 'rejected':
      return 'was rejected';
    case 'expired':
      return 'expired before everybody had decided';
    case 'cancelled':
      return 'was cancelled';
    case 'approved':
      return whyNotValid(approval);
  }
}

/** An approval that may still be taken back does not open anything yet. */
function whyNotValid({ outdatedAt, validity, settled }: ClosedApproval): string | undefined {
  if (outdatedAt !== undefined) return 'is outdated: the work item was changed since';
  if (validity === 'lapsed') return 'is no longer valid';
  return settled ? undefined : 'can still be taken back for a few minutes';
}
