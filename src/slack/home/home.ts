import type { DelegationDraft } from '../../approvals/core/delegation';
import type { Approval, ApprovalEvent } from '../../approvals/core/model';
import type { Stored } from '../../ledger/record';
import type { DigestPlan } from '../../notifications/core/digest';
import { quietNote } from '../../notifications/core/digest-words';
import type { Preferences, QuietHours } from '../../notifications/core/quiet';
import type { Clock, Log } from '../../ports';
import type { AccountId, ApprovalId, Instant, PersonId, SlackTeamId, SlackUserId } from '../../shared/brand';
import { describeError, type InputIssue, PermanentError } from '../../shared/errors';
import { err, ok, type Result } from '../../shared/result';
import { toSentences } from '../../shared/sentences';
import type { Acting } from '../acting';
import { doneText, refusedWords } from '../answers';
import { REMIND } from '../buttons';
import type { Clicks } from '../clicks';
import type { SlackClient } from '../client';
import { TIMEOUT_MS } from '../client-call';
import type { Connection } from '../connections/model';
import { when } from '../elements';
import { isGone, loadingView, textView } from '../modals/views';
import type { HomeClick, Sender, Submission } from '../parse';
import { answer, jsonAnswer, type SlackAnswer } from '../requests';
import type { Enqueue, SlackCommand } from '../tasks';
import type { Who } from '../who';
import { CLICK_AGAIN, type ClickRefusal, REMINDING, refusedText } from '../words';
import { DELEGATE, DIGEST, END_DELEGATION, REFRESH, readStepToken, SETTINGS } from './actions';
import { DIGEST_FORM, digestForm, readDigestForm, WANTED } from './digest-form';
import { digestText } from './digest-text';
import * as forms from './forms';
import type { Reading } from './reading';
import { renderHome } from './render';
import { endOfDay } from './zone';

type StoredApproval = Stored<Approval, ApprovalEvent>;
/** What the person is told, or what is wrong at which input. */
type Saved = Promise<Result<string, Readonly<Record<string, string>>>>;
type DelegationRefusal =
  | { readonly type: 'faults'; readonly faults: readonly InputIssue[] }
  | { readonly type: 'gone' };

export type Deps = {
  clock: Clock;
  log: Log;
  who: Pick<Who, 'linkOf' | 'trusted'>;
  acting: Pick<Acting, 'inWords' | 'whyBarred'>;
  reading: Pick<Reading, 'contentFor'>;
  carryOut: Clicks['carryOut'];
  load: (id: ApprovalId) => Promise<StoredApproval | undefined>;
  enqueue: Enqueue;
  connections: () => Promise<readonly Connection[]>;
  clientOf: (connection: Connection) => Pick<SlackClient, 'openView' | 'updateView' | 'publishHome' | 'userById'>;
  delegations: {
    save(whose: PersonId, draft: DelegationDraft, by: AccountId): Promise<Result<unknown, DelegationRefusal>>;
    remove(whose: PersonId, ruleId: string): Promise<Result<unknown, DelegationRefusal>>;
  };
  /** What the person is asked now has to be looked up again. */
  delegationsChanged: (whose: AccountId) => Promise<void>;
  preferences: {
    load(account: AccountId): Promise<Preferences | undefined>;
    setQuietHours(
      account: AccountId,
      chosen: { timeZone: string; quietHours: QuietHours | undefined },
    ): Promise<Preferences>;
    setDigest(
      account: AccountId,
      chosen: { timeZone: string; plan: DigestPlan | undefined },
    ): Promise<Result<Preferences, 'unknown-time-zone'>>;
  };
};

type View = Parameters<SlackClient['openView']>[1];
type Pressing = { readonly connection: Connection; readonly deadline: Instant };

const OWN: ReadonlySet<string> = new Set([DELEGATE, END_DELEGATION, SETTINGS, DIGEST, REFRESH]);
const UTC = 'UTC';

