import { makeResolver, type Request } from '@forge/resolver';
import * as z from 'zod';
import type { AdminApi, Answer, UserApi } from '../admin/contract';
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
const atWorkItem = z.object({
  ...person.shape,
  extension: z.object({ issue: z.object({ id: z.union([z.string(), z.number()]).transform(String) }) }),
});

function toViewer(context: unknown) {
  const { accountId, siteUrl, extension } = parseOrThrow(atWorkItem, context, 'context');
  return { accountId, siteUrl, issueId: extension.issue.id };
}

/** Bad input and faults become answers in words; the log line and the answer share the correlation id. */
const answering =
  <T>(work: (app: App, request: Request<unknown>) => Promise<Answer<T>>) =>
  async (request: Request<unknown>): Promise<Answer<T>> => {
    const invocation = openInvocation();
    try {
      return await work(invocation.app, request);
    } catch (error) {
      return toRefusal(error, invocation);
    }
  };

function toRefusal(error: unknown, { log, correlation }: Invocation): { ok: false; error: string; field?: string } {
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

export const userResolver = makeResolver<UserApi>({
  'approvals/list': answering((app, { context }) => app.userApi.list(toViewer(context))),
  'approvals/start': answering((app, { context, payload }) => app.userApi.start(toViewer(context), payload)),
  'approvals/decide': answering((app, { context, payload }) => app.userApi.decide(toViewer(context), payload)),
  'approvals/cancel': answering((app, { context, payload }) => app.userApi.cancel(toViewer(context), payload)),
});

export const adminResolver = makeResolver<AdminApi>({
  'slack/get': answering((app, { payload }) => app.adminApi.slack(payload)),
  'slack/connect': answering((app, { payload }) => app.adminApi.connectSlack(payload)),
  'definitions/list': answering((app, { payload }) => app.adminApi.listDefinitions(payload)),
  'definitions/save': answering((app, { payload }) => app.adminApi.saveDefinition(payload)),
  'notifications/list': answering((app, { payload }) => app.adminApi.listNotifications(payload)),
});
