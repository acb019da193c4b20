import type { Run } from '../stage';
import type { Evidence } from './evidence';

/** Nothing fails but by what was done to it. */
export function invocationPromises({ day }: Evidence): string[] {
  const { runs, sandbox } = day.stage;
  const seen = new Set(runs.map(({ invocation }) => invocation));
  const others = sandbox.invocations().filter((each) => !seen.has(each) && each.outcome !== 'returned');
  const unexpected = runs.filter((run) => !isExpected(run));
  const dropped = sandbox
    .state()
    // A relay that outlasts its day in the queue is made up for by the sweep: that nothing is owed is another promise.
    .dropped.filter(({ module }) => !module.includes('event') && module !== 'relay-consumer');
  return [
    ...others.map((each) => `invocations: ${each.function} ${each.outcome} in the calm: ${each.error}`),
    ...unexpected.map(
      ({ errand, invocation }) => `invocations: ${errand.name} (${invocation?.function}) ${invocation?.outcome}`,
    ),
    ...dropped.map(({ module, failure }) => `invocations: ${module} was given up: ${failure}`),
  ];
}

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
