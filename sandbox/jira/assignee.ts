import { NotEmulatedError } from '../twin';
import { refuse } from './errors';
import type { Change } from './events';
import type { JiraSite } from './site';
import type { WorkItemRecord } from './store';

export function requireAssignable({ people }: JiraSite, accountId: string): void {
  const account = people.find(accountId);
  if (account === undefined) throw refuse(400, { assignee: `User '${accountId}' does not exist.` });
  if (account.active && account.type === 'atlassian') return;
  throw refuse(400, { assignee: `User '${account.name}' cannot be assigned issues.` });
}

/** `null` leaves the work item to nobody. To give it to the person who has it changes nothing and tells nobody. */
export function changeOfAssignee(site: JiraSite, item: WorkItemRecord, body: Record<string, unknown>) {
  const to = parseAssignee(body);
  if (to !== undefined) requireAssignable(site, to);
  const from = item.assignee;
  if (from === to) return { next: item, changes: [] };
  const { assignee: _before, ...rest } = item;
  const next: WorkItemRecord = { ...rest, ...(to === undefined ? {} : { assignee: to }), updated: site.clock.now() };
  const name = (accountId: string | undefined) =>
    accountId === undefined ? null : (site.people.find(accountId)?.name ?? null);
  const change: Change = {
    field: 'assignee',
    from: from ?? null,
    fromString: name(from),
    to: to ?? null,
    text: name(to),
  };
  return { next, changes: [change] };
}

function parseAssignee(body: Record<string, unknown>): string | undefined {
  const given = ['accountId', 'name', 'key'].filter((name) => body[name] !== undefined);
  const { accountId } = body;
  if (given.length !== 1 || (accountId !== null && typeof accountId !== 'string')) {
    throw refuse(400, 'Exactly one of accountId, name and key must be given.');
  }
  if (accountId === '-1') throw new NotEmulatedError('jira default assignee');
  return accountId ?? undefined;
}
