import type { HttpFetch } from '../../src/ports';
import type { Message } from '../../src/slack/client';
import type { SlackWeb } from '../../src/slack/client-call';

export const BOT_TOKEN = 'xoxb-a-very-secret-token';
export const API = 'https://slack.com/api/';
export const PLACE = { channel: 'D0BEN0001', ts: '1791792000.000100' };
export const MESSAGE: Message = {
  text: 'Approval requested: Release for SHOP-1',
  blocks: [{ type: 'section', text: { type: 'plain_text', text: 'SHOP-1' } }],
};

export type Call = { readonly url: string; readonly init: RequestInit };
export type GivenAnswer = () => Promise<Response> | Response;

/** A network that gives these answers one after the other, and the last one from then on. */
export function givenWeb(answers: GivenAnswer | readonly GivenAnswer[], more: Partial<SlackWeb> = {}) {
  const calls: Call[] = [];
  const left = [answers].flat();
  const http: HttpFetch = async (url, init = {}) => {
    calls.push({ url, init });
    const answer = left.length > 1 ? left.shift() : left[0];
    return answer === undefined ? Promise.reject(new Error('no answer is given')) : await answer();
  };
  return { calls, web: { http, apiUrl: API, ...more } };
}

export const json =
  (body: unknown, init: ResponseInit = {}): GivenAnswer =>
  () =>
    Response.json(body, init);
export const text =
  (body: string, init: ResponseInit = {}): GivenAnswer =>
  () =>
    new Response(body, init);
export const failing =
  (error: Error): GivenAnswer =>
  () =>
    Promise.reject(error);
export const timeout = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
export const fetchFailed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) });

export const methodOf = ({ url }: Call) => url.replace(API, '');
export const formOf = ({ init }: Call) => Object.fromEntries(new URLSearchParams(String(init.body)));

export const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
