import type { Jira } from '../atlassian/jira';
import type { Telling } from '../notifications/core/surfaces';
import { renderRequestMail } from './words';

/** Through Jira, which mails people who may see the work item: Forge itself sends no e-mail. */
export function createEmailSurface({ jira }: { jira: Pick<Jira, 'notify'> }) {
  return async function email(telling: Telling): Promise<void> {
    const { approval, row } = telling;
    if (row.recipient === undefined) throw new TypeError(`notification ${row.key} has nobody to mail`);
    await jira.notify(approval.subject.id, row.recipient, renderRequestMail(telling));
  };
}
