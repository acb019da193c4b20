import type { Approval } from '../../approvals/core/model';
import { isUndecided } from '../../approvals/core/steps';
import { askingOf, channelRequest } from './channel';
import { askingsOver, openedIn, roundsTold, stepsOf } from './plan';
import type { Numbered, Planned } from './planned';

/**
 * Pure: the rows by which these events concern channels. All that there may be are named, wherever people are asked:
 * a message that stands in a channel is kept up to date also after that was set otherwise.
 */
export function planInChannels(approval: Approval, events: readonly Numbered[]): readonly Planned[] {
  const steps = new Set(events.flatMap(({ event }) => stepsOf(approval, event)));
  const requests = [...steps].flatMap((index) => requestsOf(approval, index, events));
  const isSettled = events.some(({ event }) => event.type === 'approval.settled') && approval.status !== 'pending';
  return isSettled ? [...requests, ...openedIn(approval).flatMap((index) => outcomeOf(approval, index))] : requests;
}

function requestsOf(approval: Approval, index: number, events: readonly Numbered[]): readonly Planned[] {
  const step = approval.steps[index];
  if (step === undefined || step.approvers.length === 0) return [];
  return roundsTold(step, askingOf(step), askingsOver(events, index)).map((round) => ({
    ...channelRequest(step, index),
    round,
  }));
}

/** One for each step; of those that were asked in the same channel the last is told. */
function outcomeOf(approval: Approval, index: number): readonly Planned[] {
  const step = approval.steps[index];
  if (step === undefined || step.approvers.length === 0) return [];
  const round = roundsTold(step, askingOf(step), 0).at(-1);
  return round === undefined ? [] : [{ kind: 'channel-outcome', step: index, round }];
}

/** Why a message to a channel that was never sent need not be sent any more. */
export function settledInChannel(approval: Approval, { step: index, round }: Planned): string | undefined {
  const step = approval.steps[index];
  if (step?.status !== 'open') return 'settled-before-sent';
  if (round < askingOf(step)) return 'asked-anew-before-sent';
  return step.approvers.some(isUndecided) ? undefined : 'nobody-left-to-ask';
}
