import { createConfluence } from '../../src/atlassian/confluence';
import type { ProductRequest, ProductResponse } from '../../src/ports';
import { ADA, app, openConfluence, person, world } from '../support/atlassian-twins';

/** A page of the world, and where it lies. */
export const PAGE_ID = '50001';
export const SPACE = world.spaces.find(({ id }) => id === world.pages.find((page) => page.id === PAGE_ID)?.spaceId) ?? {
  ...{ id: '', key: '', name: '' },
};

/** Our calls to Confluence over the twin, each written down. The person is Ada unless another is given. */
export function confluenceOverTwin(accountId: string = ADA) {
  const site = openConfluence();
  const calls: { as: 'app' | 'person'; request: ProductRequest; response: ProductResponse }[] = [];
  const sender = (as: 'app' | 'person') => async (request: ProductRequest) => {
    const { method, path, query = [], body } = request;
    const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
    const url = `/${path.map(encodeURIComponent).join('/')}?${search}`;
    const answer = await site.ask(`${method} ${url}`, body, as === 'app' ? app : person(accountId));
    const text = await answer.text();
    const response = { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    calls.push({ as, request, response });
    return response;
  };
  const confluence = createConfluence({ asApp: sender('app'), asUser: sender('person') });
  return { ...site, twin: site.confluence, confluence, calls };
}

/** Our calls over a Confluence that answers each request as it is told to. */
export function confluenceAnswering(answer: (request: ProductRequest) => ProductResponse) {
  const requests: ProductRequest[] = [];
  const send = async (request: ProductRequest) => {
    requests.push(request);
    return answer(request);
  };
  return { requests, confluence: createConfluence({ asApp: send, asUser: send }) };
}