/** The App Home: published from what is stored, and anew after everything that is done in it. */
export function createHome(deps: Deps) {
  const { clock, log, who, acting, reading, carryOut, load, enqueue, connections, clientOf } = deps;
  const { delegations, delegationsChanged, preferences } = deps;

  async function publish(team: SlackTeamId, user: SlackUserId, said?: string): Promise<void> {
    const connection = (await connections()).find((each) => each.team === team);
    if (connection === undefined) return;
    try {
      await clientOf(connection).publishHome(user, renderHome(await reading.contentFor({ team, user }, said)));
    } catch (error) {
      // No other try would end differently: the next opening of the App Home publishes it anyway.
      if (!(error instanceof PermanentError)) throw error;
      log.warn('home-not-published', { ...describeError(error) });
    }
  }

  const isOwn = ({ action, token }: HomeClick): boolean =>
    OWN.has(action) || (action === REMIND && readStepToken(token) !== undefined);

  /** What the person is told, where there is something to tell. */
  async function pressed(click: HomeClick, pressing: Pressing): Promise<string | undefined> {
    const { team, user, action } = click;
    switch (action) {
      case REFRESH:
        await enqueue({ type: 'home', team, user });
        return undefined;
      case DELEGATE:
        return openForm(click, pressing.connection, forms.delegateForm);
      case SETTINGS:
        return openFilled(click, pressing.connection, { name: 'Your settings', form: forms.settingsForm });
      case DIGEST:
        return openFilled(click, pressing.connection, { name: 'Daily digest', form: digestForm });
      case END_DELEGATION:
        return endDelegation(click);
      case REMIND:
        return remind(click, pressing.deadline);
      default:
        return undefined;
    }
  }

  async function openForm(click: HomeClick, connection: Connection, form: () => View) {
    if (click.trigger === undefined) return CLICK_AGAIN;
    try {
      await clientOf(connection).openView(click.trigger, form());
      return undefined;
    } catch (error) {
      log.warn('modal-not-opened', { click: click.clickId, ...describeError(error) });
      return CLICK_AGAIN;
    }
  }

  /** What opens a modal lives for three seconds, so that nothing is read before it is open. */
  async function openFilled(
    click: HomeClick,
    connection: Connection,
    { name, form }: { name: string; form: (now: Preferences | undefined) => View },
  ): Promise<string | undefined> {
    if (click.trigger === undefined) return CLICK_AGAIN;
    const client = clientOf(connection);
    try {
      const view = await client.openView(click.trigger, loadingView(name));
      const linked = await who.linkOf(click.team, click.user);
      const filled =
        linked === undefined ? textView(name, refusedText('not-linked')) : form(await preferences.load(linked.account));
      await client.updateView(view, filled);
      return undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      log.warn('modal-not-opened', { click: click.clickId, ...describeError(error) });
      return CLICK_AGAIN;
    }
  }

  async function endDelegation(click: HomeClick): Promise<string> {
    const account = await decider(click);
    if (!account.ok) return wordsFor(account.error);
    const removed = await delegations.remove(account.value, click.token);
    if (!removed.ok) return 'That delegation is over already.';
    await delegationsChanged(account.value);
    return 'The delegation is ended. You alone decide again.';
  }

  async function remind(click: HomeClick, deadline: Instant): Promise<string> {
    const account = await decider(click);
    if (!account.ok) return refusedText(account.error);
    const about = readStepToken(click.token);
    const stored = about && (await load(about.id));
    return about === undefined || stored === undefined
      ? refusedText('not-found')
      : remindIn(stored, about.step, { click, by: account.value, deadline });
  }

  async function remindIn(
    stored: StoredApproval,
    step: number,
    { click, by, deadline }: { click: HomeClick; by: AccountId; deadline: Instant },
  ): Promise<string> {
    const what: SlackCommand = { type: 'remind', by: { id: by, admin: false }, step };
    const to = { team: click.team, user: click.user };
    const done = await carryOut(stored, { id: click.clickId, what, to }, deadline);
    if (done === 'queued') return REMINDING;
    return done.ok
      ? acting.inWords(doneText({ type: 'remind' }, { approval: done.value, step, by }))
      : acting.inWords(refusedWords(done.error, { approval: stored.state, step, by }));
  }

  async function actor(sender: Sender): Promise<Result<AccountId, ClickRefusal>> {
    const linked = await who.linkOf(sender.team, sender.user);
    if (linked === undefined) return err('not-linked');
    const trusted = await who.trusted(sender, linked.account);
    return trusted.ok ? ok(linked.account) : trusted;
  }

  /** Who delegates lets somebody decide, so that a decision that needs a login needs it for this too. */
  async function decider(sender: Sender): Promise<Result<AccountId, ClickRefusal>> {
    const linked = await who.linkOf(sender.team, sender.user);
    if (linked === undefined) return err('not-linked');
    const barred = await acting.whyBarred(sender, linked.account);
    return barred === undefined ? ok(linked.account) : err(barred);
  }

  async function submitted(submission: Submission, { connection }: Pick<Pressing, 'connection'>): Promise<SlackAnswer> {
    const save = SAVE.get(submission.form);
    if (save === undefined) return answer(200);
    const { team, user } = submission;
    const account = await (submission.form === forms.DELEGATE_FORM ? decider(submission) : actor(submission));
    if (!account.ok) return errors(atFirstInput(submission, wordsFor(account.error)));

    const person = await clientOf(connection).userById(user, TIMEOUT_MS.modal);
    const timeZone = person?.timeZone ?? UTC;
    const saved = await save(submission, account.value, timeZone);
    if (!saved.ok) return errors(saved.error);
    await enqueue({ type: 'home', team, user, said: saved.value });
    return answer(200);
  }

  const errors = (faults: Readonly<Record<string, string>>) =>
    jsonAnswer({ response_action: 'errors', errors: faults });

  async function saveDelegation({ team, entries }: Submission, account: AccountId, timeZone: string): Saved {
    const read = forms.readDelegateForm(entries);
    if (!read.ok) return read;
    const to = await who.linkOf(team, read.value.user);
    if (to === undefined) return err({ [forms.PERSON]: NOT_KNOWN });

    const until = endOfDay(read.value.lastDay, timeZone);
    const draft: DelegationDraft = { from: clock.now(), until, definitions: 'all', to: [to.account] };
    const saved = await delegations.save(account, draft, account);
    if (!saved.ok) return err(saved.error.type === 'faults' ? faultsAt(saved.error.faults) : { [forms.PERSON]: AGAIN });
    await delegationsChanged(account);
    return ok(`<@${read.value.user}> may decide in your place until ${when(until)}.`);
  }

  async function saveSettings({ entries }: Submission, account: AccountId, timeZone: string): Saved {
    const read = forms.readSettingsForm(entries);
    if (!read.ok) return read;
    const saved = await preferences.setQuietHours(account, { timeZone, quietHours: read.value });
    const note = saved.digest?.status === 'planned' ? quietNote(saved, saved.digest.plan) : undefined;
    return ok(`Your settings are saved.${note === undefined ? '' : ` About your digest: ${note}`}`);
  }

  async function saveDigest({ entries }: Submission, account: AccountId, timeZone: string): Saved {
    const read = readDigestForm(entries);
    if (!read.ok) return read;
    const saved = await preferences.setDigest(account, { timeZone, plan: read.value });
    if (!saved.ok) return err({ [WANTED]: NO_ZONE });
    return ok(digestText(saved.value).join(' '));
  }

  const SAVE: ReadonlyMap<string, (submission: Submission, account: AccountId, timeZone: string) => Saved> = new Map([
    [forms.DELEGATE_FORM, saveDelegation],
    [forms.SETTINGS_FORM, saveSettings],
    [DIGEST_FORM, saveDigest],
  ]);

  return { publish, isOwn, pressed, submitted };
}

