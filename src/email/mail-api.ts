import type { HttpFetch } from '../ports';
import { PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';
import { askMailService, type MailAnswer } from './mail-network';
import { type OutgoingMail, type Provider, providerOf } from './mail-providers';
import type { MailSettings, MailSettingsStore } from './mail-settings';

export type MailToSend = Omit<OutgoingMail, 'from'>;

export type MailApi = {
  isConfigured(): Promise<boolean>;
  send(mail: MailToSend): Promise<void>;
};

type Deps = {
  readonly http: HttpFetch;
  readonly settings: Pick<MailSettingsStore, 'load'>;
  /** For tests that do not wait. */
  readonly deadline?: (ms: number) => AbortSignal;
};

/** Of one call, its answer's body included. */
const TIMEOUT_MS = 10_000;
const DEFAULT_WAIT_MS = 30_000;

/** Some answer 403 to a key that they do not know. */
const KEY_REFUSED = new Set(['invalid_api_key', 'missing_api_key', 'restricted_api_key']);

/** Forge sends no e-mail to people without an account, so a service of the admin's choice does, over HTTPS. */
export function createMailApi({ http, settings, deadline = (ms) => AbortSignal.timeout(ms) }: Deps): MailApi {
  async function send(mail: MailToSend): Promise<void> {
    const chosen = await settings.load();
    if (chosen === undefined) throw new PermanentError('no-mail-api');

    const provider = providerOf(chosen);
    const signal = deadline(TIMEOUT_MS);
    const init = toRequest(provider, chosen, mail);
    const answer = await askMailService({ http, url: provider.url, init, signal }).catch((error: unknown) => {
      throw error instanceof UnknownOutcomeError ? unclear(provider, error.message, { cause: error.cause }) : error;
    });
    passOrThrow(answer, provider, chosen.provider);
  }

  return { isConfigured: async () => (await settings.load()) !== undefined, send };
}

function toRequest(provider: Provider, { apiKey, from }: MailSettings, mail: MailToSend): RequestInit {
  const whole = { ...mail, from };
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...provider.headers(apiKey, whole) },
    body: JSON.stringify(provider.body(whole)),
  };
}

function passOrThrow(answer: MailAnswer, provider: Provider, name: string): void {
  const { status, body, retryAfterMs } = answer;
  if (status >= 200 && status < 300 && provider.isTaken(body)) return;

  const word = provider.wordFor(body);
  if (status === 429) throw new TransientError('mail-rate-limited', { retryAfterMs: retryAfterMs ?? DEFAULT_WAIT_MS });
  if (status === 401 || KEY_REFUSED.has(word ?? '')) throw new PermanentError('mail-key-refused');
  const repeated = ofEarlierTry(word);
  if (repeated !== undefined) throw repeated;
  if (isUnclear(status, word)) {
    throw unclear(provider, `mail-${status}`, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  throw new PermanentError(`${name}-${word ?? status}`);
}

/** An earlier try under this key is under way, or has been carried out with other words. */
function ofEarlierTry(word: string | undefined): Error | undefined {
  if (word === 'concurrent_idempotent_requests') return new TransientError(word);
  return word === 'invalid_idempotent_request' ? new UnknownOutcomeError(word) : undefined;
}

/** Neither taken nor refused. */
const isUnclear = (status: number, word: string | undefined) =>
  status === 408 || status >= 500 || (status < 300 && word === undefined);

/** It may have gone out: it is only sent again where the service knows it again. */
const unclear = ({ idempotent }: Provider, code: string, options: ErrorOptions & { retryAfterMs?: number }): Error =>
  idempotent ? new TransientError(code, options) : new UnknownOutcomeError(code, options);
