import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox';
import type { Caller, Twin } from '../../sandbox/twin';

const jiraError = z.looseObject({ errorMessages: z.array(z.string()).default([]) });
const found = z.looseObject({ issues: z.array(z.looseObject({ id: z.string() })) });

/** What people do in the products themselves, by hand, through the same REST as their browsers; `by` is an account id. */
export function handsOf(sandbox: Sandbox) {
  const site = sandbox.world.site.url;

  async function send(twin: Twin, by: string, route: string, body?: unknown) {
    const [method = 'GET', path = '/'] = route.split(' ');
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const caller: Caller = { type: 'user', accountId: by };
    const response = await twin.fetch(new Request(`${site}${path}`, init), caller);
    const text = await response.text();
    await sandbox.drain();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  }

  async function must(twin: Twin, by: string, route: string, body?: unknown): Promise<unknown> {
    const { status, body: answered } = await send(twin, by, route, body);
    if (status >= 300) throw new Error(`${route} answered ${status}: ${JSON.stringify(answered)}`);
    return answered;
  }

  return {
    async editItem(key: string, by: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
      await must(sandbox.jira, by, `PUT /rest/api/3/issue/${key}`, { fields });
    },

    async labelItem(key: string, by: string, change: { add: string } | { remove: string }): Promise<void> {
      await must(sandbox.jira, by, `PUT /rest/api/3/issue/${key}`, { update: { labels: [change] } });
    },

    async createItem(by: string, fields: Readonly<Record<string, unknown>>): Promise<string> {
      const all = { project: { key: 'SHOP' }, issuetype: { name: 'Task' }, ...fields };
      const created = await must(sandbox.jira, by, 'POST /rest/api/3/issue', { fields: all });
      return z.looseObject({ id: z.string() }).parse(created).id;
    },

    /** Why the workflow does not let it pass, or where it is now. */
    async move(key: string, by: string, transition: string): Promise<string> {
      const route = `POST /rest/api/3/issue/${key}/transitions`;
      const { status, body } = await send(sandbox.jira, by, route, { transition: { id: transition } });
      if (status === 204) return sandbox.jira.workItem(key)?.status ?? 'gone';
      return jiraError.parse(body).errorMessages.join(' ');
    },

    /** Ids of what JQL finds. */
    async search(jql: string, by: string): Promise<string[]> {
      const body = await must(sandbox.jira, by, 'POST /rest/api/3/search/jql', { jql, fields: ['key'] });
      return found.parse(body).issues.map(({ id }) => id);
    },

    async editPage(
      id: string,
      by: string,
      { text, title, minor = false }: { text?: string; title?: string; minor?: boolean },
    ): Promise<void> {
      const page = sandbox.confluence.page(id);
      if (page === undefined) throw new Error(`there is no page ${id}`);
      const value = (text ?? page.text)
        .split('\n')
        .map((line) => `<p>${line}</p>`)
        .join('');
      await must(sandbox.confluence, by, `PUT /wiki/api/v2/pages/${id}`, {
        id,
        status: 'current',
        title: title ?? page.title,
        body: { representation: 'storage', value },
        version: { number: page.version + 1, minorEdit: minor },
      });
    },

    async labelPage(id: string, by: string, label: string): Promise<void> {
      await must(sandbox.confluence, by, `POST /wiki/rest/api/content/${id}/label`, [
        { prefix: 'global', name: label },
      ]);
    },
  };
}
