import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type ChangeOptions, type CommandId, createRecords } from '../ledger/record';
import type { Clock, Log, Store, TaskQueue } from '../ports';
import { type AccountId, type ApprovalId, toAccountId, toApprovalId } from '../shared/brand';
import { describeError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import { err, ok, type Result } from '../shared/result';
import { type Subject, subjectRef } from '../subjects/core/model';
import { decide } from './core/decide';
import type { Approval, ApprovalEvent, Command, Definition, Refusal } from './core/model';
import { start } from './core/start';
import { approvalCodec, type StoredApproval } from './store';

type Deps = { store: Store; clock: Clock; queue: TaskQueue; log: Log };

/** A command on its way through the queue: the same id, so that it is applied once wherever it ends up. */
const commandTask = z.object({
  approvalId: z.string().transform(toApprovalId),
  command: z.object({ id: z.string(), correlation: z.string() }),
  /** Where the person who clicked is answered. */
  replyTo: z.string().optional(),
  what: z.union([
    z.object({
      type: z.literal('decide'),
      by: z.string().transform(toAccountId),
      kind: z.enum(['approve', 'reject']),
      via: z.enum(['slack', 'jira']),
      comment: z.string().optional(),
      step: z.number().optional(),
    }),
    z.object({
      type: z.literal('cancel'),
      by: z.object({ type: z.literal('system') }),
      reason: z.literal('subject-deleted'),
    }),
  ]),
});
export type CommandTask = z.input<typeof commandTask>;

/** A refusal is an answer too: whoever asked is told. */
type CommandOutcome = {
  readonly id: ApprovalId;
  readonly what: Command;
  readonly replyTo: string | undefined;
  readonly result: Result<StoredApproval, Refusal | 'not-found'>;
};

export function createApprovals({ store, clock, queue, log }: Deps) {
  const records = createRecords<Approval, ApprovalEvent>({ store, clock, codec: approvalCodec });

  /** `requestId` names one intended start: asking twice with it answers the approval that stands there. */
  async function begin(
    definition: Definition,
    about: { subject: Subject; requester: AccountId; requestId: string },
    correlation: string,
  ): Promise<StoredApproval> {
    const { subject, requester, requestId } = about;
    const id = approvalId(subject, definition, requestId);
    const decided = start(definition, { id, subject, requester }, clock.now());
    const { stored } = await records.create(id, { id: requestId, correlation }, decided);
    await kick(id);
    return stored;
  }

  async function handle(
    id: ApprovalId,
    what: Command,
    command: CommandId,
    options?: ChangeOptions<Approval, ApprovalEvent>,
  ): Promise<Result<StoredApproval, Refusal | 'not-found'>> {
    const applied = await records.change(id, command, (state, now) => decide(state, what, now), options);
    if (applied === undefined) return err('not-found');
    if (!applied.ok) return applied;

    log.info('applied', { record: id, command: what.type, repeated: applied.value.repeated, ...command });
    await kick(id);
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

  const enqueue = (task: CommandTask) => queue.push('commands', task);

  async function runTask(body: unknown): Promise<CommandOutcome> {
    const { approvalId: id, what, command, replyTo } = parseOrThrow(commandTask, body, 'command task');
    return { id, what, replyTo, result: await handle(id, what, command) };
  }

  return { begin, handle, enqueue, runTask, kick, records, load: records.load };
}

function approvalId(subject: Subject, definition: Definition, requestId: string): ApprovalId {
  const digest = createHash('sha256').update(JSON.stringify([subjectRef(subject), definition.id, requestId]));
  return toApprovalId(`apr-${digest.digest('hex').slice(0, 20)}`);
}
