import type { Operation } from '../atlassian/rest';

const readPage = { scopes: ['read:page:confluence'] };
const writePage = { scopes: ['write:page:confluence'] };
const writeProperty = { scopes: ['read:page:confluence', 'write:page:confluence'] };
const readComment = { scopes: ['read:comment:confluence'] };
const writeComment = { scopes: ['write:comment:confluence'] };
const writeCommentProperty = { scopes: ['read:comment:confluence', 'write:comment:confluence'] };
const readSpace = { scopes: ['read:space:confluence'] };
const writeLabel = { scopes: ['write:confluence-content'] };
const user = { scopes: ['read:confluence-user'] };

/** Everything the twin answers; v2 knows granular scopes only: https://developer.atlassian.com/cloud/confluence/rest/v2/ */
export const CONFLUENCE_OPERATIONS = {
  'GET /wiki/api/v2/pages/{id}': readPage,
  'PUT /wiki/api/v2/pages/{id}': writePage,
  'DELETE /wiki/api/v2/pages/{id}': { scopes: ['delete:page:confluence'] },
  'PUT /wiki/api/v2/pages/{id}/title': writePage,
  'GET /wiki/api/v2/pages/{id}/versions': readPage,
  'GET /wiki/api/v2/pages/{page-id}/versions/{version-number}': readPage,
  'GET /wiki/api/v2/pages/{id}/labels': readPage,
  'POST /wiki/rest/api/content/{id}/label': writeLabel,
  'DELETE /wiki/rest/api/content/{id}/label/{label}': writeLabel,
  'GET /wiki/rest/api/content/{id}/restriction': { scopes: ['read:confluence-content.all'] },
  'GET /wiki/api/v2/pages/{id}/footer-comments': readComment,
  'POST /wiki/api/v2/footer-comments': writeComment,
  'GET /wiki/api/v2/footer-comments/{comment-id}': readComment,
  'PUT /wiki/api/v2/footer-comments/{comment-id}': writeComment,
  'GET /wiki/api/v2/pages/{page-id}/properties': readPage,
  'POST /wiki/api/v2/pages/{page-id}/properties': writeProperty,
  'GET /wiki/api/v2/pages/{page-id}/properties/{property-id}': readPage,
  'PUT /wiki/api/v2/pages/{page-id}/properties/{property-id}': writeProperty,
  'DELETE /wiki/api/v2/pages/{page-id}/properties/{property-id}': writeProperty,
  'GET /wiki/api/v2/comments/{comment-id}/properties': readComment,
  'POST /wiki/api/v2/comments/{comment-id}/properties': writeCommentProperty,
  'GET /wiki/api/v2/comments/{comment-id}/properties/{property-id}': readComment,
  'PUT /wiki/api/v2/comments/{comment-id}/properties/{property-id}': writeCommentProperty,
  'GET /wiki/api/v2/spaces': readSpace,
  'GET /wiki/api/v2/spaces/{id}': readSpace,
  'GET /wiki/api/v2/spaces/{id}/permissions': readSpace,
  'GET /wiki/api/v2/spaces/{id}/operations': readSpace,
  'GET /wiki/api/v2/spaces/{id}/pages': readPage,
  'POST /wiki/api/v2/users-bulk': { scopes: ['read:user:confluence'] },
  'GET /wiki/rest/api/user': user,
  'GET /wiki/rest/api/user/current': user,
  'GET /wiki/rest/api/user/bulk': user,
} as const satisfies Record<string, Operation>;

export type ConfluenceOperation = keyof typeof CONFLUENCE_OPERATIONS;
