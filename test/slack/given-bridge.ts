import type { HomeView, ModalView } from '@slack/types';
import { decide } from '../../src/approvals/core/decide';
import type { DelegationDraft } from '../../src/approvals/core/delegation';
import type { Approval, ApprovalEvent, Command, Refusal } from '../../src/approvals/core/model';
import { type People, TRUSTS } from '../../src/identity/core/model';
import type { ChangeOptions, CommandId, Stored } from '../../src/ledger/record';
import type { DigestPlan } from '../../src/notifications/core/digest';
import type { Notification } from '../../src/notifications/core/model';
import type { Preferences } from '../../src/notifications/core/quiet';
import { type AccountId, type SlackUserId, toApprovalId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { PermanentError } from '../../src/shared/errors';
import { err, ok, type Result } from '../../src/shared/result';
import { DEFAULT_BEHAVIOUR, DEFAULT_SETTINGS, type SlackBehaviour } from '../../src/slack/behaviour';
import { type BridgeDeps, createBridge } from '../../src/slack/bridge';
import type { Message, SlackClient } from '../../src/slack/client';
import type { SlackPerson } from '../../src/slack/client-shapes';
import type { Connection, SlackSecrets } from '../../src/slack/connections/model';
import { type ConnectionEvent, readSlackTask, type SlackTask } from '../../src/slack/tasks';
import type { Linked, Trust } from '../../src/slack/who';
import { BEN, CLEO, notification, RITA } from '../support/builders';
import { fakeClock, fakeLog } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { approvalOf, peopleOf, storedOf } from '../support/running-approvals';
import { clickPayload, formOf, MESSAGE, NOW, PERSON, SECRET, signed, TEAM, TOKEN } from '../support/slack-requests';

export const team = toSlackTeamId(TEAM);
export const user = toSlackUserId(PERSON);
export const posted = { team, user, posted: MESSAGE };
export const BOT = toSlackUserId('U0BATON01');

export const connection: Connection = {
  team,
  teamName: 'Lighthouse',
  name: 'Lighthouse',
  isDefault: true,
  state: { status: 'healthy' },
  scopes: [],
  botUser: BOT,
  botToken: 'xoxb-1',
  installedAt: NOW,
};
export const connected: SlackSecrets = {
  signingSecrets: [{ secret: SECRET, since: NOW }],
  connections: [connection],
  parked: [],
  settings: DEFAULT_SETTINGS,
};

/** A member of the workspace, as Slack describes one. */
export const member = (more: Partial<SlackPerson> = {}): SlackPerson => ({
  id: user,
  team,
  kind: 'member',
  deleted: false,
  stranger: false,
  name: 'ben',
  email: undefined,
  emailConfirmed: true,
  timeZone: 'Europe/Berlin',
  enterprise: undefined,
  ...more,
});

export type Setting = {
  approval?: Approval;
  row?: Partial<Notification>;
  secrets?: SlackSecrets;
  behaviour?: SlackBehaviour;
  mayAct?: readonly Trust[];
  links?: Readonly<Record<string, Linked>>;
  people?: People;
  person?: SlackPerson | undefined;
  /** What somebody else did between reading and writing. */
  meanwhile?: Approval;
  refusal?: Refusal | 'not-found';
  handleFails?: Error;
  readFails?: Error;
  enqueueFails?: Error;
  /** How long reading takes. */
  readMs?: number;
  /** How long opening a modal takes. */
  openMs?: number;
  openFails?: Error;
  updateFails?: Error;
  publishFails?: Error;
  postFails?: Error;
  replies?: boolean;
  /** Somebody else has written the row meanwhile. */
  rowMoved?: boolean;
  started?: readonly Approval[];
  /** By the sequence of the decision. */
  comments?: ReadonlyMap<number, string>;
  inbox?: readonly Notification[];
  others?: readonly Approval[];
  preferences?: Preferences;
  saves?: Result<unknown, { type: 'faults'; faults: readonly { field: string; problem: string }[] } | { type: 'gone' }>;
};

export const BEN_LINKED: Linked = { account: BEN, trust: 'email-match' };

/** From the signed request to what was done, which is written down in order. The rules are the real ones. */
export function givenBridge(setting: Setting = {}) {
  const { row: changes = {}, approval = approvalOf(), secrets = connected, replies: replying = true } = setting;
  const clock = fakeClock(NOW);
  const log = fakeLog();
  const store = createMemoryStore({ clock });
  const row = notification({
    key: TOKEN,
    recipient: BEN,
    slack: posted,
    progress: { status: 'sent' },
    shown: 2,
    ...changes,
  });
  const stored: Stored<Approval, ApprovalEvent> = { ...storedOf(approval), sequence: 50 };
  let present = setting.meanwhile === undefined ? stored : { ...stored, state: setting.meanwhile };
  const did: string[] = [];
  const handled: { what: Command; command: CommandId; attempts: number | undefined }[] = [];
  const tasks: SlackTask[] = [];
  const written: Notification[] = [];
  const told: string[] = [];
  const opened: ModalView[] = [];
  const shown: ModalView[] = [];
  const homes: { user: SlackUserId; view: HomeView }[] = [];
  const posts: { to: string; message: Message }[] = [];
  const saved: unknown[] = [];
  const events: ConnectionEvent[] = [];
  const links = new Map(Object.entries(setting.links ?? { [PERSON]: BEN_LINKED }));

  const client: Pick<SlackClient, 'openView' | 'updateView' | 'publishHome' | 'post' | 'userById'> = {
    async openView(_trigger, view) {
      did.push('open view');
      clock.advance(setting.openMs ?? 0);
      if (setting.openFails !== undefined) throw setting.openFails;
      opened.push(view);
      return { id: 'V1', hash: '1.a' };
    },
    async updateView({ hash }, view) {
      did.push(`fill view ${hash}`);
      if (setting.updateFails !== undefined) throw setting.updateFails;
      shown.push(view);
      return { id: 'V1', hash: '1.b' };
    },
    async publishHome(to, view) {
      did.push('publish home');
      if (setting.publishFails !== undefined) throw setting.publishFails;
      homes.push({ user: to, view });
      return { id: 'V2', hash: '2.a' };
    },
    async post(to, message) {
      did.push('post');
      if (setting.postFails !== undefined) throw setting.postFails;
      posts.push({ to, message });
      return MESSAGE;
    },
    async userById(_user, timeoutMs = Number.POSITIVE_INFINITY) {
      did.push(timeoutMs < 3_000 ? 'ask slack' : 'ask slack for longer than somebody waits');
      return 'person' in setting ? setting.person : member();
    },
  };

  const deps: BridgeDeps = {
    clock,
    correlation: 'correlation-1',
    log,
    store,
    connections: {
      async all() {
        did.push('secret');
        return secrets;
      },
    },
    // Every method that is called is there.
    clientOf: () => client as SlackClient,
    async reply(url, text) {
      if (url === undefined) return false;
      did.push('reply');
      told.push(text);
      return replying;
    },
    async read(token) {
      did.push('read');
      clock.advance(setting.readMs ?? 0);
      if (setting.readFails !== undefined) throw setting.readFails;
      return token === TOKEN ? { row, stored } : undefined;
    },
    async load(id) {
      did.push('load');
      return id === present.state.id ? present : undefined;
    },
    async replaceRow(next) {
      did.push('write row');
      written.push(next);
      return setting.rowMoved ? undefined : next;
    },
    async handle(_id, what, command, options: ChangeOptions<Approval, ApprovalEvent>) {
      did.push(what.type);
      handled.push({ what, command, attempts: options.attempts });
      if (setting.handleFails !== undefined) throw setting.handleFails;
      if (setting.refusal !== undefined) return err(setting.refusal);
      const decided = decide(present.state, what, { at: clock.now(), sequence: present.sequence + 1 });
      if (!decided.ok) return decided;
      present = { ...present, state: decided.value.next };
      return ok(present);
    },
    async enqueue(task) {
      did.push(`enqueue ${task.type}`);
      if (setting.enqueueFails !== undefined) throw setting.enqueueFails;
      const read = readSlackTask(JSON.parse(JSON.stringify({ slack: task })));
      if (read === undefined) throw new Error('a task that cannot be read again');
      tasks.push(read);
    },
    async refreshRow() {
      did.push('refresh');
    },
    behaviour: async () => setting.behaviour ?? DEFAULT_BEHAVIOUR,
    async accountOf(_team, of) {
      did.push('account');
      return links.get(of)?.account;
    },
    standingOf: async (account, _team, of) => ({
      trust: trustIn(links, account, of),
      mayAct: setting.mayAct ?? TRUSTS,
    }),
    async linkOf(_team, of) {
      did.push('link');
      return links.get(of);
    },
    linkCode: async () => ({
      code: 'K7Q-42P',
      url: 'https://lighthouse.example/link?a=1&b=2',
      expiresAt: NOW + 600_000,
    }),
    async known(ids) {
      did.push(`names ${ids.length}`);
      return setting.people ?? peopleOf([RITA, BEN, CLEO]);
    },
    inboxOf: async () => setting.inbox ?? [row],
    byIds: async (ids) =>
      [approval, ...(setting.others ?? [])].filter((each) => ids.includes(each.id)).map((each) => storedOf(each)),
    startedBy: async () => setting.started ?? [],
    commentsOf: async () => setting.comments ?? new Map(),
    rulesOf: async () => new Map(),
    delegations: {
      async save(whose: unknown, draft: DelegationDraft, by: AccountId) {
        saved.push({ whose, draft, by });
        return setting.saves ?? ok(true);
      },
      async remove(whose, ruleId) {
        saved.push({ whose, remove: ruleId });
        return setting.saves === undefined ? ok(true) : err({ type: 'gone' });
      },
    },
    async delegationsChanged(whose) {
      did.push(`delegations of ${whose} changed`);
    },
    preferences: {
      load: async () => setting.preferences,
      async setQuietHours(whose, { timeZone, quietHours }) {
        const preferences = { timeZone, ...(quietHours === undefined ? {} : { quietHours }) };
        saved.push({ whose, preferences });
        return { ...setting.preferences, ...preferences };
      },
      async setDigest(whose, { timeZone, plan }) {
        if (timeZone === 'Nowhere/Land') return err('unknown-time-zone');
        saved.push({ whose, digest: plan, timeZone });
        const digest = plan === undefined ? ({ status: 'off' } as const) : planned(plan);
        return ok({ ...setting.preferences, timeZone, digest });
      },
    },
    async connectionChanged(event) {
      events.push(event);
    },
  };
  const bridge = createBridge(deps);

  const send = (payload: object) => bridge.interactions(signed(formOf(payload)));
  const click = (payload: object = {}) => send(clickPayload(payload));
  const submit = (form: string, values: object, more: object = {}) => send(submission(form, values, more));
  const pressAtHome = (action: string, value: string = TOKEN) => send(homePayload(action, value));
  const command = (text: string, more: Record<string, string> = {}) =>
    bridge.commands(signed(new URLSearchParams({ ...COMMAND, text, ...more }).toString()));
  const event = (about: object, more: object = {}) => bridge.events(signed(JSON.stringify(envelope(about, more))));
  const drain = async () => {
    for (const task of tasks.splice(0)) await bridge.runTask(task);
  };
  return {
    ...{ bridge, clock, log, row, did, handled, tasks, written, told, opened, shown, homes, posts, saved, events },
    ...{ send, click, submit, pressAtHome, command, event, drain, present: () => present.state },
  };
}

/** As somebody has said it, or else as it was found by address. */
function trustIn(links: ReadonlyMap<string, Linked>, account: AccountId, of: SlackUserId): Trust | undefined {
  const link = links.get(of);
  if (link !== undefined) return link.account === account ? link.trust : undefined;
  const isElsewhere = [...links.values()].some((each) => each.account === account && each.trust !== 'email-match');
  return isElsewhere ? undefined : 'email-match';
}

const planned = (plan: DigestPlan) => ({ status: 'planned', plan, nextAt: NOW + 1_000 }) as const;

/** What Slack says where a modal is gone. */
export const refused = (code: string) => new PermanentError(code);

const { actions: _actions, container: _container, response_url: _url, ...outer } = clickPayload();

/** A form as it is sent. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const submission = (form: string, values: object, more: object = {}) => ({
  ...outer,
  type: 'view_submission',
  view: {
    id: 'V1',
    team_id: TEAM,
    app_installed_team_id: TEAM,
    type: 'modal',
    callback_id: form,
    private_metadata: TOKEN,
    hash: '1.b',
    state: { values },
    ...more,
  },
  response_urls: [],
});

export const homePayload = (action: string, value: string) => ({
  ...outer,
  container: { type: 'view', view_id: 'V2' },
  view: { id: 'V2', team_id: TEAM, type: 'home', app_installed_team_id: TEAM, hash: '2.a' },
  actions: [
    {
      type: 'button',
      action_id: action,
      block_id: 'a',
      value,
      action_ts: '1791792000.000300',
      text: { type: 'plain_text' },
    },
  ],
});

export const entered = {
  text: (value: string | null) => ({ type: 'plain_text_input', value }),
  option: (value: string) => ({
    type: 'radio_buttons',
    selected_option: { value, text: { type: 'plain_text', text: 'a' } },
  }),
  options: (...values: string[]) => ({ type: 'checkboxes', selected_options: values.map((value) => ({ value })) }),
  person: (id: string) => ({ type: 'users_select', selected_user: id }),
  date: (day: string) => ({ type: 'datepicker', selected_date: day }),
  time: (time: string | null) => ({ type: 'timepicker', selected_time: time }),
};

const COMMAND = {
  token: 'an old verification token',
  team_id: TEAM,
  team_domain: 'lighthouse',
  channel_id: 'C1',
  user_id: PERSON,
  command: '/baton',
  api_app_id: 'A0BATON01',
  response_url: 'https://hooks.slack.com/commands/1',
  trigger_id: '1.2',
};

export const envelope = (event: object, more: object = {}) => ({
  token: 'an old verification token',
  team_id: TEAM,
  api_app_id: 'A0BATON01',
  event,
  type: 'event_callback',
  event_id: 'Ev0001',
  event_time: NOW / 1_000,
  authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false }],
  ...more,
});

export const otherApproval = (name: string, more: Parameters<typeof approvalOf>[0] = {}): Approval => ({
  ...approvalOf(more),
  id: toApprovalId(name),
});
