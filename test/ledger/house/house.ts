import type { Definition } from '../../../src/approvals/core/definition';
import type { Approval, Command } from '../../../src/approvals/core/model';
import { approvalCodec, type StoredApproval } from '../../../src/approvals/store';
import type { CommandId } from '../../../src/ledger/record';
import type { Notification } from '../../../src/notifications/core/model';
import { healed } from '../../../src/notifications/core/progress';
import { createNotificationStore } from '../../../src/notifications/store';
import type { QueueName, TaskQueue } from '../../../src/ports';
import { type AccountId, type ApprovalId, toApprovalId } from '../../../src/shared/brand';
import { TransientError } from '../../../src/shared/errors';
import { personInSlack, personOutsideSlack, RITA, subjectState } from '../../support/builders';
import { fakeClock, fakeLog } from '../../support/fake-ports';
import { type Around, createMemoryStore } from '../../support/memory-store';
import { createParts, type Parts } from './app';
import { createChance, type Troubles } from './chance';
import { createOutsideSurfaces, emptyOutside, type Seen } from './outside';
import { createStage, type Invocation } from './stage';

export type Ask = { readonly what: Command; readonly way: 'inline' | 'queued'; readonly times: 1 | 2 };
export type Story = {
  readonly definition: Definition;
  readonly asks: readonly Ask[];
  /** Whom Slack does not know. */
  readonly outsider: AccountId;
  readonly troubles: Troubles;
  readonly seed: number;
};

type Work = {
  readonly dueAt: number;
  /** False for what nobody would try again. */
  readonly lasting: boolean;
  readonly run: (parts: Parts) => Promise<unknown>;
};

export type Rest = {
  readonly stored: StoredApproval;
  readonly rows: readonly Notification[];
  readonly audit: ReadonlyMap<string, unknown>;
  readonly outside: ReturnType<typeof emptyOutside>;
  /** What each command was answered, as often as it was asked. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
  readonly stragglers: number;
  readonly approval: Approval;
  /** The record after each write of it. */
  readonly history: readonly StoredApproval[];
  /** What Baton itself asked for, by the id of the command. */
  readonly own: ReadonlyMap<string, Command>;
};

const LAG_MS = 1_500;
const LONGEST_WAIT_MS = 901_000;
const ROUNDS = 40;
const START_ID = 'request-1';

