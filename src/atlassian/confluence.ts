import type { ProductApi } from '../ports';
import { createCalls } from './calls';
import { confluenceComments } from './confluence-comments';
import { confluencePages } from './confluence-pages';
import { confluenceProperties } from './confluence-properties';
import { confluenceSpaces } from './confluence-spaces';

/** The calls that Baton makes to Confluence, and nothing else. https://developer.atlassian.com/cloud/confluence/rest/v2/ */
export function createConfluence(api: ProductApi) {
  const calls = createCalls('confluence', api);
  return {
    ...confluencePages(calls),
    ...confluenceComments(calls),
    ...confluenceProperties(calls, api),
    ...confluenceSpaces(calls),
  };
}

export type Confluence = ReturnType<typeof createConfluence>;
