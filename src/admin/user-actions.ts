import * as z from 'zod';
import { decide } from '../approvals/core/decide';
import type { ChangePolicy } from '../approvals/core/definition';
import type { Asker, Command } from '../approvals/core/model';
import type { Instant } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { Fingerprint, Subject, SubjectState } from '../subjects/core/model';
import { refused, type Served } from './answer';
import type { Answer, ApprovalView, UserApi } from './contract';
import { approvalId, person, requestId, shownPerson, step } from './inputs';
import { mayRestart } from './may-view';
import type { ShowOne, StoredApproval } from './present';
import type { Reach, Reached } from './reach';
import { createRestart } from './restart';
import { commandId, type Deps as DecisionDeps } from './user-decisions';
import type { Deps as SubjectDeps } from './user-subject';
import { kindOf, type Viewer } from './viewer';
import { refusedText } from './words-refused';

export type Deps = DecisionDeps &
  Pick<SubjectDeps, 'begin' | 'definitions'> & {
    now: () => Instant;
    /** Asks the product, as the viewer. */
    isAdminOf: (subject: Subject) => Promise<boolean>;
    fingerprintOf: (content: SubjectState['content'], policy: ChangePolicy) => Fingerprint;
  };

type Parts = Deps & { reach: Reach; showOne: ShowOne };

const option = z.int().min(0, 'must be the number of an option');
const reason = z.string().trim();
const action = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['cancel', 'restart', 'archive', 'unarchive', 'delete']) }),
  z.object({ type: z.enum(['resubmit', 'remind']), step }),
  z.object({ type: z.literal('reassign'), step, from: shownPerson, to: person, reason }),
  z.object({ type: z.literal('add-approver'), step, who: person, reason }),
  z.object({ type: z.literal('close-vote'), step, option: option.optional() }),
]);
const actInput = z.object({ approvalId, action, requestId });

type Action = z.output<typeof action>;

const SHELVES = { archive: 'archived', unarchive: 'none', delete: 'deleted' } as const;

/** What can be done with an approval besides deciding. */
export function createUserActions(parts: Parts): Pick<Served<UserApi, Viewer>, 'approvals/act'> {
  const { now, reach, showOne, handle, correlation, fingerprintOf } = parts;
  const restart = createRestart(parts);

  async function act(viewer: Viewer, payload: unknown): Promise<Answer<ApprovalView>> {
    const input = parseOrThrow(actInput, payload, 'action');
    const reached = await reach.approval(viewer, input.approvalId);
    if (!reached.ok) return reached.error;

    const { stored, state } = reached.value;
    const toWhat = toCommand(input.action, reached.value);
    const by = await askerOf(viewer.accountId, reached.value, toWhat);
    const command = { id: commandId(viewer, input.requestId), correlation };
    const result =
      toWhat === undefined
        ? await restart({ approval: stored.state, state, by, request: input.requestId }, command)
        : await handle(input.approvalId, toWhat(by), command);
    return result.ok ? showOne(result.value, viewer) : refused(refusedText(result.error, kindOf(viewer)));
  }

  /** Whether they are an administrator is asked of the product only where nothing else lets them do it. */
  async function askerOf(id: Asker['id'], { stored, state }: Reached, toWhat: ToCommand | undefined): Promise<Asker> {
    const plain = { id, admin: false };
    if (toWhat === undefined ? mayRestart(stored.state, plain) : isUpTo(stored, toWhat(plain))) return plain;
    return { id, admin: await parts.isAdminOf(state.subject) };
  }

  function isUpTo({ state: approval, sequence }: StoredApproval, what: Command): boolean {
    const tried = decide(approval, what, { at: now(), sequence: sequence + 1 });
    return tried.ok || (tried.error !== 'not-allowed' && tried.error !== 'not-the-requester');
  }

  /** Undefined for what is no single command. */
  function toCommand(what: Action, { stored, state }: Reached): ToCommand | undefined {
    const approval = stored.state;
    switch (what.type) {
      case 'restart':
        return undefined;
      case 'cancel':
        return ({ id, admin }) => ({
          type: 'cancel',
          by: { type: 'account', accountId: id },
          reason: admin ? 'by-admin' : 'by-requester',
        });
      case 'archive':
      case 'unarchive':
      case 'delete': {
        const as = SHELVES[what.type];
        return (by) => ({ type: 'shelve', by, as });
      }
      case 'resubmit': {
        const seen = fingerprintOf(state.content, approval.terms.changes);
        return (by) => ({ type: 'resubmit', by, step: what.step, seen });
      }
      case 'remind':
        return (by) => ({ type: 'remind', by, step: what.step });
      case 'reassign':
      case 'add-approver':
        return (by) => ({ ...what, by });
      case 'close-vote':
        return ({ id }) => ({ ...what, by: id });
    }
  }

  return { 'approvals/act': act };
}

type ToCommand = (by: Asker) => Command;
