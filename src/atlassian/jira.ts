import type { ProductApi } from '../ports';
import { createCalls } from './calls';
import { jiraComments } from './jira-comments';
import { jiraGroups } from './jira-groups';
import { jiraPeople } from './jira-people';
import { jiraPermissions } from './jira-permissions';
import { jiraPickers } from './jira-pickers';
import { jiraUserSearch } from './jira-user-search';
import { jiraWorkItemEdits } from './jira-work-item-edits';
import { jiraWorkItems } from './jira-work-items';

/** The calls that Baton makes to Jira, and nothing else. https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export function createJira(api: ProductApi) {
  const calls = createCalls('jira', api);
  return {
    ...jiraWorkItems(calls),
    ...jiraWorkItemEdits(calls),
    ...jiraComments(calls),
    ...jiraPeople(calls),
    ...jiraUserSearch(calls),
    ...jiraGroups(calls),
    ...jiraPermissions(calls),
    ...jiraPickers(calls),
  };
}

export type Jira = ReturnType<typeof createJira>;
