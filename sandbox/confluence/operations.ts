import type { Operation } from '../atlassian/rest';

const readPage = { scopes: ['read:page:confluence'] };
const writePage = { scopes: ['write:page:confluence'] };
const writeProperty = { scopes: ['read:page:confluence', 'write:page:confluence'] };
const user = { scopes: ['read:confluence-user'] };

/** Everything the twin answers; v2 knows granular scopes only: https://developer.atlassian.com/cloud/confluence/rest/v2/ */
export const CONFLUENCE_OPERATIONS = {
  'GET /wiki/api/v2/pages/{id}': readPage,
  'PUT /wiki/api/v2/pages/{id}': writePage,
  'GET /wiki/api/v2/pages/{id}/footer-comments': { scopes: ['read:comment:confluence'] },
  'POST /wiki/api/v2/footer-comments': { scopes: ['write:comment:confluence'] },
  'GET /wiki/api/v2/pages/{page-id}/properties': readPage,
  'POST /wiki/api/v2/pages/{page-id}/properties': writeProperty,
  'GET /wiki/api/v2/pages/{page-id}/properties/{property-id}': readPage,
  'PUT /wiki/api/v2/pages/{page-id}/properties/{property-id}': writeProperty,
  'GET /wiki/api/v2/spaces/{id}': { scopes: ['read:space:confluence'] },
  'GET /wiki/rest/api/user/current': user,
  'GET /wiki/rest/api/user/bulk': user,
} as const satisfies Record<string, Operation>;

export type ConfluenceOperation = keyof typeof CONFLUENCE_OPERATIONS;
