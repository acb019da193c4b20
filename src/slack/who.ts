import type { AccountId, SlackUserId } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import type { SlackClient } from './client';
import type { SlackPerson } from './client-shapes';
import { type Connection, isUsable } from './connections/model';
import type { Sender } from './parse';

/** How it is known that a Slack user and an account are the same person. */
export type Trust = 'verified' | 'admin' | 'email-match';
export const ALL_TRUST: readonly Trust[] = ['verified', 'admin', 'email-match'];

/** The account behind a Slack user. */
export type Linked = { readonly account: AccountId; readonly trust: Trust };

/** Why somebody may do nothing here, whatever they pressed. */
export type WhoRefusal = 'not-connected' | 'from-elsewhere' | 'is-bot' | 'deactivated' | 'link-not-trusted';

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
  /** Which links between Slack and Atlassian may act here. */
  mayAct: () => Promise<readonly Trust[]>;
  linkOf: (team: Connection['team'], user: SlackUserId) => Promise<Linked | undefined>;
};

/** Slack is asked only where the payload leaves a doubt, and the link is read only where not every link may act. */
export function createWho({ clientOf, mayAct, linkOf }: Deps) {
  async function check(sender: Sender, connections: readonly Connection[]): Promise<Result<Connection, WhoRefusal>> {
    const admitted = admit(sender, connections);
    if (!admitted.ok) return admitted;
    const { connection, sure } = admitted.value;
    if (sure) return ok(connection);
    const judged = judgePerson(await clientOf(connection).userById(sender.user), sender);
    return judged.ok ? ok(connection) : judged;
  }

  /** Whether the link by which a person was found is good enough to act for `account`. */
  async function trusted({ team, user }: Sender, account: AccountId): Promise<Result<true, WhoRefusal>> {
    const trust = await mayAct();
    if (ALL_TRUST.every((each) => trust.includes(each))) return ok(true);
    const linked = await linkOf(team, user);
    return linked?.account === account && trust.includes(linked.trust) ? ok(true) : err('link-not-trusted');
  }

  return { check, trusted, linkOf };
}

export type Who = ReturnType<typeof createWho>;
