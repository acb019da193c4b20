import { z } from 'zod';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { defaultWorld } from '../../sandbox/world/world';
import type {
  AdminApi,
  Answer as AnswerOf,
  ApprovalAction,
  ApprovalView,
  InboxEntry,
  NotificationView,
  SubjectView,
} from '../../src/admin/contract';
import type { DecisionKind } from '../../src/approvals/core/model';
import { handsOf } from './hands';

const accountOf = (first: string): string =>
  defaultWorld.people.find(({ name }) => name.startsWith(`${first} `))?.accountId ?? `nobody is ${first}`;

/** The people of the default world; Dev has no Slack user. */
export const PEOPLE = {
  ada: { accountId: accountOf('Ada'), slack: 'U0ADA0001' },
  ben: { accountId: accountOf('Ben'), slack: 'U0BEN0001' },
  cleo: { accountId: accountOf('Cleo'), slack: 'U0CLEO001' },
  dev: { accountId: accountOf('Dev'), slack: 'nobody' },
} as const;
export type PersonName = keyof typeof PEOPLE;
export const TEAM = 'T0LIGHT01';

type Answer<T> = AnswerOf<T>;
/** Where people look at approvals: a work item's panel, or a page's byline. */
export type Place = { readonly kind: 'work-item' | 'page'; readonly id: string };
export const SHOP_1: Place = { kind: 'work-item', id: '10001' };
export const SHOP_2: Place = { kind: 'work-item', id: '10002' };
export const RETURN_POLICY: Place = { kind: 'page', id: '50001' };

type Decided = { comment?: string; options?: readonly number[]; step?: number; place?: Place };

export type Step = { name: string; approvers: readonly PersonName[]; quorum: 'all' | 'any' };

/** A sandbox, and the words in which its people act and look. */
export type Story = Awaited<ReturnType<typeof tell>>;

export async function tell(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ log: () => {}, ...options });
  return storyOf(sandbox);
}

