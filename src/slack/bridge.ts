import type { Clock, Log, Store } from '../ports';
import type { AccountId, ApprovalId, PersonId } from '../shared/brand';
import { describeError, TransientError } from '../shared/errors';
import { type Deps as ActingDeps, createActing } from './acting';
import { doneText, refusedWords, wordsOf } from './answers';
import { type Deps as ClickDeps, createClicks } from './clicks';
import type { SlackClient } from './client';
import { createCommands, type LinkCode } from './commands';
import type { Connections } from './connections';
import type { Connection } from './connections/model';
import { createEvents } from './events';
import { createHome, type Deps as HomeDeps } from './home/home';
import { createReading, type Deps as ReadingDeps } from './home/reading';
import { createInteractions } from './interactions';
import { inert } from './limits';
import { createModals } from './modals/modals';
import type { Sender } from './parse';
import type { Reply } from './reply';
import { createRequests } from './requests';
import type { ConnectionEvent, Enqueue, SlackTask } from './tasks';
import { createTell } from './tell';
import { createWho, type Linked, type Trust } from './who';
import type { ClickRefusal } from './words';

export type BridgeDeps = ClickDeps &
  Pick<ActingDeps, 'behaviour' | 'known'> &
  Omit<ReadingDeps, 'who' | 'preferencesOf'> &
  Pick<HomeDeps, 'delegations' | 'delegationsChanged' | 'preferences'> & {
    clock: Clock;
    log: Log;
    store: Pick<Store, 'getMany' | 'setMany'>;
    connections: Pick<Connections, 'all'>;
    clientOf: (connection: Connection) => SlackClient;
    reply: Reply;
    enqueue: Enqueue;
    /** The account behind a Slack user, and how that is known. */
    linkOf: (team: Sender['team'], user: Sender['user']) => Promise<Linked | undefined>;
    accountOf: (team: Sender['team'], user: Sender['user']) => Promise<AccountId | undefined>;
    /** How it is known that an account is a Slack user's, unless somebody has said otherwise; and who may act. */
    standingOf: (
      account: AccountId,
      team: Sender['team'],
      user: Sender['user'],
    ) => Promise<{ readonly trust: Trust | undefined; readonly mayAct: readonly Trust[] }>;
    linkCode: (team: Sender['team'], user: Sender['user']) => Promise<LinkCode>;
    /** What was written with the decisions of an approval, by their sequence. */
    commentsOf: (id: ApprovalId) => Promise<ReadonlyMap<number, string>>;
    /** What became of the connection to a workspace. It may be told twice, late, and in any order. */
    connectionChanged: (event: ConnectionEvent) => Promise<void>;
  };

type CommandTask = Extract<SlackTask, { type: 'command' }>;

/** Everything that people do in Slack: the three ways in, and what is done for them without anybody waiting. */
export function createBridge(deps: BridgeDeps) {
  const { clock, log, connections, clientOf, reply, enqueue, known, handle, connectionChanged } = deps;

  const workspaces = async () => (await connections.all()).connections;
  const who = createWho(deps);
  const clicks = createClicks(deps);
  const tell = createTell({ log, reply, enqueue });
  const acting = createActing({ ...deps, find: clicks.find, who });
  const modals = createModals({ ...deps, find: clicks.find, acting });
  const reading = createReading({ ...deps, who, preferencesOf: deps.preferences.load });
  const home = createHome({ ...deps, who, acting, reading, carryOut: clicks.carryOut, connections: workspaces });

  const entry = createRequests({ clock, log, connections });

  /** Run twice it changes nothing that matters; a fault is thrown, so that it is run again. */
  async function runTask(task: SlackTask): Promise<void> {
    switch (task.type) {
      case 'command':
        return runCommand(task);
      case 'answer':
        return post(task);
      case 'fill':
        return inWorkspace(task.sender.team, (connection) => modals.fill(toWaiting(task), connection));
      case 'home':
        return home.publish(task.team, task.user, task.said);
      case 'connection':
        return connectionChanged(task.event);
    }
  }

  /**
   * What was decided is seen in the message. That it was not has to be said, together with what was written in vain; and
   * that people were reminded, since no message of whoever reminds them changes.
   */
  async function runCommand(task: CommandTask): Promise<void> {
    const { approvalId, command, what, to } = task;
    const result = await handle(approvalId, what, command, {});
    const by = what.type === 'remind' ? what.by.id : what.by;
    if (!result.ok) return tell(to, await wordsInVain(task, result.error, by));
    if (what.type !== 'remind') return;
    const about = { approval: result.value.state, step: what.step, by };
    await tell(to, await wordsOf(doneText({ type: 'remind' }, about), known));
  }

  async function wordsInVain({ approvalId, what }: CommandTask, refusal: ClickRefusal, by: PersonId): Promise<string> {
    const approval = (await deps.load(approvalId))?.state;
    const about = approval === undefined ? undefined : { approval, step: what.step, by };
    const text = await wordsOf(refusedWords(refusal, about), known);
    const comment = what.type === 'decide' ? what.comment : undefined;
    return comment === undefined ? text : `${text}\n\nThis is what you wrote:\n${inert(comment, 2_500)}`;
  }

  async function post({ team, user, text }: Extract<SlackTask, { type: 'answer' }>): Promise<void> {
    await inWorkspace(team, async (connection) => {
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } } as const];
      try {
        await clientOf(connection).post(user, { text, blocks });
      } catch (error) {
        // A post whose answer was not seen is not repeated.
        if (error instanceof TransientError) throw error;
        log.warn('answer-lost', { ...describeError(error) });
      }
    });
  }

  async function inWorkspace(team: Sender['team'], work: (connection: Connection) => Promise<void>): Promise<void> {
    const connection = (await workspaces()).find((each) => each.team === team);
    if (connection !== undefined) return work(connection);
    log.warn('slack-task-dropped', { reason: 'not-connected' });
  }

  return {
    interactions: entry(createInteractions({ log, who, acting, modals, home, tell, enqueue })),
    commands: entry(createCommands({ ...deps, who, askedOf: reading.askedOf })),
    events: entry(createEvents(deps)),
    runTask,
    /** What somebody is asked now, as their App Home shows it. */
    allAskedOf: reading.allAskedOf,
  };
}

export type Bridge = ReturnType<typeof createBridge>;

const toWaiting = ({ sender, form, token, view, message }: Extract<SlackTask, { type: 'fill' }>) => ({
  sender: { ...sender, userTeam: sender.userTeam, enterprise: sender.enterprise },
  form,
  token,
  view,
  message,
});
