import type { Fault } from '../../sandbox/faults';
import type { Sandbox } from '../../sandbox/sandbox';
import type { Random } from './random';
import type { Errand, Scheduler, Waiter } from './scheduler';
import type { Story } from './story';
import { createWeather, deathAt, faultText, latency, strikeAt } from './weather';

type Deps = { random: Random; story: Story; scheduler: Scheduler; sandbox: () => Sandbox };

/** Puts a fault exactly where it shall strike, and tells whether it did. */
export function createTroubles({ random, story, scheduler, sandbox }: Deps) {
  const weather = createWeather(random, sandbox().clock.now());
  let over = false;

  /** True when the fault was taken up. */
  async function under(fault: Fault | undefined, work: () => Promise<void>): Promise<boolean> {
    const { faults } = sandbox();
    if (fault !== undefined) faults.add([fault]);
    await work();
    const struck = fault !== undefined && faults.list().length === 0;
    faults.clear();
    return struck;
  }

  function note(fault: Fault, what: string, errand: Errand | undefined): void {
    story.tell(`${what} ! ${faultText(fault)}`);
    errand?.faults.push(`${fault.at} ${fault.kind}${fault.kind === 'timeout' ? ` ${fault.effect}` : ''}`);
    if (fault.kind === 'timeout') for (const each of scheduler.underWay()) each.mayTimeOut = true;
  }

  return {
    areOver: () => over,
    end() {
      over = true;
    },

    async aroundStart(errand: Errand, work: () => Promise<void>): Promise<void> {
      const death = !over && random.chance(weather.deaths) ? deathAt(random) : undefined;
      errand.mayDie = (await under(death, work)) || errand.mayDie;
      if (errand.mayDie && death !== undefined) story.tell(`${errand.name} ! ${faultText(death)}`);
    },

    async aroundCall({ label, errand }: Waiter, work: () => Promise<void>): Promise<void> {
      const { clock } = sandbox();
      const fault = over ? undefined : strikeAt(label, weather, clock.now(), random);
      clock.advance(latency(weather, random));
      const struck = await under(fault, work);
      const what = `${errand?.name ?? 'somebody'}: ${label}`;
      if (struck && fault !== undefined) note(fault, what, errand);
      else story.detail(what);
    },
  };
}
