import type { Caller } from '../../sandbox/twin';
import { createJira } from '../../src/atlassian/jira';
import type { ProductRequest, ProductResponse } from '../../src/ports';
import { ADA, app, openJira, person } from './atlassian-twins';

export type JiraCall = { as: 'app' | 'person'; request: ProductRequest; response: ProductResponse };

/** Our calls to Jira over the twin, each written down with its answer. The person is Ada unless another is given. */
export function jiraOverTwin(accountId: string = ADA) {
  const site = openJira();
  const calls: JiraCall[] = [];
  const sender = (as: JiraCall['as'], caller: Caller) => async (request: ProductRequest) => {
    const { method, path, query = [], body } = request;
    const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
    const url = `/${path.map(encodeURIComponent).join('/')}?${search}`;
    const answer = await site.ask(`${method} ${url}`, body, caller);
    const text = await answer.text();
    const response = { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    calls.push({ as, request, response });
    return response;
  };
  const jira = createJira({ asApp: sender('app', app), asUser: sender('person', person(accountId)) });
  return { ...site, twin: site.jira, jira, calls };
}

/** Our calls over a Jira that gives one answer to all of them. */
export function jiraAnswering(response: ProductResponse) {
  const requests: ProductRequest[] = [];
  const send = async (request: ProductRequest) => {
    requests.push(request);
    return response;
  };
  return { requests, jira: createJira({ asApp: send, asUser: send }) };
}
