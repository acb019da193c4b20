import type { AccountId, SlackUserId } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import type { SlackClient } from './client';
import { TIMEOUT_MS } from './client-call';
import type { SlackPerson } from './client-shapes';
import { type Connection, isUsable } from './connections/model';
import type { Sender } from './parse';

/** How it is known that a Slack user and an account are the same person. */
export type Trust = 'verified' | 'admin' | 'email-match';

/** The account behind a Slack user. */
export type Linked = { readonly account: AccountId; readonly trust: Trust };

/** Why somebody may do nothing here, whatever they pressed. */
export type WhoRefusal =
  | 'not-connected'
  | 'from-elsewhere'
  | 'is-bot'
  | 'deactivated'
  | 'link-not-trusted'
  | 'linked-elsewhere';

/** How it is known that the account is the Slack user's, unless somebody has said otherwise; and who may act here. */
type Standing = { readonly trust: Trust | undefined; readonly mayAct: readonly Trust[] };

export type Admitted = { readonly connection: Connection; readonly sure: boolean };

const SLACKBOT = 'USLACKBOT';

/**
 * Pure, from the payload alone. Not `sure` where the payload does not show that the person belongs to the workspace:
 * in an organisation a member of one workspace may come from another, and Slack has to be asked.
 */
export function admit(sender: Sender, connections: readonly Connection[]): Result<Admitted, WhoRefusal> {
  const connection = connections.find(({ team }) => team === sender.team);
  // Decided through a connection that is broken, a message would go on offering what was decided.
  if (connection === undefined || !isUsable(connection)) return err('not-connected');
  if (sender.user === SLACKBOT || sender.user === connection.botUser) return err('is-bot');
  if (sender.userTeam === sender.team) return ok({ connection, sure: true });
  if (sender.userTeam !== undefined && sender.enterprise === undefined) return err('from-elsewhere');
  return ok({ connection, sure: false });
}

/** Pure, from what Slack says of the person. Guests of the workspace itself were asked by name, and may answer. */
export function judgePerson(person: SlackPerson | undefined, { team, enterprise }: Sender): Result<true, WhoRefusal> {
  if (person === undefined || person.stranger) return err('from-elsewhere');
  if (person.kind === 'bot') return err('is-bot');
  if (person.deleted) return err('deactivated');
  const colleague = person.enterprise?.id === enterprise && person.enterprise?.teams.includes(team) === true;
  return person.team === team || colleague ? ok(true) : err('from-elsewhere');
}

type Deps = {
  clientOf: (connection: Connection) => Pick<SlackClient, 'userById'>;
  linkOf: (team: Connection['team'], user: SlackUserId) => Promise<Linked | undefined>;
  /** The account behind a Slack user; whether it may act is not asked. */
  accountOf: (team: Connection['team'], user: SlackUserId) => Promise<AccountId | undefined>;
  standingOf: (account: AccountId, team: Connection['team'], user: SlackUserId) => Promise<Standing>;
};

/** Slack is asked only where the payload leaves a doubt. */
export function createWho({ clientOf, linkOf, accountOf, standingOf }: Deps) {
  async function check(sender: Sender, connections: readonly Connection[]): Promise<Result<Connection, WhoRefusal>> {
    const admitted = admit(sender, connections);
    if (!admitted.ok) return admitted;
    const { connection, sure } = admitted.value;
    if (sure) return ok(connection);
    const judged = judgePerson(await clientOf(connection).userById(sender.user, TIMEOUT_MS.modal), sender);
    return judged.ok ? ok(connection) : judged;
  }

  /** Whether what ties a person to `account` is good enough to act for it. What somebody said of either outweighs it. */
  async function trusted({ team, user }: Sender, account: AccountId): Promise<Result<true, WhoRefusal>> {
    const { trust, mayAct } = await standingOf(account, team, user);
    if (trust === undefined) return err('linked-elsewhere');
    return mayAct.includes(trust) ? ok(true) : err('link-not-trusted');
  }

  return { check, trusted, linkOf, accountOf };
}

export type Who = ReturnType<typeof createWho>;
