import * as z from 'zod';
import type { Definition } from '../approvals/core/model';
import type { Notification, Status } from '../notifications/core/model';
import { type DefinitionId, type Instant, toAccountId, toDefinitionId } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { toSentences } from '../shared/sentences';
import type { AdminApi, Answer, DefinitionSummary, SlackView } from './contract';
import { toDefinitionSummary, toNotificationView, type Words } from './view';
import { NO_DEFINITION, NOT_ADMIN } from './words';

type Workspace = {
  readonly team: string;
  readonly teamName: string;
  readonly botUser: string;
  readonly connectedAt: Instant;
};
type Draft = Omit<Definition, 'id' | 'version'> & { readonly id?: DefinitionId };
type SaveRefusal =
  | { readonly type: 'faults'; readonly faults: readonly { readonly field: string; readonly problem: string }[] }
  | { readonly type: 'gone' };

type Deps = {
  isAdmin: () => Promise<boolean>;
  interactivityUrl: () => Promise<string>;
  workspace: () => Promise<Workspace | undefined>;
  /** Asks Slack who the token is before anything is stored; throws what Slack answered. */
  connect: (botToken: string, signingSecret: string) => Promise<Workspace>;
  definitions: { list(): Promise<readonly Definition[]>; save(draft: Draft): Promise<Result<Definition, SaveRefusal>> };
  notifications: (query: {
    status?: Status;
    cursor?: string;
    limit: number;
  }) => Promise<{ rows: readonly Notification[]; cursor?: string | undefined }>;
  words: Words;
};

const PAGE = 50;

const connectInput = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^xoxb-[A-Za-z0-9-]+$/, 'must be the bot token of your Slack app: it starts with xoxb-'),
  signingSecret: z
    .string()
    .trim()
    .min(16, 'must be the signing secret of your Slack app, from its Basic Information page'),
});
const saveInput = z.object({
  id: z.string().transform(toDefinitionId).optional(),
  name: z.string().trim(),
  steps: z.array(
    z.object({
      name: z.string().trim(),
      approvers: z.array(z.string().min(1).transform(toAccountId)),
      quorum: z.enum(['all', 'any']),
    }),
  ),
});
const listInput = z.object({
  status: z.enum(['pending', 'sent', 'updated', 'fallen-back', 'suppressed', 'dead']).optional(),
  cursor: z.string().optional(),
});

/** Each call asks Jira whether the caller is an administrator: whoever can load a page can call its resolver. */
export function createAdminApi(deps: Deps) {
  const { isAdmin, interactivityUrl, workspace, connect, definitions, notifications, words } = deps;

  const guarded =
    <T>(work: (payload: unknown) => Promise<Answer<T>>) =>
    async (payload: unknown): Promise<Answer<T>> =>
      (await isAdmin()) ? work(payload) : { ok: false, error: NOT_ADMIN };

  async function slackView(): Promise<Answer<SlackView>> {
    const [url, present] = await Promise.all([interactivityUrl(), workspace()]);
    return {
      ok: true,
      value: { interactivityUrl: url, ...(present === undefined ? {} : { connection: toView(present) }) },
    };
  }

  async function connectSlack(payload: unknown): Promise<Answer<SlackView>> {
    const { botToken, signingSecret } = parseOrThrow(connectInput, payload, 'Slack connection');
    try {
      const [connected, url] = await Promise.all([connect(botToken, signingSecret), interactivityUrl()]);
      return { ok: true, value: { interactivityUrl: url, connection: toView(connected) } };
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      const problem = `Slack does not accept this token (${error.code}). Copy it anew from OAuth & Permissions.`;
      return { ok: false, error: problem, field: 'botToken' };
    }
  }

  async function saveDefinition(payload: unknown): Promise<Answer<DefinitionSummary>> {
    const { id, name, steps } = parseOrThrow(saveInput, payload, 'definition');
    const saved = await definitions.save({
      ...(id === undefined ? {} : { id }),
      name,
      steps: steps.map((step) => ({ ...step, type: 'user' as const, quorum: { type: step.quorum } })),
    });
    if (saved.ok) return { ok: true, value: toDefinitionSummary(saved.value) };
    if (saved.error.type === 'gone') return { ok: false, error: NO_DEFINITION };

    const [first] = saved.error.faults;
    const error = toSentences(saved.error.faults);
    return { ok: false, error, ...(first === undefined ? {} : { field: first.field }) };
  }

  async function listNotifications(payload: unknown): Promise<Awaited<ReturnType<AdminApi['notifications/list']>>> {
    const { status, cursor } = parseOrThrow(listInput, payload, 'history query');
    const page = await notifications({
      limit: PAGE,
      ...(status === undefined ? {} : { status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const rows = page.rows.map((row) => toNotificationView(row, words));
    return { ok: true, value: { rows, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) } };
  }

  return {
    slack: guarded(slackView),
    connectSlack: guarded(connectSlack),
    listDefinitions: guarded(async () => ({ ok: true, value: (await definitions.list()).map(toDefinitionSummary) })),
    saveDefinition: guarded(saveDefinition),
    listNotifications: guarded(listNotifications),
  };
}

const toView = ({ team, teamName, botUser, connectedAt }: Workspace) => ({
  teamId: team,
  teamName,
  botUserId: botUser,
  connectedAt,
});
