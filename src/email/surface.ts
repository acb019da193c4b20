import type { Jira } from '../atlassian/jira';
import type { Telling } from '../notifications/core/surfaces';
import { type AccountId, type ExternalId, emailOf, type Instant, isExternal } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import type { Subject } from '../subjects/core/model';
import type { MailApi } from './mail-api';
import { renderMail, renderMention, type Way } from './words';

type Deps = {
  jira: Pick<Jira, 'notify' | 'emails'>;
  mail: MailApi;
  /** The recipient's own page. */
  linkFor: (telling: Telling, recipient: ExternalId) => Promise<{ readonly url: string; readonly until: Instant }>;
  mentionOnPage: (
    subject: Subject,
    accountId: AccountId,
    text: string,
    marker: string,
    mayExist: boolean,
  ) => Promise<void>;
};

/** E-mail, or what comes nearest to it: which way it takes depends on who is told about what. */
export function createEmailSurface({ jira, mail, linkFor, mentionOnPage }: Deps) {
  async function email(telling: Telling): Promise<void> {
    const { approval, row } = telling;
    const { recipient } = row;
    if (recipient === undefined) throw new TypeError(`notification ${row.key} has nobody to mail`);
    if (isExternal(recipient)) return toExternal(telling, recipient);
    return approval.subject.kind === 'page' ? aboutPage(telling, recipient) : aboutWorkItem(telling, recipient);
  }

  async function toExternal(telling: Telling, recipient: ExternalId): Promise<void> {
    if (!(await mail.isConfigured())) throw new PermanentError('no-mail-api');
    await send(telling, emailOf(recipient), { place: 'decision-page', ...(await linkFor(telling, recipient)) });
  }

  /** Through Jira, which mails people who may see the work item. */
  async function aboutWorkItem(telling: Telling, recipient: AccountId): Promise<void> {
    const { id, url } = telling.approval.subject;
    await jira.notify(id, recipient, renderMail(telling, { place: 'work-item', url }));
  }

  /** Confluence mails nobody for an app, but it tells people that a comment mentions them. */
  async function aboutPage(telling: Telling, recipient: AccountId): Promise<void> {
    const { approval, row } = telling;
    if (!(await mail.isConfigured())) {
      return mentionOnPage(approval.subject, recipient, renderMention(telling), row.key, row.attempts > 1);
    }
    const address = (await jira.emails([recipient])).get(recipient);
    if (address === undefined || address === '') throw new PermanentError('no-email');
    await send(telling, address, { place: 'page', url: approval.subject.url });
  }

  /** A notification is mailed once, so its key names the mail. */
  async function send(telling: Telling, to: string, way: Way): Promise<void> {
    await mail.send({ ...renderMail(telling, way), to, idempotencyKey: telling.row.key });
  }

  return email;
}