/** Lives through a story with all its troubles, then goes on without any until nothing is left to do. */
export async function liveThrough({ definition, asks, outsider, troubles, seed }: Story): Promise<Rest> {
  const clock = fakeClock();
  const log = fakeLog();
  const memory = createMemoryStore({ clock, lagMs: LAG_MS });
  const chance = createChance(seed, troubles);
  const stage = createStage({ clock, random: chance.random });
  const outside = emptyOutside();
  const answers = new Map<string, readonly string[]>();
  const own = new Map<string, Command>();
  const history: StoredApproval[] = [];
  let work: Work[] = [];

  const answered = (id: string, answer: string) => answers.set(id, [...(answers.get(id) ?? []), answer]);
  const add = (run: Work['run'], { delaySeconds = 0, lasting = true } = {}) =>
    work.push({ dueAt: clock.now() + delaySeconds * 1_000, lasting, run });

  function partsFor(invocation: Invocation): Parts {
    const turn = () => stage.turn(invocation);
    const around: Around = async (_call, effect) => {
      await turn();
      if (chance.strikes('storeFails')) throw new TransientError('store: 500');
      const answer = effect();
      noteRecord();
      if (chance.strikes('answersLost')) throw new TransientError('store: unreachable');
      return answer;
    };
    const personOf = (id: AccountId) => (id === outsider ? personOutsideSlack(id) : personInSlack(id));
    const surfaces = createOutsideSurfaces(outside, chance, turn);
    const ask = async <T>(answer: T): Promise<T> => {
      await turn();
      if (chance.strikes('refusedForNow')) throw new TransientError('jira-503');
      return answer;
    };
    return createParts({
      clock,
      log,
      store: memory.through(around),
      queue: queueFor(turn),
      surfaces,
      personOf,
      ask,
      subject: subjectState(),
      onCommand: (id, what) => own.set(id, what),
    });
  }

  /** Every version is seen, since nothing happens between two calls. */
  function noteRecord() {
    const [value] = memory.all('approval').values();
    const version = Number(Reflect.get(Object(value), 'version') ?? 0);
    if (version > (history.at(-1)?.version ?? 0)) history.push(approvalCodec.parse(value));
  }

  const queueFor = (turn: () => Promise<void>): TaskQueue => ({
    async push(name, task, delaySeconds = 0) {
      await turn();
      if (chance.strikes('pushesFail')) throw new TransientError('queue: 500');
      const lost = mayBeLost(name, task) && chance.strikes('pushesLost');
      if (!lost) add(consumerOf(name, task), { delaySeconds });
      if (chance.strikes('answersLost')) throw new TransientError('queue: unreachable');
    },
  });

  function consumerOf(name: QueueName, task: Readonly<Record<string, unknown>>): Work['run'] {
    switch (name) {
      case 'relay':
        return (parts) => parts.relay.run(String(task.id));
      case 'delivery':
        return (parts) => parts.delivery.runTask(task);
      case 'commands':
        return async (parts) => {
          if (typeof task.upkeep === 'string') return parts.upkeep.run(toApprovalId(task.upkeep));
          const { approvalId, what, command } = toQueued(task);
          const result = await parts.approvals.handle(approvalId, what, command);
          answered(commandIdOf(task), result.ok ? 'accepted' : result.error);
        };
    }
  }

  /** Starts one piece of work; what failed or died comes again, and what was done may come again too. */
  function begin(chosen: Work) {
    work = work.filter((each) => each !== chosen);
    stage.invoke(
      async (invocation) => void (await chosen.run(partsFor(invocation))),
      (ending) => {
        if (chosen.lasting && (ending !== 'done' || chance.strikes('deliveredTwice'))) work.push(chosen);
      },
    );
  }

  const start = async ({ approvals }: Parts) => {
    const about = { state: subjectState(), requester: RITA, requestId: START_ID };
    const begun = await approvals.begin(definition, about, START_ID);
    if (!begun.ok) throw new Error(`the story cannot begin: ${begun.error}`);
    const { id } = begun.value.state;
    if (answers.has(START_ID)) return;
    answered(START_ID, 'accepted');
    for (const [n, ask] of asks.entries()) {
      for (let time = 0; time < ask.times; time += 1) {
        // Spread over the story; the same click twice may come at any distance.
        add((parts) => put(parts, id, ask, `command-${n}`), { delaySeconds: chance.random() * 120, lasting: false });
      }
    }
  };

  /** As a click does it: at once, or under the same id through the queue. */
  async function put({ approvals, queue }: Parts, id: ApprovalId, { what, way }: Ask, commandId: string) {
    const command = { id: commandId, correlation: `c-${commandId}` };
    const enqueue = () => queue.push('commands', { approvalId: id, command, what });
    if (way === 'queued' && isQueueable(what)) return enqueue();
    try {
      const result = await approvals.handle(id, what, command, { attempts: 2 });
      answered(commandId, result.ok ? 'accepted' : result.error);
    } catch (error) {
      if (!isQueueable(what)) throw error;
      await enqueue();
    }
  }

  /** Somebody clicks on a message of which the row knows nothing. */
  async function click({ rows }: Parts, { row: key, at }: Seen) {
    const row = await rows.load(key);
    if (row === undefined || row.slack?.posted !== undefined) return;
    // The reason for an e-mail beside the message is taken off the row here.
    if ('fallback' in row.progress || 'reason' in row.progress) outside.unseen.add(key);
    await rows.replace(healed(row, at));
  }

  const once = (run: Work['run']) => begin({ dueAt: 0, lasting: false, run });

  const clickOn = (message: Seen | undefined) => {
    if (message !== undefined) once((parts) => click(parts, message));
  };

  /** Where nobody dies, no invocation takes longer than it may. */
  function passTime(ms: number) {
    if (troubles.deaths === 0 && stage.isBusy()) return;
    clock.advance(ms);
    stage.killOverdue();
  }

  function oneThing() {
    const draw = chance.random();
    if (draw < 0.04) return passTime(Math.floor(chance.random() * 15_000));
    if (draw < 0.05) return once((parts) => parts.sweep());
    if (draw < 0.06) return clickOn(stage.pick(outside.messages));
    if (draw < 0.3) return beginOne();
    if (chance.strikes('deaths')) return stage.killOne();
    if (!stage.isBusy()) passTime(1_000);
  }

  function beginOne() {
    const due = stage.pick(work.filter(({ dueAt }) => dueAt <= clock.now()));
    if (due !== undefined) begin(due);
  }

  async function untilStill() {
    for (;;) {
      while (stage.isBusy()) await stage.letOneGo();
      const [next] = work.toSorted((a, b) => a.dueAt - b.dueAt);
      if (next === undefined) return;
      clock.advance(Math.max(0, next.dueAt - clock.now()));
      begin(next);
      await stage.letOneGo();
    }
  }

  async function untilRest() {
    for (let round = 0; round < ROUNDS; round += 1) {
      await untilStill();
      clock.advance(LONGEST_WAIT_MS);
      let found = -1;
      once(async (parts) => {
        found = await parts.sweep();
      });
      await untilStill();
      if (found === 0) return;
    }
    throw new Error(`no rest after ${ROUNDS} sweeps`);
  }

  add(start);
  add(start);
  for (let turns = 0; turns < 120 + 30 * asks.length; turns += 1) {
    oneThing();
    await stage.letOneGo();
  }
  chance.calmDown();
  await untilRest();
  // The last click on what is still unknown, and what follows from it.
  for (const message of outside.messages) {
    if (chance.random() < 0.5) clickOn(message);
  }
  await untilRest();

  const [record] = [...memory.all('approval').values()];
  const stored = approvalCodec.parse(record);
  const { parse } = createNotificationStore(memory);
  return {
    stored,
    approval: stored.state,
    rows: [...memory.all('notification')].map(([key, value]) => parse(key, value)),
    audit: memory.all('audit'),
    outside,
    answers,
    history,
    own,
    stragglers: stage.stragglers(),
  };
}

/** Kicks, and wake-up calls for rows that exist, have the sweep behind them; everything else must be kept by Forge. */
const mayBeLost = (name: QueueName, task: Readonly<Record<string, unknown>>) =>
  name === 'relay' || 'upkeep' in task || (name === 'delivery' && !('planned' in task));

const isQueueable = (what: Command) => what.type === 'decide' || (what.type === 'cancel' && what.by.type === 'system');

type Queued = { readonly approvalId: ApprovalId; readonly what: Command; readonly command: CommandId };
/** As it was put into the queue above. */
const toQueued = (task: unknown) => task as Queued;

function commandIdOf({ command }: Readonly<Record<string, unknown>>): string {
  return String(Reflect.get(Object(command), 'id'));
}
