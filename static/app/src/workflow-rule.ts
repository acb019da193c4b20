import { workflowRules } from '@forge/jira-bridge';

/**
 * What Jira keeps when the person presses its button, asked at that moment; where nothing comes back, nothing is saved
 * and its form stays open: https://developer.atlassian.com/platform/forge/custom-ui-jira-bridge/workflowRules/
 */
export function answerJira(configuration: () => string | undefined): Promise<void> {
  // The package's types leave out that its callback may return undefined.
  return workflowRules.onConfigure(configuration as () => string);
}
