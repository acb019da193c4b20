import type { Collection, Documents } from '../documents';
import type { Caller } from '../twin';
import type { Person } from '../world/world';

/** Who does it. `throughApp`: the request was made by the app, as itself or in the name of a person. */
export type Actor = {
  accountId: string;
  name: string;
  type: AccountType | 'anonymous';
  admin: boolean;
  throughApp: boolean;
};

type AccountType = 'app' | 'atlassian' | 'customer';
export type Account = Omit<Person, 'type'> & { type: AccountType };

export const APP_ACCOUNT: Account = {
  accountId: '712020:baton-app',
  name: 'Baton',
  email: '',
  admin: false,
  active: true,
  type: 'app',
};

export type People = {
  seed(people: readonly Person[]): void;
  find(accountId: string): Account | undefined;
  all(): Account[];
  /** Who is deactivated stays known, and can do nothing any more. */
  setActive(accountId: string, active: boolean): void;
  /** Undefined for nobody, for strangers and for deactivated people: their requests are not authenticated. */
  actorOf(caller: Caller): Actor | undefined;
  clear(): void;
};

export function createPeople(documents: Documents, product: string): People {
  const persons: Collection<Person> = documents.collection(`${product}:person`);

  function find(accountId: string): Account | undefined {
    if (accountId === APP_ACCOUNT.accountId) return APP_ACCOUNT;
    const person = persons.get(accountId);
    return person === undefined ? undefined : toAccount(person);
  }

  return {
    seed(people) {
      for (const person of people) persons.put(person.accountId, person);
    },
    find,
    all: () => [...persons.all().map(toAccount), APP_ACCOUNT],
    setActive(accountId, active) {
      const person = persons.get(accountId);
      if (person === undefined) throw new Error(`there is no person ${accountId}`);
      persons.put(accountId, { ...person, active });
    },
    actorOf(caller) {
      if (caller.type === 'anonymous') return undefined;
      const account = caller.type === 'app' ? APP_ACCOUNT : find(caller.accountId);
      if (account === undefined || !account.active) return undefined;
      const { accountId, name, type, admin } = account;
      return { accountId, name, type, admin, throughApp: caller.type === 'app' || caller.scopes !== undefined };
    },
    clear: () => persons.clear(),
  };
}

const toAccount = (person: Person): Account => ({ ...person, type: person.type ?? 'atlassian' });
