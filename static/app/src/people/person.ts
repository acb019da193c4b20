/** `accountId` is `mailto:` and an address for somebody without an account. */
export type Person = { accountId: string; name: string; picture?: string };

const EXTERNAL = 'mailto:';

export const isExternal = (id: string): boolean => id.startsWith(EXTERNAL);
export const addressOf = (id: string): string => id.slice(EXTERNAL.length);

/** Whoever is known by an e-mail address alone is called by it. */
export function toExternal(address: string): Person {
  const name = address.trim().toLowerCase();
  return { accountId: `${EXTERNAL}${name}`, name };
}

/** As a help while typing; whether it is a good one, the app says. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** People out of an answer of Jira or Confluence; apps, customers and people who left are not among them when `present` is asked. */
export function parsePeople(answer: unknown, { present = false } = {}): Person[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((user: unknown) => {
    if (typeof user !== 'object' || user === null) return [];
    if (present && !isPresent(user)) return [];
    if (!('accountId' in user) || typeof user.accountId !== 'string') return [];
    if (!('displayName' in user) || typeof user.displayName !== 'string') return [];
    return [{ accountId: user.accountId, name: user.displayName, picture: pictureOf(user) }];
  });
}

function isPresent(user: object): boolean {
  const active = !('active' in user) || user.active !== false;
  return active && (!('accountType' in user) || user.accountType === 'atlassian');
}

/** Confluence tells a path on the site, which a frame of the app cannot load. */
function pictureOf(user: object): string | undefined {
  if (!('avatarUrls' in user) || typeof user.avatarUrls !== 'object' || user.avatarUrls === null) return undefined;
  const picture = (user.avatarUrls as Record<string, unknown>)['48x48'];
  return typeof picture === 'string' ? picture : undefined;
}
