import type { Answer, ApiView } from '../admin/contract';
import type { AccountId } from '../shared/brand';
import type { ApiToken, ApiTokens } from './api-token';

type Deps = { tokens: ApiTokens; url: () => Promise<string> };

/** What the settings page does with the token. Whoever calls has checked that it is an administrator. */
export function createTokenAdmin({ tokens, url }: Deps) {
  const viewOf = async (token: ApiToken | undefined): Promise<ApiView> => {
    const address = await url();
    if (token === undefined) return { url: address };
    return { url: address, token: { createdAt: token.createdAt, createdBy: token.createdBy } };
  };

  return {
    get: async (): Promise<Answer<ApiView>> => ({ ok: true, value: await viewOf(await tokens.load()) }),

    async create(accountId: AccountId): Promise<Answer<ApiView & { secret: string }>> {
      const { secret, ...token } = await tokens.create(accountId);
      return { ok: true, value: { ...(await viewOf(token)), secret } };
    },

    async revoke(): Promise<Answer<ApiView>> {
      await tokens.revoke();
      return { ok: true, value: await viewOf(undefined) };
    },
  };
}
