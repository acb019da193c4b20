import type { Run } from '../stage';
import type { Evidence } from './evidence';

/** Nothing fails but by what was done to it. */
export function invocationPromises({ day }: Evidence): string[] {
  const { runs, sandbox } = day.stage;
  const seen = new Set(runs.map(({ invocation }) => invocation));
  const others = sandbox.invocations().filter((each) => !seen.has(each) && each.outcome !== 'returned');
  const unexpected = runs.filter((run) => !isExpected(run));
  const dropped = sandbox.state().dropped.filter(({ module, failure, attempts }) => {
    const isOutlived = failure === OUTLIVED && attempts <= MOST_ATTEMPTS;
    return !module.includes('event') && !isOutlived;
  });
  return [
    ...others.map((each) => `invocations: ${each.function} ${each.outcome} in the calm: ${each.error}`),
    ...unexpected.map(
      ({ errand, invocation }) => `invocations: ${errand.name} (${invocation?.function}) ${invocation?.outcome}`,
    ),
    ...dropped.map(
      ({ module, failure, attempts }) => `invocations: ${module} was given up after ${attempts} retries: ${failure}`,
    ),
  ];
}

/**
 * What waits in a queue for a day is dropped at its first fault. The sweep makes up for it, and what it was about is
 * held to every other promise. Whoever tries all day what can never work is not made up for by that.
 */
const OUTLIVED = 'its 24 hours have passed';
const MOST_ATTEMPTS = 20;

const QUEUE_WORK: ReadonlySet<string> = new Set(['run-command', 'run-relay', 'run-delivery']);

function isExpected({ errand, invocation }: Run): boolean {
  switch (invocation?.outcome) {
    case 'died':
      return errand.mayDie;
    case 'timed-out':
      // With many others in its way, work of the queue can outlast its limit call by call. The platform ends it and
      // delivers it again, and every other promise has to hold all the same. Whoever waits for an answer never waits so.
      return errand.mayTimeOut || QUEUE_WORK.has(invocation.function);
    case 'threw':
      return errand.faults.length > 0;
    case 'running':
      return false;
    case 'returned':
    case undefined:
      return true;
  }
}
