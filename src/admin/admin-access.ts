import type { Definition } from '../approvals/core/definition';
import type { AccountId } from '../shared/brand';
import type { Administrator } from './admin-definitions';
import { answered, type Served } from './answer';
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
  definitions: { list(state: 'active'): Promise<readonly Definition[]> };
};

type Calls = Pick<Served<AdminApi, Administrator>, Extract<keyof AdminApi, `mail/${string}` | `api/${string}`>>;

/** How mail goes out, and how other programs come in. */
export function createAdminAccess({ mail, apiToken, definitions }: Deps): Calls {
  /** Without a mail service an external approver would never hear of their step. */
  async function getMail(): Promise<Answer<MailView>> {
    const [told, active] = await Promise.all([mail.get(), definitions.list('active')]);
    if (!told.ok || told.value.configured) return told;
    const needing = active.filter(({ steps }) => steps.some(({ asks }) => asks.type === 'external'));
    return answered({ configured: false, neededBy: needing.map(({ name }) => name) });
  }

  return {
    'mail/get': getMail,
    'mail/save': (_caller, payload) => mail.save(payload),
    'mail/test': ({ accountId }) => mail.test(accountId),
    'api/get': () => apiToken.get(),
    'api/create-token': ({ accountId }) => apiToken.create(accountId),
    'api/revoke-token': () => apiToken.revoke(),
  };
}
