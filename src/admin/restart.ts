import type { Approval, Asker, Refusal } from '../approvals/core/model';
import { inScope } from '../approvals/core/scope';
import { start } from '../approvals/core/start';
import type { CommandId } from '../ledger/record';
import type { Instant } from '../shared/brand';
import { err, type Result } from '../shared/result';
import type { SubjectState } from '../subjects/core/model';
import { mayRestart } from './may-view';
import type { StoredApproval } from './present';
import type { Deps as DecisionDeps } from './user-decisions';
import type { Deps as SubjectDeps } from './user-subject';
import type { Refused } from './words-refused';

type Deps = Pick<DecisionDeps, 'handle'> & Pick<SubjectDeps, 'begin' | 'definitions'> & { now: () => Instant };

type Again = {
  readonly approval: Approval;
  readonly state: SubjectState;
  readonly by: Asker;
  readonly request: string;
};

/**
 * Cancels what still runs and begins anew, by the definition as it is now and for the same requester: else whoever asked
 * for it could approve it themselves after somebody else has restarted it.
 */
export function createRestart({ begin, handle, definitions, now }: Deps) {
  return async function restart(again: Again, command: CommandId): Promise<Result<StoredApproval, Refused>> {
    const { approval, state, by, request } = again;
    if (!mayRestart(approval, by)) return err('not-the-requester');
    const definition = await definitions.load(approval.definition.id);
    if (definition === undefined) return err('definition-gone');
    if (!inScope(definition.scope, state.subject)) return err('out-of-scope');

    const { id: follows, requester, basis } = approval;
    const about = { id: follows, subject: state.subject, facts: state.facts, basis, requester, automatic: false };
    // Nothing is cancelled for a start that would be refused.
    const begun = start(definition, about, now());
    if (!begun.ok) return begun;
    const ended = approval.status === 'pending' ? await end(approval, by, command) : undefined;
    if (ended !== undefined) return err(ended);
    return begin(
      definition,
      { state, requester, requestId: `restart:${follows}:${request}`, follows },
      command.correlation,
    );
  };

  async function end({ id }: Approval, by: Asker, command: CommandId): Promise<Refusal | 'not-found' | undefined> {
    const actor = { type: 'account', accountId: by.id } as const;
    const result = await handle(id, { type: 'cancel', by: actor, reason: 'restarted' }, command);
    return result.ok ? undefined : result.error;
  }
}
