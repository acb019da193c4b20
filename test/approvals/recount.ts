import type { Rule } from '../../src/approvals/core/definition';
import type { Approver, Step } from '../../src/approvals/core/model';

/** Whether a step's rule holds, counted from scratch and in another way than the engine does. */
export function isApprovedBy({ quorum, vote, approvers }: Step, winner: number | undefined): boolean {
  const voters = approvers.filter(({ left, added }) => left === undefined && added !== 'escalation');
  const rules: readonly Rule[] = quorum.type === 'any-of' ? quorum.rules : [quorum];
  if (!rules.some((rule) => isMet(rule, voters))) return false;
  return vote === undefined || isWon(voters, winner, vote.options.length, vote.tie === 'first');
}

function isMet(rule: Rule, voters: readonly Approver[]): boolean {
  const kinds = voters.map(({ decision }) => decision?.kind);
  const yes = kinds.filter((kind) => kind === 'approve' || kind === 'vote').length;
  const voting = kinds.filter((kind) => kind !== 'abstain').length;
  if (yes === 0) return false;
  switch (rule.type) {
    case 'all':
      return yes === voting;
    case 'any':
      return true;
    case 'number':
      return yes >= rule.pass;
    case 'percent':
      return yes * 100 >= rule.percent * voting;
    case 'all-responded':
      return !kinds.includes(undefined) && !kinds.includes('request-changes');
    case 'named':
      return rule.people.every((person) =>
        voters.some(({ id, decision }) => id === person && (decision?.kind === 'approve' || decision?.kind === 'vote')),
      );
  }
}

export function isWon(
  voters: readonly Approver[],
  winner: number | undefined,
  options: number,
  firstOfLevel: boolean,
): boolean {
  const count = (option: number) => voters.filter(({ decision }) => decision?.options?.includes(option)).length;
  if (winner === undefined || count(winner) === 0) return false;
  return Array.from({ length: options }, (_, option) => option).every(
    (option) =>
      option === winner ||
      count(option) < count(winner) ||
      (firstOfLevel && option > winner && count(option) === count(winner)),
  );
}
