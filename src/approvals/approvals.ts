import { createHash } from 'node:crypto';
import { type ChangeOptions, type CommandId, createRecords } from '../ledger/record';
import type { Clock, Log, Store, TaskQueue } from '../ports';
import { type AccountId, type ApprovalId, toApprovalId } from '../shared/brand';
import { describeError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import { type Subject, type SubjectState, subjectRef } from '../subjects/core/model';
import { decide } from './core/decide';
import type { Definition } from './core/definition';
import type { Approval, ApprovalEvent, Command, Refusal } from './core/model';
import { type StartRefusal, start } from './core/start';
import { fingerprintOf } from './fingerprint';
import type { Register } from './register';
import { approvalCodec, type StoredApproval } from './store';

type Deps = { store: Store; clock: Clock; queue: TaskQueue; log: Log; register: Pick<Register, 'enter'> };

/** One intended start. Asking twice with the same `requestId` answers the approval that stands there. */
export type Start = {
  readonly state: SubjectState;
  readonly requester: AccountId;
  readonly requestId: string;
  readonly automatic?: boolean;
  readonly follows?: ApprovalId;
};

export function createApprovals({ store, clock, queue, log, register }: Deps) {
  const records = createRecords<Approval, ApprovalEvent>({ store, clock, codec: approvalCodec });

  async function begin(
    definition: Definition,
    { state, requester, requestId, automatic = false, follows }: Start,
    correlation: string,
  ): Promise<Result<StoredApproval, StartRefusal>> {
    const { subject, facts, content } = state;
    const id = approvalId(subject, definition, requestId);
    const basis = fingerprintOf(content, definition.terms.changes);
    const about = { id, subject, facts, basis, requester, automatic, ...(follows === undefined ? {} : { follows }) };
    const decided = start(definition, about, clock.now());
    if (!decided.ok) return decided;

    await register.enter(subject, id);
    const { stored } = await records.create(id, { id: requestId, correlation }, decided.value);
    await kick(id);
    return ok(stored);
  }

  async function handle(
    id: ApprovalId,
    what: Command,
    command: CommandId,
    options?: ChangeOptions<Approval, ApprovalEvent>,
  ): Promise<Result<StoredApproval, Refusal | 'not-found'>> {
    const applied = await apply(id, what, command, options);
    if (applied.ok) await kick(id);
    return applied;
  }

  /** Without asking for the relay: for whoever hands on what is owed themselves. */
  async function apply(
    id: ApprovalId,
    what: Command,
    command: CommandId,
    options?: ChangeOptions<Approval, ApprovalEvent>,
  ): Promise<Result<StoredApproval, Refusal | 'not-found'>> {
    const applied = await records.change(id, command, (state, now) => decide(state, what, now), options);
    if (applied === undefined) return err('not-found');
    if (!applied.ok) return applied;

    log.info('applied', { record: id, command: what.type, repeated: applied.value.repeated, ...command });
    return ok(applied.value.stored);
  }

  /** Asks for the relay. A lost kick only costs the time to the next sweep, so it never undoes what was stored. */
  async function kick(id: ApprovalId): Promise<void> {
    try {
      await queue.push('relay', { id });
    } catch (error) {
      log.warn('kick-lost', { record: id, ...describeError(error) });
    }
  }

  return { begin, handle, apply, kick, records, load: records.load };
}

function approvalId(subject: Subject, definition: Definition, requestId: string): ApprovalId {
  const digest = createHash('sha256').update(JSON.stringify([subjectRef(subject), definition.id, requestId]));
  return toApprovalId(`apr-${digest.digest('hex').slice(0, 20)}`);
}

export type Approvals = ReturnType<typeof createApprovals>;
