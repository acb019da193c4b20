import type { Invocation } from '../../sandbox/forge/meter';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { createPlans, createWorld, type Plan, TEAM } from './cast';
import { createDice, type Random } from './random';
import { createScheduler, type Errand, type Scheduler } from './scheduler';
import { createStory, type Story } from './story';
import { createWeather, deathAt, faultText, latency, strikeAt } from './weather';

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
  /** Lets everything under way come to its end. */
  finish(): Promise<void>;
  jump(ms: number): Promise<void>;
  restart(): Promise<void>;
  /** From now on nothing strikes and nobody waits. */
  calm(): Promise<void>;
  readonly isCalm: boolean;
};

export type StageOptions = { readonly seed: number; readonly database?: string; readonly app?: SandboxOptions['app'] };

export async function openStage({ seed, database, app }: StageOptions): Promise<Stage> {
  const random = createDice(seed);
  const plans = createPlans(random);
  const scheduler = createScheduler();
  const runs: Run[] = [];
  const options: SandboxOptions = {
    seed,
    clock: 'manual',
    world: createWorld(),
    turnstile: scheduler.turnstile,
    indexLagMs: random.pick([0, 300, 2_000]),
    log: () => {},
    ...(database === undefined ? {} : { database }),
    ...(app === undefined ? {} : { app }),
  };
  let sandbox = await createSandbox(options);
  let calm = false;
  const now = () => sandbox.clock.now();
  const story = createStory(now);
  const weather = createWeather(random, now());
  const heard = createEar(() => sandbox);

  async function begin(name: string, work: (errand: Errand) => Promise<string>): Promise<Errand> {
    const errand: Errand = { name, done: false, faults: [], mayDie: false, mayTimeOut: false, replies: [] };
    const before = sandbox.invocations().at(-1);
    const death = !calm && random.chance(weather.deaths) ? deathAt(random) : undefined;
    if (death !== undefined) sandbox.faults.add([death]);
    story.tell(name);
    void scheduler.start(errand, async () => story.tell(`${name} → ${await work(errand)}`));
    await scheduler.quiet();

    if (death !== undefined && !sandbox.faults.list().some(({ kind }) => kind === 'death')) {
      errand.mayDie = true;
      story.tell(`${name} ! ${faultText(death)}`);
    }
    sandbox.faults.clear();
    const newest = sandbox.invocations().at(-1);
    runs.push({ errand, invocation: newest === before ? undefined : newest });
    if (newest !== before) story.detail(`${name} runs ${newest?.function}`);
    if (calm) for (const text of heard()) hear(text, errand);
    return errand;
  }

  async function release(): Promise<void> {
    const waiter = scheduler.take(random.int(0, Math.max(0, scheduler.waiting() - 1)));
    if (waiter === undefined) return;
    const { label, errand } = waiter;
    const fault = calm ? undefined : strikeAt(label, weather, now(), random);
    if (fault !== undefined) sandbox.faults.add([fault]);
    sandbox.clock.advance(latency(weather, random));
    waiter.go();
    await scheduler.quiet();

    const struck = fault !== undefined && sandbox.faults.list().length === 0;
    sandbox.faults.clear();
    const what = `${errand?.name ?? 'somebody'}: ${label}`;
    if (!struck) story.detail(what);
    else note(fault, what, errand);
    if (label === 'slack:response_url') for (const text of heard()) hear(text, errand);
  }

  function note(fault: NonNullable<ReturnType<typeof strikeAt>>, what: string, errand: Errand | undefined): void {
    story.tell(`${what} ! ${faultText(fault)}`);
    errand?.faults.push(`${fault.at} ${fault.kind}`);
    if (fault.kind === 'timeout') for (const each of scheduler.underWay()) each.mayTimeOut = true;
  }

  function hear(text: string, errand: Errand | undefined): void {
    story.tell(`${errand?.name ?? 'somebody'} is told: ${text}`);
    errand?.replies.push(text);
  }

  async function finish(): Promise<void> {
    while (scheduler.underWay().length > 0 && scheduler.waiting() > 0) await release();
  }

  return {
    random,
    story,
    scheduler,
    plans,
    runs,
    get sandbox() {
      return sandbox;
    },
    get isCalm() {
      return calm;
    },
    now,
    begin,
    release,
    finish,
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
      calm = true;
      await finish();
      scheduler.letPass();
      await scheduler.quiet();
      heard();
      story.tell('calm');
    },
  };
}

/** New messages that only one person sees. */
function createEar(sandbox: () => Sandbox): () => string[] {
  let known = 0;
  return () => {
    const all = sandbox()
      .slack.messages(TEAM)
      .filter(({ ephemeralTo }) => ephemeralTo !== undefined);
    const fresh = all.slice(known).map(({ text }) => text);
    known = all.length;
    return fresh;
  };
}
