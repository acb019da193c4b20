import { decide } from '../src/approvals/core/decide';
import type { Approval, PendingApproval } from '../src/approvals/core/model';
import { toAccountId } from '../src/shared/brand';
import { decision, userStep } from '../test/support/builders';
import { startedApproval } from '../test/support/running-approvals';
import { counted, type Section } from './budget';
import { median, round } from './table';

const PEOPLE = 100;
const ROUNDS = 41;
const CALLS = 500;

const people = Array.from({ length: PEOPLE }, (_, n) => toAccountId(`712020:person-${n}`));

/** Half of the people have answered; the next one does. */
function half(): { approval: PendingApproval; next: ReturnType<typeof decision>; at: number } {
  let approval = pendingOf(startedApproval([userStep(people)]).next);
  const at = approval.startedAt + 1_000;
  for (const [n, person] of people.slice(0, PEOPLE / 2).entries()) {
    const applied = decide(approval, decision(person), { at, sequence: n + 10 });
    if (!applied.ok) throw new Error(applied.error);
    approval = pendingOf(applied.value.next);
  }
  const last = people[PEOPLE / 2] ?? toAccountId('nobody');
  return { approval, next: decision(last), at };
}

function pendingOf(approval: Approval): PendingApproval {
  if (approval.status !== 'pending') throw new Error('the approval ended too early');
  return approval;
}

const microseconds = (work: () => unknown): number => {
  const from = performance.now();
  for (let call = 0; call < CALLS; call += 1) work();
  return ((performance.now() - from) * 1_000) / CALLS;
};

/** The least that a decision could be: one more entry in a copied map, and a count. */
function plainMinimum() {
  const votes = new Map(people.slice(0, PEOPLE / 2).map((person) => [person, 'approve']));
  const next = people[PEOPLE / 2] ?? '';
  return () => {
    const after = new Map<string, string>(votes).set(next, 'approve');
    return [...after.values()].filter((kind) => kind === 'approve').length >= PEOPLE;
  };
}

/** Both in the same run, in turns; the median of many rounds. */
export async function raceDecide(): Promise<readonly Section[]> {
  const { approval, next, at } = half();
  const ours = () => decide(approval, next, { at, sequence: 500 });
  const plain = plainMinimum();
  const times = Array.from({ length: ROUNDS }, () => ({ ours: microseconds(ours), plain: microseconds(plain) }));
  const ratio = round(median(times.map((each) => each.ours / each.plain)));
  return [
    {
      title: `The decision itself in a step of ${PEOPLE} approvers, half of whom have answered`,
      lines: [
        counted('seat, rules, decision, events, quorum: microseconds', round(median(times.map((each) => each.ours)))),
        counted('as a multiple of a copied map with one more entry, counted', ratio),
      ],
    },
  ];
}
