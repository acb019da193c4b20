import type { ProductApi, ProductRequest, ProductResponse } from '../ports';
import { UnknownOutcomeError } from '../shared/errors';
import { type Product, passOrThrow } from './answer';

/** What a product answers to somebody who may not see a thing: for them it is not there. */
const HIDDEN = [401, 403, 404];

export type Calls = ReturnType<typeof createCalls>;

/** Requests to one product whose failures are sorted. Each answers the body, which is still to be parsed. */
export function createCalls(product: Product, api: ProductApi) {
  const bodyOf = (response: ProductResponse, request: ProductRequest): unknown =>
    passOrThrow(response, product, whatOf(request)).body;

  return {
    asApp: async (request: ProductRequest) => bodyOf(await api.asApp(request), request),
    asUser: async (request: ProductRequest) => bodyOf(await api.asUser(request), request),

    /** Undefined where there is no such thing. */
    async asAppIfThere(request: ProductRequest): Promise<unknown> {
      const response = await api.asApp(request);
      return response.status === 404 ? undefined : bodyOf(response, request);
    },

    /** Undefined where the person of this invocation may not see it. */
    async asUserIfSeen(request: ProductRequest): Promise<unknown> {
      const response = await api.asUser(request);
      return HIDDEN.includes(response.status) ? undefined : bodyOf(response, request);
    },

    /** For what must not be done twice: only a refusal is certain to have had no effect. */
    async once(request: ProductRequest): Promise<void> {
      const what = `${product} ${whatOf(request)}`;
      const response = await api.asApp(request).catch((cause: unknown) => {
        throw new UnknownOutcomeError(`${what} unanswered`, { cause });
      });
      if (response.status >= 500) throw new UnknownOutcomeError(`${what} ${response.status}`);
      bodyOf(response, request);
    },
  };
}

const whatOf = ({ path }: ProductRequest) => path.at(-1) ?? '';
