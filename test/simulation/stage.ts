import type { Invocation } from '../../sandbox/forge/meter';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { createWorld, TEAMS } from './cast';
import type { Plan } from './plan';
import { createPlans, inChannels } from './plans';
import { createDice, type Random } from './random';
import { createScheduler, type Errand, newErrand, type Scheduler } from './scheduler';
import { createStory, type Story } from './story';
import { createTroubles } from './troubles';

export type Run = { readonly errand: Errand; readonly invocation: Invocation | undefined };

/** Where a day is played: the sandbox, who is under way in it, and what has struck. */
export type Stage = {
  readonly random: Random;
  readonly story: Story;
  readonly scheduler: Scheduler;
  readonly plans: readonly Plan[];
  readonly runs: readonly Run[];
  readonly sandbox: Sandbox;
  now(): number;
  /** Begins something; answers when it has reached its first call to the host, or its end. */
  begin(name: string, work: (errand: Errand) => Promise<string>): Promise<Errand>;
  /** Lets one call pass, chosen by the seed, perhaps into a fault. */
  release(): Promise<void>;
  jump(ms: number): Promise<void>;
  /** The process ends, whatever is under way, and begins anew on what it kept. */
  restart(): Promise<void>;
  /** From now on nothing strikes and nobody waits. */
  calm(): Promise<void>;
};

export type StageOptions = { readonly seed: number; readonly database?: string; readonly app?: SandboxOptions['app'] };

/** So many days are days on which many are asked at once. */
const CROWDED = 0.04;
/** And so many are days on which people are asked in channels, as other dice say: the other days stay what they were. */
const IN_CHANNELS = 0.3;
const OTHER_DICE = 0xc4a;

function plansOf(seed: number, random: Random, { crowd }: { crowd: boolean }): readonly Plan[] {
  const plans = createPlans(random, { crowd });
  const others = createDice(seed ^ OTHER_DICE);
  return others.chance(IN_CHANNELS) ? inChannels(plans, others) : plans;
}

export async function openStage({ seed, ...rest }: StageOptions): Promise<Stage> {
  const random = createDice(seed);
  const scheduler = createScheduler();
  const runs: Run[] = [];
  const crowd = random.chance(CROWDED);
  const options: SandboxOptions = {
    seed,
    clock: 'manual',
    world: createWorld({ crowd }),
    turnstile: scheduler.turnstile,
    indexLagMs: random.pick([0, 300, 2_000]),
    log: () => {},
    ...rest,
  };
  let sandbox = await createSandbox(options);
  const now = () => sandbox.clock.now();
  const story = createStory(now);
  const troubles = createTroubles({ random, story, scheduler, sandbox: () => sandbox });
  const heard = createEar(() => sandbox);

  async function begin(name: string, work: (errand: Errand) => Promise<string>): Promise<Errand> {
    const errand = newErrand(name);
    const before = sandbox.invocations().at(-1);
    if (troubles.areOver()) heard();
    story.tell(name);
    await troubles.aroundStart(errand, async () => {
      void scheduler.start(errand, async () => story.tell(`${name} → ${await work(errand).catch(inWords)}`));
      await scheduler.quiet();
    });
    const newest = sandbox.invocations().at(-1);
    runs.push({ errand, invocation: newest === before ? undefined : newest });
    if (newest !== before) story.detail(`${name} runs ${newest?.function}`);
    if (troubles.areOver()) hear(errand);
    return errand;
  }

  async function release(): Promise<void> {
    const waiter = scheduler.take(random.int(0, Math.max(0, scheduler.waiting() - 1)));
    if (waiter === undefined) return;
    await troubles.aroundCall(waiter, async () => {
      waiter.go();
      await scheduler.quiet();
    });
    if (waiter.label === 'slack:response_url') hear(waiter.errand);
  }

  function hear(errand: Errand | undefined): void {
    for (const text of heard()) {
      story.tell(`${errand?.name ?? 'somebody'} is told: ${text}`);
      errand?.replies.push(text);
    }
  }

  return {
    random,
    story,
    scheduler,
    plans: plansOf(seed, random, { crowd }),
    runs,
    get sandbox() {
      return sandbox;
    },
    now,
    begin,
    release,
    async jump(ms) {
      for (const errand of scheduler.underWay()) errand.mayTimeOut = true;
      sandbox.clock.advance(ms);
      await scheduler.quiet();
      story.tell(`${Math.round(ms / 1_000)} s pass`);
    },
    async restart() {
      for (const errand of scheduler.underWay()) errand.mayDie = true;
      story.tell('the process ends');
      await sandbox.close();
      await scheduler.quiet();
      scheduler.forget();
      scheduler.letPass();
      sandbox = await createSandbox(options);
      scheduler.hold();
      story.tell('and starts again');
    },
    async calm() {
      troubles.end();
      while (scheduler.underWay().length > 0 && scheduler.waiting() > 0) await release();
      scheduler.letPass();
      await scheduler.quiet();
      story.tell('calm');
    },
  };
}

/** What goes wrong for whoever asked is part of the story, not the end of it. */
const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** New messages that only one person sees. */
function createEar(sandbox: () => Sandbox): () => string[] {
  const known = new Map<string, number>();
  return () =>
    TEAMS.flatMap((team) => {
      const all = sandbox()
        .slack.messages(team)
        .filter(({ ephemeralTo }) => ephemeralTo !== undefined);
      const fresh = all.slice(known.get(team) ?? 0).map(({ text }) => text);
      known.set(team, all.length);
      return fresh;
    });
}
