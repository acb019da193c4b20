import { makeResolver, type Request } from '@forge/resolver';
import * as z from 'zod';
import type { AdminApi, UserApi } from '../admin/contract';
import type { App } from '../app';
import { toAccountId } from '../shared/brand';
import { describeError, InvalidInputError, UnreadableError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import { toSentences } from '../shared/sentences';
import { type Invocation, openInvocation } from './invocation';

const ANONYMOUS = 'unidentified';

/** What the platform vouches for; the payload says nothing about who or where. */
const person = z.object({
  accountId: z
    .string()
    .refine((id) => id !== ANONYMOUS, 'must belong to somebody who is signed in')
    .transform(toAccountId),
  siteUrl: z.url(),
});
const id = z.union([z.string(), z.number()]).transform(String);
/** The issue panel tells of a work item, the byline of a page; the page "My approvals" stands on neither. */
const viewer = z.object({
  ...person.shape,
  extension: z.object({ issue: z.object({ id }).optional(), content: z.object({ id }).optional() }).default({}),
});

function toViewer(context: unknown) {
  const { accountId, siteUrl, extension } = parseOrThrow(viewer, context, 'context');
  return { accountId, siteUrl, place: placeOf(extension) };
}

function placeOf({ issue, content }: z.output<typeof viewer>['extension']) {
  if (issue !== undefined) return { kind: 'work-item', id: issue.id } as const;
  return content === undefined ? ({ kind: 'nowhere' } as const) : ({ kind: 'page', id: content.id } as const);
}

/** Bad input and faults become answers in words; the log line and the answer share the correlation id. */
const answering =
  <T>(work: (app: App, request: Request<unknown>) => Promise<T>) =>
  async (request: Request<unknown>): Promise<T | Refused> => {
    const invocation = openInvocation();
    try {
      return await work(invocation.app, request);
    } catch (error) {
      return toRefusal(error, invocation);
    }
  };

type Refused = { ok: false; error: string; field?: string };

function toRefusal(error: unknown, { log, correlation }: Invocation): Refused {
  if (error instanceof InvalidInputError) {
    log.warn('input-refused', { fields: error.issues.map(({ field }) => field) });
    const [first] = error.issues;
    const text = toSentences(error.issues);
    return { ok: false, error: text, ...(first === undefined ? {} : { field: first.field }) };
  }
  if (error instanceof UnreadableError) {
    log.error('data-unreadable', { what: error.what, fields: error.issues.map(({ field }) => field) });
    return {
      ok: false,
      error: `Baton cannot read this ${error.what}. Nothing was changed; tell an administrator this id: ${correlation}`,
    };
  }
  log.error('resolver-failed', describeError(error));
  return {
    ok: false,
    error: `Something went wrong. Try again; if it stays, tell an administrator this id: ${correlation}`,
  };
}

const forUser = <Call extends keyof UserApi>(call: Call) =>
  answering(async (app, { context, payload }) => {
    const { userApi } = await app.desk();
    return userApi[call](toViewer(context), payload);
  });

const forAdmin = <Call extends keyof AdminApi>(call: Call) =>
  answering(async (app, { context, payload }) => {
    const { adminApi } = await app.desk();
    return adminApi(call, parseOrThrow(person, context, 'context'), payload);
  });

export const userResolver = makeResolver<UserApi>({
  'approvals/list': forUser('approvals/list'),
  'approvals/preview': forUser('approvals/preview'),
  'approvals/start': forUser('approvals/start'),
  'approvals/decide': forUser('approvals/decide'),
  'approvals/withdraw': forUser('approvals/withdraw'),
  'approvals/act': forUser('approvals/act'),
  'approvals/inbox': forUser('approvals/inbox'),
  'delegations/list': forUser('delegations/list'),
  'delegations/save': forUser('delegations/save'),
  'delegations/remove': forUser('delegations/remove'),
  'definitions/names': forUser('definitions/names'),
  'link/get': forUser('link/get'),
  'link/enter': forUser('link/enter'),
  'link/remove': forUser('link/remove'),
  'digest/get': forUser('digest/get'),
  'digest/save': forUser('digest/save'),
  'digest/turn-off': forUser('digest/turn-off'),
});

export const adminResolver = makeResolver<AdminApi>({
  'slack/get': forAdmin('slack/get'),
  'slack/save-app': forAdmin('slack/save-app'),
  'slack/replace-signing-secret': forAdmin('slack/replace-signing-secret'),
  'slack/save-settings': forAdmin('slack/save-settings'),
  'slack/end-overlap': forAdmin('slack/end-overlap'),
  'slack/begin': forAdmin('slack/begin'),
  'slack/attempt': forAdmin('slack/attempt'),
  'slack/claim': forAdmin('slack/claim'),
  'slack/connect': forAdmin('slack/connect'),
  'slack/rename': forAdmin('slack/rename'),
  'slack/set-default': forAdmin('slack/set-default'),
  'slack/delete': forAdmin('slack/delete'),
  'slack/check': forAdmin('slack/check'),
  'slack/channels': forAdmin('slack/channels'),
  'slack/check-channel': forAdmin('slack/check-channel'),
  'slack/set-channel': forAdmin('slack/set-channel'),
  'definitions/list': forAdmin('definitions/list'),
  'definitions/get': forAdmin('definitions/get'),
  'definitions/save': forAdmin('definitions/save'),
  'definitions/check': forAdmin('definitions/check'),
  'definitions/archive': forAdmin('definitions/archive'),
  'definitions/export': forAdmin('definitions/export'),
  'definitions/gallery': forAdmin('definitions/gallery'),
  'definitions/dry-run': forAdmin('definitions/dry-run'),
  'choices/groups': forAdmin('choices/groups'),
  'choices/roles': forAdmin('choices/roles'),
  'choices/fields': forAdmin('choices/fields'),
  'choices/projects': forAdmin('choices/projects'),
  'choices/spaces': forAdmin('choices/spaces'),
  'approvals/attention': forAdmin('approvals/attention'),
  'mail/get': forAdmin('mail/get'),
  'mail/save': forAdmin('mail/save'),
  'mail/test': forAdmin('mail/test'),
  'api/get': forAdmin('api/get'),
  'api/create-token': forAdmin('api/create-token'),
  'api/revoke-token': forAdmin('api/revoke-token'),
  'notifications/list': forAdmin('notifications/list'),
  'people/list': forAdmin('people/list'),
  'people/settings': forAdmin('people/settings'),
  'people/save-settings': forAdmin('people/save-settings'),
  'people/import': forAdmin('people/import'),
  'people/export': forAdmin('people/export'),
  'people/remove': forAdmin('people/remove'),
});
