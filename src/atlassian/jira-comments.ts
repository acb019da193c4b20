import * as z from 'zod';
import type { AccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { AdfDocument } from './adf';
import type { Calls } from './calls';
import { membersOf } from './json';

const comments = z.object({
  comments: z.array(
    z.object({ id: z.string(), properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) }),
  ),
});

/** The marker by which our own comment is found again: Jira has no idempotency key. */
const MARKER = 'baton.notification';
const PAGE = 50;

export function jiraComments(calls: Calls) {
  return {
    async addComment(issueId: string, body: AdfDocument, marker: string): Promise<void> {
      await calls.asApp({
        method: 'POST',
        path: ['rest', 'api', '3', 'issue', issueId, 'comment'],
        body: { body, properties: [{ key: MARKER, value: { key: marker } }] },
      });
    },

    /** Looks among the newest comments: ours was written a few minutes ago at most. */
    async hasComment(issueId: string, marker: string): Promise<boolean> {
      const body = await calls.asApp({
        method: 'GET',
        path: ['rest', 'api', '3', 'issue', issueId, 'comment'],
        query: [
          ['orderBy', '-created'],
          ['maxResults', String(PAGE)],
          ['expand', 'properties'],
        ],
      });
      const found = readOrThrow(comments, body, 'jira comments').comments;
      return found.some(({ properties }) =>
        properties.some(({ key, value }) => key === MARKER && membersOf(value).key === marker),
      );
    },

    /** An e-mail through Jira to one person who may see the work item. Queued by Jira: no answer tells of its arrival. */
    async notify(issueId: string, to: AccountId, mail: { subject: string; text: string; html: string }): Promise<void> {
      await calls.once({
        method: 'POST',
        path: ['rest', 'api', '3', 'issue', issueId, 'notify'],
        body: {
          subject: mail.subject,
          textBody: mail.text,
          htmlBody: mail.html,
          to: {
            reporter: false,
            assignee: false,
            watchers: false,
            voters: false,
            users: [{ accountId: to }],
            groups: [],
          },
        },
      });
    },
  };
}
