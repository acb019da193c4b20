import type { Log } from '../ports';
import type { AccountId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import { type SubjectKey, type SubjectState, subjectRef } from '../subjects/core/model';
import type { Approvals } from './approvals';
import { holds } from './core/condition';
import type { Definition } from './core/definition';
import { inScope } from './core/scope';
import type { Definitions } from './definitions';
import type { Entry, Match, Register } from './register';
import type { StoredApproval } from './store';
import type { Upkeep } from './upkeep';

type Deps = {
  log: Log;
  correlation: string;
  register: Register;
  approvals: Pick<Approvals, 'begin' | 'handle'>;
  byIds: (ids: Entry['approvals']) => Promise<readonly StoredApproval[]>;
  definitions: Pick<Definitions, 'automatic'>;
  upkeep: Pick<Upkeep, 'refresh'>;
  /** As the app; undefined where it is gone. */
  readSubject: (subject: SubjectKey) => Promise<SubjectState | undefined>;
};

export type SubjectChange = {
  readonly subject: SubjectKey;
  readonly actor?: AccountId;
  readonly minor: boolean;
};

type About = {
  readonly state: SubjectState;
  readonly entry: Entry;
  readonly running: readonly StoredApproval[];
  readonly requester: AccountId | undefined;
};

const AT_ONCE = 4;
const NEVER_MATCHED = { holds: false, times: 0 };

/** What an event of a product means for the approvals of its subject, and which of them it starts. */
export function createSubjectChanges(deps: Deps) {
  const { log, correlation, register, approvals, byIds, definitions, upkeep, readSubject } = deps;

  /** It may come twice, late and out of order: what counts is how the subject is now. */
  async function changed({ subject, actor, minor }: SubjectChange): Promise<void> {
    const [entry, automatic] = await Promise.all([register.load(subject), definitions.automatic()]);
    const running = (await byIds(entry.approvals)).filter(({ state }) => minds(state));
    if (running.length === 0 && automatic.length === 0) return;

    const state = await readSubject(subject);
    if (state === undefined) return;
    await inParallel(AT_ONCE, running, (stored) => upkeep.refresh(stored, state, minor));
    const inReach = automatic.filter(({ scope }) => inScope(scope, state.subject));
    const about = { state, entry, running, requester: actor ?? state.involved.reporter };
    await inParallel(1, inReach, (definition) => startIfTrue(definition, about));
  }

  async function deleted(subject: SubjectKey, dedupeKey: string): Promise<void> {
    const { approvals: ids } = await register.load(subject);
    await inParallel(AT_ONCE, ids, (id) => {
      const command = { id: dedupeKey, correlation };
      return approvals.handle(id, { type: 'cancel', by: { type: 'system' }, reason: 'subject-deleted' }, command);
    });
  }

  /** Each time the condition comes true, once. What runs already is not started beside itself. */
  async function startIfTrue(definition: Definition, about: About): Promise<void> {
    const { state, entry } = about;
    const before = entry.matches.find((each) => each.definition === definition.id) ?? NEVER_MATCHED;
    const now = definition.startWhen !== undefined && holds(definition.startWhen, state.facts);
    if (now === before.holds) return;

    const match: Match = { definition: definition.id, holds: now, times: before.times + (now ? 1 : 0) };
    if (now) await startUnlessRunning(definition, match, about);
    await register.remember(state.subject, match);
  }

  async function startUnlessRunning(
    definition: Definition,
    { times }: Match,
    { state, running, requester = definition.owner }: About,
  ): Promise<void> {
    const runs = running.some((each) => each.state.definition.id === definition.id && each.state.status === 'pending');
    if (runs) return;

    const start = { state, requester, requestId: `auto:${times}`, automatic: true };
    const begun = await approvals.begin(definition, start, correlation);
    log.info('started-automatically', {
      definition: definition.id,
      subject: subjectRef(state.subject),
      ...(begun.ok ? { record: begun.value.id } : { refused: begun.error }),
    });
  }

  return { changed, deleted };
}

/** Whether a change of the subject can mean anything to it. */
const minds = (approval: StoredApproval['state']) =>
  approval.status === 'pending' || (approval.status === 'approved' && approval.shelved === undefined);
