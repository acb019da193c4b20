import { refuse } from './errors';
import type { JiraHandlers, JiraSite } from './site';

export function projectHandlers({ store, beans, siteUrl, clock }: JiraSite) {
  return {
    'GET /rest/api/3/project/{projectIdOrKey}': (call) => {
      const idOrKey = call.param('projectIdOrKey');
      const project = store.findProject(idOrKey);
      if (project === undefined) throw refuse(404, `No project could be found with key '${idOrKey}'.`);
      const types = ['Task', 'Story', 'Bug', 'Epic'].map(beans.issueType);
      const more = { description: '', issueTypes: types, style: 'classic', isPrivate: false, properties: {} };
      return { status: 200, body: { ...beans.project(project.id), ...more }, points: 2 };
    },
    'GET /rest/api/3/serverInfo': () => ({
      status: 200,
      body: {
        baseUrl: siteUrl,
        displayUrl: siteUrl,
        version: '1001.0.0-SNAPSHOT',
        versionNumbers: [1001, 0, 0],
        deploymentType: 'Cloud',
        buildNumber: 100300,
        serverTime: new Date(clock.now()).toISOString().replace('Z', '+0000'),
        serverTitle: 'Jira',
      },
    }),
  } satisfies Partial<JiraHandlers>;
}
