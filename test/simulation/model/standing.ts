import type { PlannedRule } from '../plan';
import { askedIn, type Seat, type Step, silentIn } from './state';

export type Standing =
  | { readonly type: 'open' }
  | { readonly type: 'stuck'; readonly reason: string }
  | {
      readonly type: 'over';
      readonly status: 'approved' | 'rejected';
      readonly because: string;
      readonly winner?: number;
    };

const OPEN: Standing = { type: 'open' };
const OUT_OF_REACH: Standing = { type: 'stuck', reason: 'quorum-out-of-reach' };

/** How a step stands, found by trying all that could still be answered. */
export function standingOf(step: Step): Standing {
  const decisive = askedIn(step).find(([id, seat]) => decidesAlone(step, id, seat))?.[1].voice;
  const vote = step.plan.vote;
  if (decisive !== undefined) {
    const [winner] = decisive.options;
    if (vote !== undefined && winner !== undefined) return wonBy(step, winner, 'escalation');
    return { type: 'over', status: decisive.kind === 'reject' ? 'rejected' : 'approved', because: 'escalation' };
  }
  const asked = askedIn(step);
  if (asked.length === 0) return { type: 'stuck', reason: 'nobody-to-ask' };
  if (asked.every(([, { added }]) => added === 'escalation')) return silentIn(step).length > 0 ? OPEN : OUT_OF_REACH;
  return vote === undefined ? byQuorum(step) : byVotes(step);
}

function decidesAlone({ called }: Step, id: string, { voice, added }: Seat): boolean {
  if (voice === undefined || voice.kind === 'abstain') return false;
  return added === 'escalation' || called.some(({ to, at }) => to === id && at <= voice.at);
}

type Ballot = { readonly id: string; readonly says: 'yes' | 'no' | 'none' | undefined };

const SAYS: Readonly<Record<string, Ballot['says']>> = { approve: 'yes', vote: 'yes', reject: 'no', abstain: 'none' };

const ballotsOf = (step: Step): Ballot[] =>
  askedIn(step)
    .filter(([, { added }]) => added !== 'escalation')
    .map(([id, { voice }]) => ({ id, says: voice === undefined ? undefined : SAYS[voice.kind] }));

function isMet(rule: PlannedRule, ballots: readonly Ballot[]): boolean {
  const count = (says: Ballot['says']) => ballots.filter((each) => each.says === says).length;
  const [yes, voters] = [count('yes'), ballots.length - count('none')];
  if (yes === 0) return false;
  switch (rule.type) {
    case 'all':
      return yes === voters;
    case 'any':
      return true;
    case 'number':
      return yes >= (rule.pass ?? 1);
    case 'percent':
      return yes * 100 >= voters * (rule.percent ?? 100);
    case 'all-responded':
      return count(undefined) === 0;
    case 'named':
      return (rule.people ?? []).every((id) => ballots.some((each) => each.id === id && each.says === 'yes'));
  }
}

/** Whether some way of answering what is open meets it. */
function canBeMet(rule: PlannedRule, ballots: readonly Ballot[]): boolean {
  const next = ballots.findIndex(({ says }) => says === undefined);
  if (next < 0 || isMet(rule, ballots)) return isMet(rule, ballots);
  return (['yes', 'none', 'no'] as const).some((says) =>
    canBeMet(
      rule,
      ballots.map((each, index) => (index === next ? { ...each, says } : each)),
    ),
  );
}

function verdictOf({ rules, plan }: Step, ballots: readonly Ballot[]): 'approved' | 'open' | 'rejected' | 'stuck' {
  const { fail } = plan.quorum;
  const rejections = ballots.filter(({ says }) => says === 'no').length;
  if (fail !== undefined && rejections >= fail) return 'rejected';
  if (rules.some((rule) => isMet(rule, ballots))) return 'approved';
  if (rules.some((rule) => canBeMet(rule, ballots))) return 'open';
  const without = ballots.map((each) => (each.says === 'no' ? { ...each, says: undefined } : each));
  return fail === undefined && rules.some((rule) => canBeMet(rule, without)) ? 'rejected' : 'stuck';
}

function byQuorum(step: Step): Standing {
  const verdict = verdictOf(step, ballotsOf(step));
  if (verdict === 'open') return OPEN;
  return verdict === 'stuck' ? OUT_OF_REACH : { type: 'over', status: verdict, because: 'quorum' };
}

/** How many chose each option. */
export function countsOf(step: Step): number[] {
  const chosen = askedIn(step).flatMap(([, { voice }]) => (voice?.kind === 'vote' ? [new Set(voice.options)] : []));
  return (step.plan.vote?.options ?? []).map((_, option) => chosen.filter((each) => each.has(option)).length);
}

function byVotes(step: Step): Standing {
  const counts = countsOf(step);
  const most = Math.max(0, ...counts);
  const winners = most === 0 ? [] : counts.flatMap((count, option) => (count === most ? [option] : []));
  const [first] = winners;
  const isSilent = silentIn(step).length > 0;
  if (step.plan.vote?.moderator !== undefined) return first === undefined && !isSilent ? OUT_OF_REACH : OPEN;

  const verdict = verdictOf(step, ballotsOf(step));
  if (verdict === 'open') return OPEN;
  if (verdict !== 'approved' || first === undefined) return OUT_OF_REACH;
  if (winners.length === 1 || step.plan.vote?.tie === 'first') return wonBy(step, first, 'quorum');
  if (step.plan.vote?.tie === 'reject') return { type: 'over', status: 'rejected', because: 'quorum' };
  return isSilent ? OPEN : { type: 'stuck', reason: 'tie' };
}

const wonBy = ({ plan }: Step, winner: number, because: string): Standing => ({
  type: 'over',
  status: plan.vote?.options[winner]?.rejects === true ? 'rejected' : 'approved',
  because,
  winner,
});
