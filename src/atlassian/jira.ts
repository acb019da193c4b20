import * as z from 'zod';
import type { ProductApi, ProductRequest } from '../ports';
import type { AccountId } from '../shared/brand';
import { UnknownOutcomeError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { passOrThrow } from './answer';

const issue = z.object({ id: z.string(), key: z.string(), fields: z.object({ summary: z.string() }) });
const comments = z.object({
  comments: z.array(
    z.object({ id: z.string(), properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) }),
  ),
});
const emails = z.array(z.object({ accountId: z.string(), email: z.string() }));
const users = z.object({ values: z.array(z.object({ accountId: z.string(), displayName: z.string().default('') })) });
const permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

/** The marker by which our own comment is found again: Jira has no idempotency key. */
const MARKER = 'baton.notification';
const PAGE = 50;
/** The account ids of one bulk look-up have to fit into one URL. */
const BULK = 50;

export type WorkItem = { readonly id: string; readonly key: string; readonly summary: string };

/** The calls that Baton makes to Jira, and nothing else. https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export function createJira({ asApp, asUser }: ProductApi) {
  const app = async (request: ProductRequest) => passOrThrow(await asApp(request), `jira ${request.path.at(-1)}`);

  /** For what must not be done twice: only a refusal is certain to have had no effect. */
  async function once(request: ProductRequest): Promise<void> {
    const what = `jira ${request.path.at(-1)}`;
    const response = await asApp(request).catch((cause: unknown) => {
      throw new UnknownOutcomeError(`${what} unanswered`, { cause });
    });
    if (response.status >= 500) throw new UnknownOutcomeError(`${what} ${response.status}`);
    passOrThrow(response, what);
  }

  return {
    /** As the viewer, so that nobody learns of a work item what Jira would not show; undefined where it does not. */
    async workItemAsUser(id: string): Promise<WorkItem | undefined> {
      const response = await asUser({
        method: 'GET',
        path: ['rest', 'api', '3', 'issue', id],
        query: [['fields', 'summary']],
      });
      if ([401, 403, 404].includes(response.status)) return undefined;

      const { body } = passOrThrow(response, 'jira issue');
      const { id: issueId, key, fields } = readOrThrow(issue, body, 'jira work item');
      return { id: issueId, key, summary: fields.summary };
    },

    async isAdmin(): Promise<boolean> {
      const response = await asUser({
        method: 'GET',
        path: ['rest', 'api', '3', 'mypermissions'],
        query: [['permissions', 'ADMINISTER']],
      });
      if ([401, 403].includes(response.status)) return false;

      const { body } = passOrThrow(response, 'jira mypermissions');
      return readOrThrow(permissions, body, 'jira permissions').permissions.ADMINISTER?.havePermission === true;
    },

    async addComment(issueId: string, body: unknown, marker: string): Promise<void> {
      await app({
        method: 'POST',
        path: ['rest', 'api', '3', 'issue', issueId, 'comment'],
        body: { body, properties: [{ key: MARKER, value: { key: marker } }] },
      });
    },

    /** Looks among the newest comments: ours was written a few minutes ago at most. */
    async hasComment(issueId: string, marker: string): Promise<boolean> {
      const { body } = await app({
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
        properties.some(({ key, value }) => key === MARKER && markerOf(value) === marker),
      );
    },

    async setProperty(issueId: string, key: string, value: unknown): Promise<void> {
      await app({ method: 'PUT', path: ['rest', 'api', '3', 'issue', issueId, 'properties', key], body: value });
    },

    /** An e-mail through Jira to one person who may see the work item. Queued by Jira: no answer tells of its arrival. */
    async notify(issueId: string, to: AccountId, mail: { subject: string; text: string; html: string }): Promise<void> {
      await once({
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

    /** E-mail addresses whatever the profile's visibility; people without one are missing. Never stored or logged. */
    async emails(ids: readonly AccountId[]): Promise<ReadonlyMap<string, string>> {
      const { body } = await app(bulk(['rest', 'api', '3', 'user', 'email', 'bulk'], ids));
      return new Map(readOrThrow(emails, body, 'jira e-mail addresses').map((each) => [each.accountId, each.email]));
    },

    async names(ids: readonly AccountId[]): Promise<ReadonlyMap<string, string>> {
      const { body } = await app(bulk(['rest', 'api', '3', 'user', 'bulk'], ids));
      const { values } = readOrThrow(users, body, 'jira users');
      return new Map(values.map((each) => [each.accountId, each.displayName]));
    },
  };
}

function bulk(path: readonly string[], ids: readonly AccountId[]): ProductRequest {
  if (ids.length > BULK) throw new RangeError(`at most ${BULK} people in one look-up, not ${ids.length}`);
  const query = ids.map((id) => ['accountId', id] as const);
  return { method: 'GET', path, query: [...query, ['maxResults', String(BULK)]] };
}

function markerOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'key' in value ? value.key : undefined;
}

export type Jira = ReturnType<typeof createJira>;
