import type { DecisionKind } from '../approvals/core/model';
import type { Log } from '../ports';
import type { Instant } from '../shared/brand';
import { describeError } from '../shared/errors';
import type { Acting, Wish } from './acting';
import { formOfAction, kindOfAction, REMIND, VIEW, WITHDRAW } from './buttons';
import type { Connection } from './connections/model';
import type { Home } from './home/home';
import { isDecideForm, type Modals, type Opening } from './modals/modals';
import { textView } from './modals/views';
import { type Click, type HomeClick, parseInteraction, type Submission } from './parse';
import { type Arrival, answer, jsonAnswer, type Route, type SlackAnswer } from './requests';
import type { Enqueue } from './tasks';
import type { Tell } from './tell';
import type { Who } from './who';
import { FAILED, refusedText } from './words';

type Deps = {
  log: Log;
  who: Pick<Who, 'check'>;
  acting: Pick<Acting, 'act'>;
  modals: Pick<Modals, 'openDecide' | 'openDetails' | 'submitted'>;
  home: Pick<Home, 'isOwn' | 'pressed' | 'submitted'>;
  tell: Tell;
  enqueue: Enqueue;
};

/** What a button of ours asks for. */
type Job =
  | { readonly type: 'act'; readonly wish: Wish }
  | { readonly type: 'form'; readonly kind: DecisionKind }
  | { readonly type: 'details' };

/** A decision is written inline while the invocation is younger than this: Slack waits for three seconds. */
const INLINE_MS = 1_500;

/** What people press and send in Slack. A payload that is none of ours is acknowledged, and nothing happens. */
export function createInteractions({ log, who, acting, modals, home, tell, enqueue }: Deps): Route {
  return async function handle(body, arrival) {
    const interaction = parseInteraction(body);
    switch (interaction.kind) {
      case 'button':
        return pressed(interaction, arrival);
      case 'home-button':
        return pressedAtHome(interaction, arrival);
      case 'submission':
        return submitted(interaction, arrival);
      case 'unsupported':
        log.info('slack-payload-ignored', { type: interaction.type });
        return answer(200);
    }
  };

  async function pressed(click: Click, arrival: Arrival): Promise<SlackAnswer> {
    const job = jobOf(click.action);
    if (job === undefined) return answer(200);
    const { team, user, responseUrl } = click;
    const to = { team, user, ...(responseUrl === undefined || click.inThread ? {} : { responseUrl }) };
    const text = await checked(click, arrival, async (connection, deadline) => {
      if (job.type !== 'act') return open(job, { click, connection, deadline });
      const { message, token, clickId: commandId } = click;
      return (await acting.act({ sender: click, token, wish: job.wish, commandId, deadline, message, to })).text;
    });
    if (text !== undefined) await tell(to, text);
    return answer(200);
  }

  /** What is said is shown in the App Home itself, which is published anew. */
  async function pressedAtHome(click: HomeClick, arrival: Arrival): Promise<SlackAnswer> {
    const job = jobOf(click.action);
    const { team, user } = click;
    const said = await checked(click, arrival, async (connection, deadline) => {
      if (job === undefined || home.isOwn(click)) return home.pressed(click, { connection, deadline });
      if (job.type !== 'act') return open(job, { click, connection, deadline });
      const { token, clickId: commandId } = click;
      return (await acting.act({ sender: click, token, wish: job.wish, commandId, deadline, to: { team, user } })).text;
    });
    if (said !== undefined) await enqueue({ type: 'home', team, user, said });
    return answer(200);
  }

  function open(job: Exclude<Job, { type: 'act' }>, opening: Opening): Promise<string | undefined> {
    return job.type === 'form' ? modals.openDecide(opening, job.kind) : modals.openDetails(opening);
  }

  async function submitted(submission: Submission, arrival: Arrival): Promise<SlackAnswer> {
    const send = async (connection: Connection, deadline: Instant) =>
      isDecideForm(submission.form)
        ? modals.submitted(submission, deadline)
        : home.submitted(submission, { connection });
    const result = await checked<SlackAnswer>(submission, arrival, send);
    if (typeof result !== 'string') return result ?? answer(200);
    return jsonAnswer({ response_action: 'update', view: textView('Not recorded', result) });
  }

  /** Only who belongs to a workspace that is connected gets any further; else, why not. */
  async function checked<T>(
    sender: Click | HomeClick | Submission,
    { connections, startedAt }: Arrival,
    work: (connection: Connection, deadline: Instant) => Promise<T | string | undefined>,
  ): Promise<T | string | undefined> {
    try {
      const found = await who.check(sender, connections);
      if (found.ok) return await work(found.value, startedAt + INLINE_MS);
      log.warn('click-refused', { reason: found.error });
      return refusedText(found.error);
    } catch (error) {
      log.error('interaction-failed', { ...describeError(error) });
      return FAILED;
    }
  }
}

function jobOf(action: string): Job | undefined {
  const kind = kindOfAction(action);
  if (kind !== undefined) return { type: 'act', wish: { type: 'decide', kind } };
  const form = formOfAction(action);
  if (form !== undefined) return { type: 'form', kind: form };
  if (action === VIEW) return { type: 'details' };
  if (action === WITHDRAW) return { type: 'act', wish: { type: 'withdraw' } };
  return action === REMIND ? { type: 'act', wish: { type: 'remind' } } : undefined;
}
