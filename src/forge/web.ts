import * as z from 'zod';
import type { App } from '../app';
import { InvalidInputError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import { describeFault } from './fault';
import { openInvocation } from './invocation';

const webRequest = z.object({
  method: z.string().default('POST'),
  body: z.string().default(''),
  headers: z.record(z.string(), z.array(z.string())).default({}),
  queryParameters: z.record(z.string(), z.array(z.string())).default({}),
});

type WebRequest = {
  readonly method: string;
  readonly body: string;
  /** By lower-case names, with every value that arrived. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
};
type WebAnswer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

/**
 * Forge gives every header as a list under the name as it was sent, and wants lists back.
 * https://developer.atlassian.com/platform/forge/events-reference/web-trigger/
 */
const answering = (work: (app: App, request: WebRequest) => Promise<WebAnswer>) => async (request: unknown) => {
  const { app, log, correlation } = openInvocation();
  try {
    const { method, body, headers, queryParameters } = parseOrThrow(webRequest, request, 'request');
    return toResponse(await work(app, { method, body, headers: byLowerCaseName(headers), query: queryParameters }));
  } catch (error) {
    log.error('request-failed', describeFault(error));
    const status = error instanceof InvalidInputError ? 400 : 500;
    return toResponse({ status, body: `failed: ${correlation}` });
  }
};

export const slackInteractions = answering((app, request) => app.slack.interactions(request));
export const slackCommands = answering((app, request) => app.slack.commands(request));
export const slackEvents = answering((app, request) => app.slack.events(request));
export const slackOauth = answering(async (app, request) => (await app.connecting()).callback(request));
export const externalPage = answering(async (app, request) => (await app.outside()).externalPage(request));
export const approvalsApi = answering(async (app, request) => (await app.outside()).approvalsApi(request));

const toResponse = ({ status, body, headers = PLAIN }: WebAnswer) => ({
  statusCode: status,
  body,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
});

function byLowerCaseName(headers: Readonly<Record<string, readonly string[]>>) {
  const merged: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    merged[lower] = [...(merged[lower] ?? []), ...values];
  }
  return merged;
}
