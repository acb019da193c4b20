import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Clock, Ids, Store } from '../ports';
import { type AccountId, type Instant, toAccountId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';

/** The token is shown once, to the admin who made it; only its digest is kept. */
export type ApiToken = { readonly createdAt: Instant; readonly createdBy: AccountId };

const KEY = 'api';
const stored = z.object({
  v: z.literal(1),
  token: z
    .object({ sha256: z.string(), createdAt: z.number(), createdBy: z.string().transform(toAccountId) })
    .optional(),
});
type Kept = NonNullable<z.infer<typeof stored>['token']>;

const BEARER = /^Bearer +(baton_[\w-]{20,100}) *$/i;

export function createApiTokens({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }) {
  async function read(): Promise<Kept | undefined> {
    const value = await store.getSecret(KEY);
    return value === undefined ? undefined : readOrThrow(stored, value, 'stored API token').token;
  }

  return {
    async load(): Promise<ApiToken | undefined> {
      const kept = await read();
      return kept === undefined ? undefined : toView(kept);
    },

    /** An older one stops working. */
    async create(createdBy: AccountId): Promise<ApiToken & { readonly secret: string }> {
      const secret = `baton_${digestOf(ids.next('token') + ids.next('token')).toString('base64url')}`;
      const view = { createdAt: clock.now(), createdBy };
      await store.setSecret(KEY, { v: 1, token: { ...view, sha256: digestOf(secret).toString('base64url') } });
      return { ...view, secret };
    },

    revoke: (): Promise<void> => store.setSecret(KEY, { v: 1 }),

    /** The token that this header carries; undefined for any other header, and where there is no token. */
    async verify(authorization: readonly string[]): Promise<ApiToken | undefined> {
      const [, secret] = BEARER.exec(authorization[0] ?? '') ?? [];
      if (secret === undefined || authorization.length > 1) return undefined;

      const kept = await read();
      if (kept === undefined) return undefined;
      const expected = Buffer.from(kept.sha256, 'base64url');
      const given = digestOf(secret);
      return expected.length === given.length && timingSafeEqual(expected, given) ? toView(kept) : undefined;
    },
  };
}

export type ApiTokens = ReturnType<typeof createApiTokens>;

const toView = ({ createdAt, createdBy }: Kept): ApiToken => ({ createdAt, createdBy });
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
