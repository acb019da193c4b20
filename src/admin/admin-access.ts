import type { AccountId } from '../shared/brand';
import type { Administrator } from './admin-definitions';
import type { Served } from './answer';
import type { AdminApi, Answer, ApiView, MailView } from './contract';

export type Deps = {
  mail: {
    get(): Promise<Answer<MailView>>;
    /** Parses what it is given. */
    save(payload: unknown): Promise<Answer<MailView>>;
    test(to: AccountId): Promise<Answer<{ sentTo: string }>>;
  };
  apiToken: {
    get(): Promise<Answer<ApiView>>;
    create(by: AccountId): Promise<Answer<ApiView & { secret: string }>>;
    revoke(): Promise<Answer<ApiView>>;
  };
};

type Calls = Pick<Served<AdminApi, Administrator>, Extract<keyof AdminApi, `mail/${string}` | `api/${string}`>>;

/** How mail goes out, and how other programs come in. */
export function createAdminAccess({ mail, apiToken }: Deps): Calls {
  return {
    'mail/get': () => mail.get(),
    'mail/save': (_caller, payload) => mail.save(payload),
    'mail/test': ({ accountId }) => mail.test(accountId),
    'api/get': () => apiToken.get(),
    'api/create-token': ({ accountId }) => apiToken.create(accountId),
    'api/revoke-token': () => apiToken.revoke(),
  };
}
