export type Person = { accountId: string; name: string; picture?: string };

/** People out of an answer of Jira; apps, customers and people who left are not among them when `present` is asked. */
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

function pictureOf(user: object): string | undefined {
  if (!('avatarUrls' in user) || typeof user.avatarUrls !== 'object' || user.avatarUrls === null) return undefined;
  const picture = (user.avatarUrls as Record<string, unknown>)['48x48'];
  return typeof picture === 'string' ? picture : undefined;
}
