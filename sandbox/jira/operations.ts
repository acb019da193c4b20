import type { Operation } from '../atlassian/rest';

const read = { scopes: ['read:jira-work'] };
const write = { scopes: ['write:jira-work'] };
const user = { scopes: ['read:jira-user'] };
const configuration = { scopes: ['manage:jira-configuration'] };
const email = { scopes: ['read:email-address:jira'] };

/** Everything the twin answers, with the classic scopes of https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export const JIRA_OPERATIONS = {
  'POST /rest/api/3/issue': write,
  'GET /rest/api/3/issue/{issueIdOrKey}': { ...read, perSecond: 150 },
  'PUT /rest/api/3/issue/{issueIdOrKey}': write,
  'DELETE /rest/api/3/issue/{issueIdOrKey}': write,
  'PUT /rest/api/3/issue/{issueIdOrKey}/assignee': write,
  'GET /rest/api/3/issue/{issueIdOrKey}/transitions': read,
  'POST /rest/api/3/issue/{issueIdOrKey}/transitions': write,
  'GET /rest/api/3/issue/{issueIdOrKey}/comment': read,
  'POST /rest/api/3/issue/{issueIdOrKey}/comment': write,
  'GET /rest/api/3/issue/{issueIdOrKey}/comment/{id}': read,
  'PUT /rest/api/3/issue/{issueIdOrKey}/comment/{id}': write,
  'GET /rest/api/3/comment/{commentId}/properties': read,
  'GET /rest/api/3/comment/{commentId}/properties/{propertyKey}': read,
  'GET /rest/api/3/issue/{issueIdOrKey}/properties': read,
  'GET /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}': read,
  'PUT /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}': write,
  'DELETE /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}': write,
  'POST /rest/api/3/issue/{issueIdOrKey}/notify': write,
  'GET /rest/api/3/user': { ...user, perSecond: 150 },
  'GET /rest/api/3/user/bulk': user,
  'GET /rest/api/3/user/search': user,
  'GET /rest/api/3/user/email': { ...email, perSecond: 200 },
  'GET /rest/api/3/user/email/bulk': email,
  'GET /rest/api/3/user/groups': user,
  'GET /rest/api/3/group/member': {
    ...configuration,
    granular: ['read:group:jira', 'read:user:jira', 'read:avatar:jira'],
  },
  'GET /rest/api/3/group/bulk': user,
  'GET /rest/api/3/groups/picker': user,
  'GET /rest/api/3/myself': user,
  'GET /rest/api/3/mypermissions': read,
  // The document still lists no classic scope here, and announces this one in its deprecation notice.
  'POST /rest/api/3/permissions/check': read,
  'GET /rest/api/3/serverInfo': { scopes: [], anonymous: true },
  // Before the project itself, whose address it would fit.
  'GET /rest/api/3/project/search': read,
  'GET /rest/api/3/project/{projectIdOrKey}': read,
  'GET /rest/api/3/project/{projectIdOrKey}/role': read,
  'GET /rest/api/3/project/{projectIdOrKey}/role/{id}': read,
  'GET /rest/api/3/field': read,
  'GET /rest/api/3/issue/{issueIdOrKey}/editmeta': read,
  'GET /rest/api/3/issue/{issueIdOrKey}/changelog': read,
  'POST /rest/api/3/search/jql': read,
  // Removed in 2025, kept here so that old code meets what it would meet.
  'GET /rest/api/3/search': read,
  'POST /rest/api/3/search': read,
} as const satisfies Record<string, Operation>;

export type JiraOperation = keyof typeof JIRA_OPERATIONS;
