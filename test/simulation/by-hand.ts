import type { Caller, Twin } from '../../sandbox/twin';
import { accountOf } from './cast';
import type { Stage } from './stage';

type Act = { readonly by: string; readonly route: string; readonly body: unknown };

/** What somebody does in a product by hand, through the same REST as their browser; answers the status. */
async function byHand({ sandbox }: Stage, twin: Twin, { by, route, body }: Act): Promise<number> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const request = new Request(`${sandbox.world.site.url}${path}`, { method, body: JSON.stringify(body) });
  const caller: Caller = { type: 'user', accountId: accountOf(by) };
  return (await twin.fetch(request, caller)).status;
}

export const editItem = (stage: Stage, key: string, by: string, fields: object): Promise<number> =>
  byHand(stage, stage.sandbox.jira, { by, route: `PUT /rest/api/3/issue/${key}`, body: { fields } });

export const labelItem = (stage: Stage, key: string, by: string, label: string): Promise<number> => {
  const body = { update: { labels: [{ add: label }] } };
  return byHand(stage, stage.sandbox.jira, { by, route: `PUT /rest/api/3/issue/${key}`, body });
};

export const labelPage = (stage: Stage, id: string, by: string, name: string): Promise<number> => {
  const route = `POST /wiki/rest/api/content/${id}/label`;
  return byHand(stage, stage.sandbox.confluence, { by, route, body: [{ prefix: 'global', name }] });
};

export function editPage(stage: Stage, id: string, by: string, { text, minor }: { text: string; minor: boolean }) {
  const page = stage.sandbox.confluence.page(id);
  const body = {
    id,
    status: 'current',
    title: page?.title,
    body: { representation: 'storage', value: `<p>${text}</p>` },
    version: { number: (page?.version ?? 0) + 1, minorEdit: minor },
  };
  return byHand(stage, stage.sandbox.confluence, { by, route: `PUT /wiki/api/v2/pages/${id}`, body });
}
