import type { PersonId } from '../../shared/brand';
import type { Quorum, Rule } from './definition';
import type { Approver, DecisionKind } from './model';

/** Over those who are still asked, but for people whom an escalation added: they decide alone. */
export type Tally = {
  /** Votes count as approvals. */
  readonly approved: number;
  readonly rejected: number;
  readonly abstained: number;
  readonly responded: number;
  readonly undecided: number;
  readonly people: number;
  /** Approvals that close the step, those that were given included; of `any-of`, by the rule that is nearest. */
  readonly needed: number;
};

/** `out-of-reach`: it can no longer be met, and not because of rejections alone. */
export type Verdict = 'open' | 'approved' | 'rejected' | 'out-of-reach';

type Answer = 'approved' | 'rejected' | 'abstained' | 'none';
type Ballot = { readonly id: PersonId; readonly answer: Answer };
type Counts = Omit<Tally, 'needed'>;

export function tally(quorum: Quorum, approvers: readonly Approver[]): Tally {
  const ballots = toBallots(approvers);
  const rules = rulesOf(quorum);
  const reachable = rules.filter((rule) => isReachable(rule, ballots));
  const nearest = reachable.length > 0 ? reachable : rules;
  return { ...countsOf(ballots), needed: Math.min(...nearest.map((rule) => neededOf(rule, ballots))) };
}

export function verdictOf(quorum: Quorum, approvers: readonly Approver[]): Verdict {
  const ballots = toBallots(approvers);
  if (quorum.fail !== undefined && countsOf(ballots).rejected >= quorum.fail) return 'rejected';

  const verdicts = new Set(rulesOf(quorum).map((rule) => verdictOfRule(rule, ballots)));
  if (verdicts.has('approved')) return 'approved';
  if (verdicts.has('open')) return 'open';
  return verdicts.has('rejected') && quorum.fail === undefined ? 'rejected' : 'out-of-reach';
}

function verdictOfRule(rule: Rule, ballots: readonly Ballot[]): Verdict {
  if (isMet(rule, ballots)) return 'approved';
  if (isReachable(rule, ballots)) return 'open';
  return isReachable(rule, ballots.map(withoutRejection)) ? 'rejected' : 'out-of-reach';
}

/** Never without an approval, whatever the rule asks for. */
function isMet(rule: Rule, ballots: readonly Ballot[]): boolean {
  const { approved } = countsOf(ballots);
  return approved > 0 && approved >= neededOf(rule, ballots);
}

/** No rule is helped by anything more than by an approval of everybody who is undecided. */
const isReachable = (rule: Rule, ballots: readonly Ballot[]) => isMet(rule, ballots.map(asApproved));

function neededOf(rule: Rule, ballots: readonly Ballot[]): number {
  const { approved, abstained, undecided, people } = countsOf(ballots);
  switch (rule.type) {
    case 'all':
      return Math.max(1, people - abstained);
    case 'any':
      return 1;
    case 'number':
      return rule.pass;
    case 'percent':
      return Math.max(1, Math.ceil(((people - abstained) * rule.percent) / 100));
    case 'all-responded':
      return Math.max(1, approved + undecided);
    case 'named': {
      const agreed = new Set<PersonId>(ballots.filter(({ answer }) => answer === 'approved').map(({ id }) => id));
      return approved + rule.people.filter((id) => !agreed.has(id)).length;
    }
  }
}

function countsOf(ballots: readonly Ballot[]): Counts {
  const counts = { approved: 0, rejected: 0, abstained: 0, none: 0 };
  for (const { answer } of ballots) counts[answer] += 1;
  const { none: undecided, ...answered } = counts;
  return { ...answered, responded: ballots.length - undecided, undecided, people: ballots.length };
}

const rulesOf = (quorum: Quorum): readonly Rule[] => (quorum.type === 'any-of' ? quorum.rules : [quorum]);

const toBallots = (approvers: readonly Approver[]): readonly Ballot[] =>
  approvers
    .filter(({ left, added }) => left === undefined && added !== 'escalation')
    .map(({ id, decision }) => ({ id, answer: decision === undefined ? 'none' : ANSWERS[decision.kind] }));

/** Whoever asks for changes leaves the matter undecided. */
const ANSWERS: Readonly<Record<DecisionKind, Answer>> = {
  approve: 'approved',
  vote: 'approved',
  reject: 'rejected',
  abstain: 'abstained',
  'request-changes': 'none',
};

const asApproved = (ballot: Ballot): Ballot => (ballot.answer === 'none' ? { ...ballot, answer: 'approved' } : ballot);
const withoutRejection = (ballot: Ballot): Ballot =>
  ballot.answer === 'rejected' ? { ...ballot, answer: 'none' } : ballot;
