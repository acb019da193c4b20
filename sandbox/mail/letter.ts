import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';

export type Address = { address: string; name?: string };
export type Letter = { to: readonly Address[]; from: Address; subject: string; text?: string; html?: string };

export type MailCall = { headers: Headers; text: string };
export type MailAnswer = { status: number; body?: unknown; headers?: Record<string, string> };

export type ServiceDeps = {
  /** Puts it into the mailbox and answers the id of the message. */
  deliver(letter: Letter): string;
  clock: SandboxClock;
  documents: Documents;
  key: string;
};

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/;
const NAMED = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/;

/** `ada@shop.example` or `Ada Brook <ada@shop.example>`. */
export function parseAddress(written: string): Address | undefined {
  const [, name = '', inBrackets] = NAMED.exec(written) ?? [];
  const address = (inBrackets ?? written).trim();
  if (!ADDRESS.test(address)) return undefined;
  return name === '' ? { address } : { address, name };
}

/** Undefined when one of them is no address. */
export function parseAddresses(written: readonly string[]): Address[] | undefined {
  const parsed = written.map(parseAddress);
  const found = parsed.filter((address) => address !== undefined);
  return found.length === written.length ? found : undefined;
}

/** `Authorization: Bearer …` */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
}
