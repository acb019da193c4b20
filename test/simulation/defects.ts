import { AsyncLocalStorage } from 'node:async_hooks';
import { scheduler } from 'node:timers/promises';
import { type Scope, withScope } from '../../sandbox/forge/globals';

/** A call of the app to whatever is outside: where to, with what, and the ways to let it through. */
type Outgoing = {
  readonly where: string;
  /** Of calls to other services than Forge's own. */
  readonly authorization: string | undefined;
  readonly body: string;
  send(body?: string): Promise<Response>;
};
export type Tamper = (call: Outgoing) => Promise<Response>;

type Handler = (...args: unknown[]) => unknown;
const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/** The same functions, whose every call to the outside passes through somebody's hands. */
export const tampered = (app: Readonly<Record<string, unknown>>, tamper: Tamper): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(app).map(([name, value]) => [name, isHandler(value) ? through(value, tamper) : value]),
  );

function through(handler: Handler, tamper: Tamper): Handler {
  return (...args) => {
    const outer = AsyncLocalStorage.snapshot();
    const scope: Scope = {
      runtime: Reflect.get(globalThis, '__forge_runtime__'),
      env: process.env,
      now: () => outer(() => Date.now()),
      wait: (ms) => outer(() => scheduler.wait(ms)),
      async fetch(...about) {
        const request = new Request(...about);
        const body = await request.clone().text();
        const send = () => outer(() => fetch(request.clone()));
        const authorization = request.headers.get('authorization') ?? undefined;
        return tamper({ where: request.url, authorization, body, send });
      },
      forgeFetch(target, path, init = {}) {
        const forgeFetch: Scope['forgeFetch'] = Reflect.get(globalThis, '__forge_fetch__');
        const body = String(init.body ?? '');
        const send = (changed = body) =>
          outer(() => forgeFetch(target, path, init.body === undefined ? init : { ...init, body: changed }));
        return tamper({ where: path, authorization: undefined, body, send });
      },
    };
    return withScope(scope, () => handler(...args));
  };
}

/** Done once more than the app has asked for. */
export const twice =
  (where: RegExp): Tamper =>
  async (call) => {
    const answer = await call.send();
    if (where.test(call.where)) await call.send();
    return answer;
  };

/** Slack's answer to what Slack was never told. */
export const pretended =
  (where: RegExp, about: RegExp): Tamper =>
  async (call) => {
    const isMeant = where.test(call.where) && about.test(decodeURIComponent(call.body.replaceAll('+', ' ')));
    return isMeant ? Response.json({ ok: true, channel: 'D0NOWHERE', ts: '1791792000.000100' }) : call.send();
  };

/** Another text is kept than the app has written. */
export const rewritten =
  (before: string, after: string): Tamper =>
  (call) =>
    call.body.includes(before) ? call.send(call.body.replaceAll(before, after)) : call.send();

/** Something else is read than what was kept. */
export const misread =
  (where: RegExp, before: string, after: string): Tamper =>
  async (call) => {
    const answer = await call.send();
    if (!where.test(call.where)) return answer;
    const text = (await answer.text()).replaceAll(before, after);
    return new Response(text, { status: answer.status, headers: answer.headers });
  };
