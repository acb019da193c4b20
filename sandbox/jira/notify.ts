import { z } from 'zod';
import type { Account } from '../atlassian/people';
import type { Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { readJson, refuse } from './errors';
import type { WorkItemRecord } from './records';
import { itemToWrite, type JiraHandlers, type JiraSite } from './site';

const recipients = z.looseObject({
  reporter: z.boolean().optional(),
  assignee: z.boolean().optional(),
  watchers: z.boolean().optional(),
  voters: z.boolean().optional(),
  users: z.array(z.looseObject({ accountId: z.string() })).optional(),
  groups: z.array(z.unknown()).optional(),
  groupIds: z.array(z.unknown()).optional(),
});
const notification = z.looseObject({
  subject: z.string().optional(),
  textBody: z.string().optional(),
  htmlBody: z.string().optional(),
  to: recipients.optional(),
  restrict: z.unknown().optional(),
});

export function notifyHandlers(site: JiraSite) {
  const { people, mailbox, siteUrl } = site;

  /** Who is deactivated cannot see the work item, and apps have no mailbox: neither is written to. */
  function readers(ids: ReadonlySet<string>): Account[] {
    const accounts = [...ids].map((accountId) => {
      const account = people.find(accountId);
      if (account === undefined) throw refuse(400, `The user '${accountId}' does not exist.`);
      return account;
    });
    return accounts.filter((account) => account.active && account.type !== 'app');
  }

  return {
    'POST /rest/api/3/issue/{issueIdOrKey}/notify': (call) => {
      const item = itemToWrite(site, call);
      const { subject, textBody = '', htmlBody, to = {}, restrict } = readJson(call, notification);
      if (restrict !== undefined) throw new NotEmulatedError('jira notify with restrict');
      for (const { accountId, email, name } of readers(recipientsOf(item, to, call))) {
        mailbox.send({
          to: { accountId, address: email, name },
          from: `jira@${new URL(siteUrl).host}`,
          subject: subject ?? `(${item.key}) ${item.summary}`,
          text: textBody,
          ...(htmlBody === undefined ? {} : { html: htmlBody }),
          via: 'jira-notify',
        });
      }
      return { status: 204 };
    },
  } satisfies Partial<JiraHandlers>;
}

function recipientsOf(item: WorkItemRecord, to: z.infer<typeof recipients>, call: Call): Set<string> {
  if (to.watchers || to.voters || to.groups?.length || to.groupIds?.length) {
    throw new NotEmulatedError('jira notify of watchers, voters or groups');
  }
  if (to.assignee && item.assignee === undefined) throw refuse(400, 'The issue has no assignee to notify.');
  const listed = (to.users ?? []).map((user) => user.accountId);
  const named = [to.reporter ? item.reporter : undefined, to.assignee ? item.assignee : undefined];
  const ids = new Set([...listed, ...named].filter((id) => id !== undefined));
  if (ids.size === 0) throw refuse(400, 'No recipients were defined for notification.');
  if (ids.has(call.actor.accountId)) throw refuse(400, 'The recipient is the same as the calling user.');
  return ids;
}
