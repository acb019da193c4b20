export type MailAddress = { readonly email: string; readonly name?: string };

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;
const NAMED = /^([^"<>,;\p{Cc}]{1,100}?)\s*<([^<>]+)>$/u;

/** `address` or `Name <address>`; undefined for anything else. */
export function parseMailAddress(written: string): MailAddress | undefined {
  const text = written.trim();
  const [, name, bracketed] = NAMED.exec(text) ?? [];
  const email = (bracketed ?? text).trim();
  if (!ADDRESS.test(email)) return undefined;
  return name === undefined ? { email } : { email, name: name.trim() };
}
