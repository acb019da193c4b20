import type { Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { readPage, refuse } from './errors';
import { ISSUE_TYPES } from './fields/catalogue';
import type { JiraHandlers, JiraSite } from './site';

const MOST_PROJECTS = 100;
const SEARCHED = ['startAt', 'maxResults', 'id', 'keys', 'query'];

export function projectHandlers({ store, beans, siteUrl, clock }: JiraSite) {
  /** By key, as Jira orders them where nothing else is asked for. */
  function found({ query }: Call) {
    const [ids, keys, text] = [query.getAll('id'), query.getAll('keys'), query.get('query')?.toLowerCase() ?? ''];
    return store
      .projects()
      .filter(({ id, key }) => (ids.length === 0 || ids.includes(id)) && (keys.length === 0 || keys.includes(key)))
      .filter(({ key, name }) => [key, name].some((each) => each.toLowerCase().includes(text)))
      .sort((a, b) => a.key.localeCompare(b.key));
  }

  return {
    'GET /rest/api/3/project/search': (call) => {
      const strange = [...call.query.keys()].find((name) => !SEARCHED.includes(name));
      if (strange !== undefined) throw new NotEmulatedError(`jira project search by ${strange}`);
      const { found: shown, page } = readPage(call, MOST_PROJECTS).of(found(call), `${beans.api}/project/search`);
      const values = shown.map(({ id }) => ({ ...beans.project(id), style: 'classic', isPrivate: false }));
      return { status: 200, body: { ...page, values }, points: 1 + shown.length };
    },
    'GET /rest/api/3/project/{projectIdOrKey}': (call) => {
      const idOrKey = call.param('projectIdOrKey');
      const project = store.findProject(idOrKey);
      if (project === undefined) throw refuse(404, `No project could be found with key '${idOrKey}'.`);
      const types = ISSUE_TYPES.map(({ name }) => beans.issueType(name));
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
