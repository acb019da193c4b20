import { askUser } from '../api';
import { type Input, useChange } from '../approval/use-change';
import { WORDS } from './asked';

/** Decides the step that was seen, and no later one that may have opened since. */
export const useDecide = () =>
  useChange({
    ask: (input: Input<'approvals/decide'>) => askUser('approvals/decide', input),
    done: ({ definitionName }, { decision }) => `${WORDS[decision].done} “${definitionName}”`,
  });

export const useWithdraw = () =>
  useChange({
    ask: (input: Input<'approvals/withdraw'>) => askUser('approvals/withdraw', input),
    done: ({ definitionName }) => `Your decision on “${definitionName}” is taken back`,
  });
