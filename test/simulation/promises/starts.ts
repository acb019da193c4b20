import type { ScriptCall } from '../scripts';
import { type Case, type Evidence, nameOf } from './evidence';

/** Each intended start is there once, if it was answered; what else runs was begun by a label, a restart or a renewal. */
export function startPromises(evidence: Evidence): string[] {
  const { day } = evidence;
  return [
    ...day.stage.plans.flatMap((plan) => planPromises(plan, evidence)),
    ...day.calls.flatMap((each) => answerPromises(each, day)),
  ].map((text) => `starts: ${text}`);
}

function planPromises(plan: Case['plan'], { day, cases }: Evidence): string[] {
  const own = cases.filter((each) => each.plan === plan);
  const firsts = own.filter(({ kept }) => kept.approval.follows === undefined);
  const stray = firsts.filter(isAutomatic);
  const byHand = firsts.length - stray.length;
  const asked = day.asked.filter(
    ({ functionKey, words }) => functionKey === 'approvals/start' && words.startsWith(`start ${plan.name} `),
  );
  const genuine = day.calls.filter((each) => each.plan === plan && each.kind === 'genuine');
  // The same request from the panel begins one approval, and the same request from scripts and rules another.
  const most = Math.min(1, asked.length) + Math.min(1, genuine.length);
  const told = new Set(genuine.flatMap(({ approval }) => approval ?? []));
  const isThere = asked.some(({ answer }) => answer?.ok);
  return [
    ...(byHand > most ? [`${plan.name} was started ${byHand} times, and ${most} were asked for`] : []),
    ...(isThere && byHand === 0 ? [`${plan.name} was started, and is not there`] : []),
    ...(told.size > 1 ? [`scripts were told of ${told.size} approvals of ${plan.name} for one request`] : []),
    ...[...told].flatMap((id) => (own.some(({ kept }) => kept.approval.id === id) ? [] : [`${id} is not there`])),
    ...(plan.label === undefined ? stray.map((each) => `${nameOf(each)} started by itself`) : []),
  ];
}

export const isAutomatic = ({ entries: [first] }: Case) => first?.event.automatic === true;

/** A definition is named, and what was just saved is not found by its name at once. */
const FOUND_BY_NAME_MS = 3_000;

/** Whoever proves nothing is sent away, and whoever may start is told of an approval, unless something struck. */
function answerPromises(call: ScriptCall, day: Evidence['day']): string[] {
  const { way, kind, plan, errand, approval } = call;
  const what = `${way}: ${plan.name} (${kind})`;
  if (kind !== 'genuine' && approval !== undefined) return [`${what} was told of an approval`];
  const isStruck = errand.faults.length > 0 || errand.mayDie || errand.mayTimeOut;
  return isStruck ? [] : wrongAnswer(call, day).map((text) => `${what} ${text}`);
}

function wrongAnswer({ kind, plan, status, approval, refused, sentAt }: ScriptCall, day: Evidence['day']): string[] {
  const { world, begunAt } = day;
  switch (kind) {
    case 'wrong token':
    case 'no token':
      return status === 401 ? [] : [`was answered ${status}`];
    case 'for somebody else':
      return refused ? [] : ['was not refused'];
    case 'genuine': {
      const isThere = !world.gone.has(plan.place.id) && world.active.get(plan.requester)?.at(sentAt) !== false;
      const isPossible = isThere && sentAt > begunAt + FOUND_BY_NAME_MS;
      return isPossible && approval === undefined ? ['was not told of an approval'] : [];
    }
  }
}
