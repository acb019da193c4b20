import type { Jira } from '../atlassian/jira';
import type { Telling } from '../notifications/core/surfaces';
import { TransientError, UnknownOutcomeError } from '../shared/errors';
import { renderRequestMail } from './words';

/** Through Jira, which mails people who may see the work item: Forge itself sends no e-mail. */
export function createEmailSurface({ jira }: { jira: Pick<Jira, 'notify'> }) {
  return async function email(telling: Telling): Promise<void> {
    const { approval, row } = telling;
    if (row.recipient === undefined) throw new TypeError(`notification ${row.key} has nobody to mail`);
    try {
      await jira.notify(approval.subject.id, row.recipient, renderRequestMail(telling));
    } catch (error) {
      // Jira may have queued the mail when its answer is missing or says 5xx; only a 429 is certain not to have.
      const refused = error instanceof TransientError && error.retryAfterMs !== undefined;
      if (refused || !(error instanceof TransientError)) throw error;
      throw new UnknownOutcomeError('mail-not-confirmed', { cause: error });
    }
  };
}