export function storyOf(sandbox: Sandbox) {
  let requests = 0;
  const requestId = () => {
    requests += 1;
    return `request-${requests}`;
  };

  async function invoke<T>(
    call: { module: string; functionKey: string; payload: unknown; by: PersonName },
    extension: Record<string, unknown>,
  ) {
    const { by, ...what } = call;
    const answer = await sandbox.invoke({ ...what, accountId: PEOPLE[by].accountId, context: { extension } });
    // The resolvers answer by the contract that the front end compiles against.
    return answer as Answer<T>;
  }

  const admin = <Call extends keyof AdminApi>(functionKey: Call, payload: unknown = {}, by: PersonName = 'ada') =>
    invoke<ValueOf<AdminApi[Call]>>({ module: 'settings', functionKey, payload, by }, {});

  const at = <T>(place: Place, functionKey: string, by: PersonName, payload: unknown = {}) =>
    place.kind === 'work-item'
      ? invoke<T>({ module: 'approval-panel', functionKey, payload, by }, { issue: { id: place.id } })
      : invoke<T>({ module: 'approval-byline', functionKey, payload, by }, { content: { id: place.id, type: 'page' } });

  /** On the page "My approvals". */
  const own = <T>(functionKey: string, by: PersonName, payload: unknown = {}) =>
    invoke<T>({ module: 'my-approvals', functionKey, payload, by }, {});

  const onItem = <T>(functionKey: string, by: PersonName, payload: unknown = {}, id = SHOP_1.id) =>
    at<T>({ kind: 'work-item', id }, functionKey, by, payload);

  const look = async (place: Place, by: PersonName = 'ada') =>
    accepted(await at<SubjectView>(place, 'approvals/list', by));
  const panel = (by: PersonName = 'ada', id?: string) =>
    look(id === undefined ? SHOP_1 : { kind: 'work-item', id }, by);

  async function newest(by: PersonName, place: Place): Promise<string> {
    return (await look(place, by)).approvals[0]?.id ?? 'none';
  }

  async function definitionId(name: string, place: Place): Promise<string> {
    const found = (await look(place)).definitions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no definition ${name}`);
    return found.id;
  }

  async function act(by: PersonName, action: ApprovalAction, place = SHOP_1): Promise<Answer<ApprovalView>> {
    const input = { approvalId: await newest(by, place), action, requestId: requestId() };
    const answer = await at<ApprovalView>(place, 'approvals/act', by, input);
    await sandbox.drain();
    return answer;
  }

  return {
    sandbox,
    at,
    own,
    admin,
    onItem,
    panel,
    look,
    act,
    ...handsOf(sandbox),

    /** Saves a definition as a form or a file says it, and answers its id. */
    async form(definition: Readonly<Record<string, unknown>>): Promise<string> {
      return accepted(await admin('definitions/save', { definition })).id;
    },

    async define(name: string, steps: readonly Step[]): Promise<void> {
      const named = steps.map(({ name: step, approvers, quorum }) => ({
        name: step,
        asks: { type: 'user', people: approvers.map((who) => PEOPLE[who].accountId) },
        quorum: { type: quorum },
      }));
      accepted(await admin('definitions/save', { definition: { name, steps: named } }));
    },

    /** Starts it; its messages are out when this returns, unless something was told to go wrong. */
    async start(
      name: string,
      { by = 'ada' as PersonName, id = requestId(), place = SHOP_1 } = {},
    ): Promise<ApprovalView> {
      const input = { definitionId: await definitionId(name, place), requestId: id };
      const view = accepted(await at<ApprovalView>(place, 'approvals/start', by, input));
      await sandbox.drain();
      return view;
    },

    async decide(by: PersonName, decision: DecisionKind, more: string | Decided = {}): Promise<Answer<ApprovalView>> {
      const { place = SHOP_1, ...rest } = typeof more === 'string' ? { comment: more } : more;
      const input = { approvalId: await newest(by, place), decision, ...rest, requestId: requestId() };
      const answer = await at<ApprovalView>(place, 'approvals/decide', by, input);
      await sandbox.drain();
      return answer;
    },

    async withdraw(by: PersonName, place = SHOP_1): Promise<Answer<ApprovalView>> {
      const input = { approvalId: await newest(by, place), requestId: requestId() };
      const answer = await at<ApprovalView>(place, 'approvals/withdraw', by, input);
      await sandbox.drain();
      return answer;
    },

    cancel: (by: PersonName, place = SHOP_1) => act(by, { type: 'cancel' }, place),

    /** The newest approval as this person sees it. */
    async approval(by: PersonName = 'ada', place = SHOP_1): Promise<ApprovalView> {
      const [first] = (await look(place, by)).approvals;
      if (first === undefined) throw new Error(`${by} sees no approval`);
      return first;
    },

    async inbox(by: PersonName): Promise<readonly InboxEntry[]> {
      return accepted(await own<readonly InboxEntry[]>('approvals/inbox', by));
    },

    /** Presses a button of the newest message that this person was sent; no two clicks share an instant. */
    async press(by: PersonName, actionId: string) {
      const { channel, ts } = messageOf(sandbox, by);
      sandbox.clock.advance(1_000);
      const at = sandbox.clock.now();
      const outcome = await sandbox.slack.click({ team: TEAM, channel, ts, user: PEOPLE[by].slack, actionId });
      const report = await sandbox.drain();
      return { ...outcome, at, ran: report.ran, told: whispersTo(sandbox, by).at(-1) };
    },

    async history(status?: string): Promise<readonly NotificationView[]> {
      return accepted(await admin('notifications/list', status === undefined ? {} : { status })).rows;
    },

    /** Lets time pass in steps until nothing is left to be sent, through as many sweeps as it takes. */
    async settle(minutes = 30): Promise<void> {
      await sandbox.drain();
      for (let passed = 0; passed < minutes; passed += 1) {
        sandbox.clock.advance(60_000);
        await sandbox.drain();
      }
    },

    /** Lets hours pass, with every sweep in between. */
    async hours(hours: number): Promise<void> {
      for (let passed = 0; passed < hours * 4; passed += 1) {
        sandbox.clock.advance(15 * 60_000);
        await sandbox.drain();
      }
    },

    message: (to: PersonName) => messageOf(sandbox, to),
    messages: (to: PersonName) => messagesTo(sandbox, to),
    whispers: (to: PersonName) => whispersTo(sandbox, to),
    mailsTo: (to: PersonName) => sandbox.mail.all().filter((mail) => mail.to.accountId === PEOPLE[to].accountId),
    /** The requests among their messages, without notices and reminders. */
    requests: (to: PersonName) =>
      messagesTo(sandbox, to).filter(({ blocks }) => JSON.stringify(blocks).includes('"actions-')),
    comments: () => sandbox.jira.workItem('SHOP-1')?.comments ?? [],
    property: () => sandbox.jira.workItem('SHOP-1')?.properties['baton-approval'],
    stored: (entity: string) => storedIn(sandbox, entity),
  };
}

type ValueOf<Call> = Call extends (...input: never[]) => AnswerOf<infer T> ? T : never;

export function accepted<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.error}`);
  return answer.value;
}

function seenBy(sandbox: Sandbox, name: PersonName) {
  const user = PEOPLE[name].slack;
  if (user === 'nobody') return [];
  return sandbox.slack.open({ team: TEAM, user }).conversations.flatMap(({ messages }) => messages);
}

/** Direct messages of the app, oldest first. */
function messagesTo(sandbox: Sandbox, name: PersonName) {
  return seenBy(sandbox, name).filter(({ botId, ephemeralTo }) => botId !== undefined && ephemeralTo === undefined);
}

function messageOf(sandbox: Sandbox, name: PersonName) {
  const newest = messagesTo(sandbox, name).at(-1);
  if (newest === undefined) throw new Error(`${name} has no message`);
  return newest;
}

/** What only this person was answered. */
function whispersTo(sandbox: Sandbox, name: PersonName): string[] {
  return seenBy(sandbox, name).flatMap(({ ephemeralTo, text }) => (ephemeralTo === undefined ? [] : [text]));
}

const entity = z.looseObject({ data: z.unknown() });

function storedIn(sandbox: Sandbox, name: string) {
  return sandbox.kvs
    .dump(sandbox.world.site.installationId)
    .filter((row) => row.entity === name)
    .map(({ key, value }) => ({ key, value: entity.parse(value) }));
}
