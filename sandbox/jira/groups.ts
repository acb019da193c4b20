import type { Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import type { Group } from '../world/world';
import { readNumber, readPage, refuse } from './errors';
import type { JiraHandlers, JiraSite } from './site';

const MOST_MEMBERS = 50;
const MOST_GROUPS = 50;
const MOST_PICKED = 20;

export function groupHandlers({ groups, people, beans }: JiraSite) {
  function groupOf({ query }: Call): Group {
    const [id, name] = [query.get('groupId'), query.get('groupname')];
    if ((id === null) === (name === null)) throw refuse(400, 'Give one of groupId and groupname.');
    const group = id === null ? groups.named(name ?? '') : groups.find(id);
    if (group === undefined) throw refuse(404, `The group '${id ?? name}' does not exist.`);
    return group;
  }

  function picked({ query }: Call): Group[] {
    const text = query.get('query') ?? '';
    const fold = (name: string) => (query.get('caseInsensitive') === 'true' ? name.toLowerCase() : name);
    const left = new Set([...query.getAll('exclude'), ...query.getAll('excludeId')]);
    return groups.all().filter(({ id, name }) => fold(name).includes(fold(text)) && !left.has(id) && !left.has(name));
  }

  const short = ({ id, name }: Group) => ({ groupId: id, name });

  return {
    'GET /rest/api/3/group/member': (call) => {
      const withInactive = call.query.get('includeInactiveUsers') === 'true';
      const members = groupOf(call)
        .members.flatMap((accountId) => people.find(accountId) ?? [])
        .filter((account) => account.active || withInactive);
      const { found, page } = readPage(call, MOST_MEMBERS).of(members, `${beans.api}/group/member`);
      return { status: 200, body: { ...page, values: found.map(beans.user) }, points: 1 + 2 * found.length };
    },
    'GET /rest/api/3/group/bulk': (call) => {
      const [ids, names] = [call.query.getAll('groupId'), call.query.getAll('groupName')];
      if (call.query.has('accessType') || call.query.has('applicationKey'))
        throw new NotEmulatedError('jira groups by access');
      const isAsked = ({ id, name }: Group) =>
        ids.length + names.length === 0 || ids.includes(id) || names.includes(name);
      const asked = groups.all().filter(isAsked);
      const { found, page } = readPage(call, MOST_GROUPS).of(asked, `${beans.api}/group/bulk`);
      return { status: 200, body: { ...page, values: found.map(short) }, points: 1 + 2 * found.length };
    },
    'GET /rest/api/3/groups/picker': (call) => {
      const found = picked(call);
      const shown = found.slice(0, Math.min(readNumber(call, 'maxResults', MOST_PICKED), MOST_PICKED));
      const text = call.query.get('query') ?? '';
      const body = {
        header: `Showing ${shown.length} of ${found.length} matching groups`,
        total: found.length,
        groups: shown.map((group) => ({ ...short(group), html: emphasized(group.name, text), labels: [] })),
      };
      return { status: 200, body, points: 1 + 2 * shown.length };
    },
    'GET /rest/api/3/user/groups': (call) => {
      const accountId = call.query.get('accountId');
      if (accountId === null || people.find(accountId) === undefined) {
        throw refuse(404, 'Specified user does not exist or you do not have required permissions');
      }
      const found = groups.of(accountId);
      return { status: 200, body: found.map(beans.group), points: 1 + 2 * found.length };
    },
  } satisfies Partial<JiraHandlers>;
}

function emphasized(name: string, text: string): string {
  const at = name.toLowerCase().indexOf(text.toLowerCase());
  if (text === '' || at < 0) return name;
  const end = at + text.length;
  return `${name.slice(0, at)}<strong>${name.slice(at, end)}</strong>${name.slice(end)}`;
}
