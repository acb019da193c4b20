import type { SandboxClock } from '../clock';
import type { Faults } from '../faults';
import type { ProductEvent } from '../twin';
import { disturb } from './disturb';
import type { Manifest, TriggerModule } from './manifest';
import type { WorkStore } from './work-store';

const MAX_BYTES = 200_000;

type Deps = {
  manifest: Manifest;
  clock: SandboxClock;
  faults: Faults;
  works: WorkStore;
  nextEventId(): string;
  wake(): void;
  log(line: string): void;
};

/** Takes what the products emit and queues it for the triggers that the manifest subscribes. */
export function createProductEvents({ manifest, clock, faults, works, nextEventId, wake, log }: Deps) {
  return (event: ProductEvent): void => {
    if (Buffer.byteLength(JSON.stringify(event)) > MAX_BYTES) {
      log(`event ${event.eventType} is over 200 kB and is not delivered`);
      return;
    }
    const pushedAt = clock.now();
    for (const trigger of manifest.triggers.filter((each) => receives(each, event))) {
      const work = { kind: 'trigger', module: trigger.key, eventId: nextEventId(), body: event } as const;
      disturb(faults, `event:${event.eventType}`, { ...work, pushedAt, dueAt: pushedAt }).forEach(works.add);
    }
    wake();
  };
}

/** The site of a sandbox counts as licensed, so `appIsLicensed` holds nothing back. */
function receives({ events, filter }: TriggerModule, event: ProductEvent): boolean {
  return events.includes(event.eventType) && !(filter?.ignoreSelf === true && event.selfGenerated === true);
}