export type Home = ReturnType<typeof createHome>;

const atFirstInput = ({ entries }: Submission, text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...entries.keys()].slice(0, 1).map((block) => [block, text]));

const wordsFor = (refusal: ClickRefusal): string =>
  refusal === 'log-in-to-decide' ? LOG_IN_TO_DELEGATE : refusedText(refusal);

const LOG_IN_TO_DELEGATE =
  'Decisions are made in Jira and Confluence here, so nothing was changed. Delegate on My approvals in Jira.';
const NOT_KNOWN =
  'Baton does not know the Atlassian account of this person. Ask them to type /baton link, or choose somebody else.';
const NO_ZONE = 'Slack tells a time zone of yours that Baton does not know. Choose another one in Slack’s preferences.';
const AGAIN = 'That could not be saved. Close this, and begin again.';

/** Whatever is wrong with times stands at the day, the rest at the person. */
function faultsAt(faults: readonly InputIssue[]): Readonly<Record<string, string>> {
  const at = (block: string, some: readonly InputIssue[]) => (some.length === 0 ? {} : { [block]: toSentences(some) });
  const people = faults.filter(({ field }) => field.startsWith('to'));
  return {
    ...at(forms.PERSON, people),
    ...at(
      forms.LAST_DAY,
      faults.filter((each) => !people.includes(each)),
    ),
  };
}
