import { err, ok, type Result } from '../../shared/result';
import { addApprover, reassign, remind } from './asking';
import { castDecision } from './cast';
import { closeVote } from './close-vote';
import type { Approval, Command, Refusal } from './model';
import { observe } from './observe';
import { giveUpRenewal } from './renewal';
import { resubmit } from './resubmit';
import { shelve } from './shelve';
import { staff } from './staff';
import { tick } from './tick';
import { closeApproval, type Now, type Transition } from './transition';
import { withdraw } from './withdraw';

/** Pure: the same approval, command and instant always give the same transition or refusal. */
export function decide(approval: Approval, command: Command, now: Now): Result<Transition, Refusal> {
  const { at } = now;
  switch (command.type) {
    case 'withdraw':
      return withdraw(approval, command, at);
    case 'observe':
      return observe(approval, command, at);
    case 'shelve':
      return shelve(approval, command, at);
    case 'give-up-renewal':
      return giveUpRenewal(approval, command);
    case 'tick':
      return tick(approval, at);
    case 'decide':
    case 'resubmit':
    case 'cancel':
    case 'reassign':
    case 'add-approver':
    case 'remind':
    case 'close-vote':
    case 'staff':
      return approval.status === 'pending' ? decidePending(approval, command, now) : err('approval-closed');
  }
}

type WhilePending = Extract<
  Command,
  { type: 'decide' | 'resubmit' | 'cancel' | 'reassign' | 'add-approver' | 'remind' | 'close-vote' | 'staff' }
>;

function decidePending(
  approval: Extract<Approval, { status: 'pending' }>,
  command: WhilePending,
  now: Now,
): Result<Transition, Refusal> {
  const { at } = now;
  switch (command.type) {
    case 'decide':
      return castDecision(approval, command, now);
    case 'resubmit':
      return resubmit(approval, command, at);
    case 'cancel': {
      const { by, reason } = command;
      const stranger = by.type === 'account' && reason === 'by-requester' && by.accountId !== approval.requester;
      return stranger
        ? err('not-the-requester')
        : ok(closeApproval(approval, { outcome: 'cancelled', by, cancelled: reason }, at));
    }
    case 'reassign':
      return reassign(approval, command, at);
    case 'add-approver':
      return addApprover(approval, command, at);
    case 'remind':
      return remind(approval, command, at);
    case 'close-vote':
      return closeVote(approval, command, at);
    case 'staff':
      return staff(approval, command, at);
  }
}
