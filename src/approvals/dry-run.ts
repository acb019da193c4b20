import type { Clock } from '../ports';
import { type AccountId, toApprovalId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import type { SubjectState } from '../subjects/core/model';
import { holds } from './core/condition';
import type { Definition } from './core/definition';
import type { DryRun, DryStep } from './core/dry-run';
import type { Approval, DeadlockReason, Staffing, Step } from './core/model';
import { verdictOf } from './core/quorum';
import { inScope } from './core/scope';
import { start } from './core/start';
import { groupsOf } from './core/steps';
import { fingerprintOf } from './fingerprint';
import type { Staffer } from './people';

const AT_ONCE = 4;

/** What a definition would do on a subject as it is now: everything is looked up, nothing is stored or sent. */
export function createDryRun({ clock, staffer }: { clock: Clock; staffer: Staffer }) {
  return async function dryRun(definition: Definition, state: SubjectState, requester: AccountId): Promise<DryRun> {
    const { subject, facts, content } = state;
    const { startWhen, scope } = definition;
    const automatic = { defined: startWhen !== undefined, applies: startWhen !== undefined && holds(startWhen, facts) };
    if (!inScope(scope, subject)) return { refused: 'out-of-scope', automatic, steps: [] };

    const basis = fingerprintOf(content, definition.terms.changes);
    const about = { id: toApprovalId('dry-run'), subject, facts, basis, requester, automatic: false };
    const begun = start(definition, about, clock.now());
    if (!begun.ok) return { refused: begun.error, automatic, steps: [] };

    const approval = begun.value.next;
    const groups = groupsOf(approval.steps);
    const steps = await inParallel(AT_ONCE, [...approval.steps.keys()], (index) =>
      dryStep(approval, index, state, groups.findIndex((each) => each.includes(index)) + 1),
    );
    return { automatic, steps: steps.flatMap((each) => each ?? []) };
  };

  async function dryStep(
    approval: Approval,
    index: number,
    state: SubjectState,
    group: number,
  ): Promise<DryStep | undefined> {
    const step = approval.steps[index];
    if (step === undefined) return undefined;
    const delivery = step.delivery ?? approval.terms.delivery;
    const known = { step, group, ...(delivery === undefined ? {} : { delivery }) };
    const staffed = await staffer.staffStep(approval, index, state);
    if (staffed === undefined) return { ...known, people: [], excluded: [] };

    const { staffing, clock: due } = staffed;
    const problem = problemOf(step, staffing);
    return {
      ...known,
      people: staffing.people,
      excluded: staffing.excluded,
      ...(problem === undefined ? {} : { problem }),
      ...(due === undefined ? {} : { clock: due }),
    };
  }
}

/** A quorum that these people could never reach. */
function problemOf({ quorum }: Step, { people, problem }: Staffing): DeadlockReason | undefined {
  if (problem !== undefined) return problem;
  const approvers = people.map(({ id, delegates }) => ({ id, delegates, round: 0 }));
  return verdictOf(quorum, approvers) === 'out-of-reach' ? 'quorum-out-of-reach' : undefined;
}
