import type { Clock, Log } from '../ports';
import type { ApprovalId } from '../shared/brand';
import { ConflictError, describeError, PermanentError } from '../shared/errors';
import { inParallel } from '../shared/parallel';
import type { Subject, SubjectState } from '../subjects/core/model';
import type { Approvals } from './approvals';
import { lookUpAgainAt } from './core/clock';
import type { Approval, Command, RenewalFault, Step } from './core/model';
import { inScope } from './core/scope';
import { needsLookUp } from './core/steps';
import type { Definitions } from './definitions';
import { fingerprintOf } from './fingerprint';
import type { Staffer } from './people';
import type { StoredApproval } from './store';

type Deps = {
  clock: Clock;
  log: Log;
  correlation: string;
  approvals: Pick<Approvals, 'load' | 'apply' | 'begin' | 'kick'>;
  definitions: Pick<Definitions, 'load'>;
  staffer: Staffer;
  /** As the app; undefined where it is gone. */
  readSubject: (subject: Subject) => Promise<SubjectState | undefined>;
};

const ATTEMPTS = 3;

const AT_ONCE = 4;

/** What the step's people are looked up in: read only where something of it is needed. */
type Read = () => Promise<SubjectState | undefined>;

/** Whatever an approval needs from outside besides decisions: time, its people, the content, its successor. */
export function createUpkeep({ clock, log, correlation, approvals, definitions, staffer, readSubject }: Deps) {
  /** Everything that is due in one approval. */
  async function run(id: ApprovalId): Promise<void> {
    const stored = await approvals.load(id);
    if (stored === undefined) return;
    const present = await apply(stored, { type: 'tick' });
    try {
      await prepareIfPossible(present);
    } finally {
      await approvals.kick(id);
    }
  }

  /** Who is asked, or may decide in their place, has changed. */
  async function lookUpAgain(ids: readonly ApprovalId[]): Promise<void> {
    await inParallel(AT_ONCE, ids, async (id) => {
      const stored = await approvals.load(id);
      if (stored === undefined) return;
      const after = await staffAll(
        stored,
        () => readSubject(stored.state.subject),
        () => true,
      );
      if (after.version !== stored.version) await approvals.kick(id);
    });
  }

  /** Before what is owed is handed on. Answers the approval as it then is. */
  async function prepare(stored: StoredApproval): Promise<StoredApproval> {
    const read = once(() => readSubject(stored.state.subject));
    let present = await staffAll(stored, read, (step) => isDue(step, clock.now()));
    if (present.owed.some(({ event }) => event.type === 'approval.started')) {
      present = await observed(present, read);
    }
    return isRenewing(present) ? renew(present, read) : present;
  }

  /** The subject has changed: the content is compared, and those who follow from it are looked up again. */
  async function refresh(stored: StoredApproval, state: SubjectState, minor: boolean): Promise<void> {
    const seen = fingerprintOf(state.content, stored.state.terms.changes);
    const present = await apply(stored, { type: 'observe', seen, minor, named: state.subject });
    const after = await staffAll(present, async () => state, needsLookUp);
    if (after.version !== stored.version) await approvals.kick(after.state.id);
  }

  /** What ignores its subject's changes is not compared with it. */
  async function observed(stored: StoredApproval, read: Read): Promise<StoredApproval> {
    if (stored.state.terms.changes.onChange === 'ignore') return stored;
    const state = await read();
    if (state === undefined) return gone(stored);
    return apply(stored, {
      type: 'observe',
      seen: fingerprintOf(state.content, stored.state.terms.changes),
      minor: false,
      named: state.subject,
    });
  }

  async function staffAll(stored: StoredApproval, read: Read, which: (step: Step) => boolean): Promise<StoredApproval> {
    let present = stored;
    for (const index of stored.state.steps.keys()) {
      // Looked at anew each time: what was found in one step may have opened the next.
      const step = present.state.steps[index];
      const runs = step?.status === 'open' || step?.status === 'resolving';
      if (present.state.status === 'pending' && runs && which(step)) present = await staffOne(present, index, read);
    }
    return present;
  }

  async function staffOne(stored: StoredApproval, index: number, read: Read): Promise<StoredApproval> {
    const { state: approval } = stored;
    const step = approval.steps[index];
    const around = step !== undefined && asksTheSubject(step) ? await read() : nothingOf(approval);
    if (around === undefined) return gone(stored);
    const command = await staffer.staffStep(approval, index, around);
    return command === undefined ? stored : apply(stored, command);
  }

  /** A deletion whose event was lost is noticed here. */
  const gone = (stored: StoredApproval) =>
    apply(stored, { type: 'cancel', by: { type: 'system' }, reason: 'subject-deleted' });

  async function renew(stored: StoredApproval, read: Read): Promise<StoredApproval> {
    const fault = await renewalOf(stored.state, read);
    if (fault === undefined) return stored;
    log.warn('not-renewed', { record: stored.id, reason: fault });
    return apply(stored, { type: 'give-up-renewal', because: fault });
  }

  /** Begins it, or tells why it cannot be begun. */
  async function renewalOf(approval: Approval, read: Read): Promise<RenewalFault | undefined> {
    const [definition, state] = await Promise.all([definitions.load(approval.definition.id), read()]);
    if (definition === undefined) return 'definition-archived';
    if (state === undefined) return 'subject-gone';
    if (!inScope(definition.scope, state.subject)) return 'out-of-scope';
    const { requester, id: follows } = approval;
    const about = { state, requester, requestId: `renewal:${approval.id}`, automatic: true, follows };
    const begun = await approvals.begin(definition, about, correlation);
    return begun.ok ? undefined : begun.error;
  }

  /**
   * What was seen belongs to the version that was loaded before it was looked at: whoever loses a race for that one
   * throws, and looks again. A refusal changes nothing.
   */
  async function apply(stored: StoredApproval, what: Command): Promise<StoredApproval> {
    const command = { id: commandIdOf(what, stored.version), correlation };
    const tries = what.type === 'observe' || what.type === 'staff' ? { attempts: 1 } : {};
    const result = await approvals.apply(stored.state.id, what, command, { current: stored, ...tries });
    return result.ok ? result.value : stored;
  }

  /**
   * What is owed must not wait for a product that does not answer: the rest is taken up by the sweep. But for the
   * renewal, which nothing else would begin: it stays owed together with its notice.
   */
  async function prepareIfPossible(stored: StoredApproval, attempt = 1): Promise<StoredApproval> {
    try {
      return await prepare(stored);
    } catch (error) {
      const present = (await approvals.load(stored.state.id)) ?? stored;
      if (error instanceof ConflictError && attempt < ATTEMPTS) return prepareIfPossible(present, attempt + 1);
      if (isRenewing(present) && !(error instanceof PermanentError)) throw error;
      log.warn('not-prepared', { record: stored.id, ...describeError(error) });
      return present;
    }
  }

  return { run, prepare: (stored: StoredApproval) => prepareIfPossible(stored), refresh, lookUpAgain };
}

export type Upkeep = ReturnType<typeof createUpkeep>;

const isRenewing = ({ state, owed }: StoredApproval) =>
  owed.some(({ event }) => event.type === 'approval.renewing') &&
  (state.status === 'pending' || state.notRenewed === undefined);

/** The same for the same thing seen at the same version, and for nothing else. */
function commandIdOf(what: Command, version: number): string {
  const step = 'step' in what ? `:${what.step}` : '';
  const seen = what.type === 'observe' ? `:${what.seen.digest}` : '';
  return `${what.type}${step}${seen}:${version}`;
}

const isDue = (step: Step, at: number) =>
  step.status === 'resolving' || (step.status === 'open' && at >= lookUpAgainAt(step));

/** Whether the subject is needed to look up its people: also for its place, which may be another one by now. */
const asksTheSubject = ({ asks, exclude }: Step) =>
  asks.type === 'field' ||
  asks.type === 'role' ||
  asks.type === 'space-permission' ||
  exclude.some((each) => each !== 'requester');

const nothingOf = ({ subject }: Approval): SubjectState => ({
  subject,
  facts: {},
  involved: {},
  peopleFields: {},
  content: { parts: {} },
});

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}
