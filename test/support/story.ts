import { z } from 'zod';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { defaultWorld } from '../../sandbox/world/world';
import type { ApprovalView, NotificationView, SubjectView } from '../../src/admin/contract';

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

type Answer<T> = { ok: true; value: T } | { ok: false; error: string; field?: string };
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

  async function ask<T>(functionKey: string, by: PersonName, payload: unknown = {}, issueId?: string) {
    const admin = issueId === undefined;
    const answer = await sandbox.invoke({
      module: admin ? 'settings' : 'approval-panel',
      functionKey,
      payload,
      accountId: PEOPLE[by].accountId,
      context: { extension: admin ? {} : { issue: { id: issueId } } },
    });
    // The resolvers answer by the contract that the front end compiles against.
    return answer as Answer<T>;
  }

  const onItem = <T>(functionKey: string, by: PersonName, payload: unknown = {}, id = '10001') =>
    ask<T>(functionKey, by, payload, id);

  const panel = async (by: PersonName = 'ada', id?: string) =>
    accepted(await onItem<SubjectView>('approvals/list', by, {}, id));

  async function definitionId(name: string): Promise<string> {
    const found = (await panel()).definitions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no definition ${name}`);
    return found.id;
  }

  return {
    sandbox,
    onItem,
    panel,

    async define(name: string, steps: readonly Step[]): Promise<void> {
      const named = steps.map((step) => ({ ...step, approvers: step.approvers.map((who) => PEOPLE[who].accountId) }));
      accepted(await ask('definitions/save', 'ada', { name, steps: named }));
    },

    /** Starts it on SHOP-1; its messages are out when this returns, unless something was told to go wrong. */
    async start(name: string, { by = 'ada' as PersonName, id = requestId() } = {}): Promise<ApprovalView> {
      const input = { definitionId: await definitionId(name), requestId: id };
      const view = accepted(await onItem<ApprovalView>('approvals/start', by, input));
      await sandbox.drain();
      return view;
    },

    async decide(by: PersonName, decision: 'approve' | 'reject', comment?: string): Promise<Answer<ApprovalView>> {
      const [newest] = (await panel(by)).approvals;
      const input = { approvalId: newest?.id ?? 'none', decision, comment, requestId: requestId() };
      const answer = await onItem<ApprovalView>('approvals/decide', by, input);
      await sandbox.drain();
      return answer;
    },

    async cancel(by: PersonName): Promise<Answer<ApprovalView>> {
      const [newest] = (await panel(by)).approvals;
      const answer = await onItem<ApprovalView>('approvals/cancel', by, {
        approvalId: newest?.id ?? 'none',
        requestId: requestId(),
      });
      await sandbox.drain();
      return answer;
    },

    /** Presses a button of the newest message that this person was sent; no two clicks share an instant. */
    async press(by: PersonName, actionId: 'approve' | 'reject') {
      const { channel, ts } = messageOf(sandbox, by);
      sandbox.clock.advance(1_000);
      const at = sandbox.clock.now();
      const outcome = await sandbox.slack.click({ team: TEAM, channel, ts, user: PEOPLE[by].slack, actionId });
      const report = await sandbox.drain();
      return { ...outcome, at, ran: report.ran, told: whispersTo(sandbox, by).at(-1) };
    },

    async history(status?: string): Promise<readonly NotificationView[]> {
      const input = status === undefined ? {} : { status };
      return accepted(await ask<{ rows: NotificationView[] }>('notifications/list', 'ada', input)).rows;
    },

    /** Lets time pass in steps until nothing is left to be sent, through as many sweeps as it takes. */
    async settle(minutes = 30): Promise<void> {
      await sandbox.drain();
      for (let passed = 0; passed < minutes; passed += 1) {
        sandbox.clock.advance(60_000);
        await sandbox.drain();
      }
    },

    message: (to: PersonName) => messageOf(sandbox, to),
    messages: (to: PersonName) => messagesTo(sandbox, to),
    whispers: (to: PersonName) => whispersTo(sandbox, to),
    mailsTo: (to: PersonName) => sandbox.mail.all().filter((mail) => mail.to.accountId === PEOPLE[to].accountId),
    comments: () => sandbox.jira.workItem('SHOP-1')?.comments ?? [],
    property: () => sandbox.jira.workItem('SHOP-1')?.properties['baton-approval'],
    stored: (entity: string) => storedIn(sandbox, entity),
  };
}

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
