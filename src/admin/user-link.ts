import * as z from 'zod';
import type { CodeRefusal } from '../identity/core/decide-link';
import type { Link } from '../identity/core/model';
import type { AccountId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { answered, refused, type Served } from './answer';
import type { Answer, LinkView, UserApi } from './contract';
import type { Viewer } from './viewer';
import { codeProblem, NOT_LINKED } from './words-people';

export type Deps = {
  linking: {
    ofAccounts(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Link>>;
    redeem(account: AccountId, typed: string): Promise<Result<Link, CodeRefusal>>;
    unlink(account: AccountId, by: AccountId): Promise<Result<Link, 'not-linked'>>;
    /** Workspaces by id, as administrators call them. */
    workspaceNames: () => Promise<ReadonlyMap<string, string>>;
  };
};

const enterInput = z.object({ code: z.string().max(100, 'must be the eight characters that Slack showed') });

type Calls = Pick<Served<UserApi, Viewer>, 'link/get' | 'link/enter' | 'link/remove'>;

/** Everybody's own Slack user: whose it is comes from the platform. */
export function createUserLink({ linking }: Deps): Calls {
  async function get({ accountId }: Viewer): Promise<Answer<LinkView>> {
    return view((await linking.ofAccounts([accountId])).get(accountId));
  }

  async function view(link: Link | undefined): Promise<Answer<LinkView>> {
    const names = await linking.workspaceNames();
    const slackConnected = names.size > 0;
    if (link === undefined) return answered({ slackConnected });
    const { team, user, trust, since } = link;
    return answered({ slackConnected, link: { user, workspace: names.get(team) ?? team, trust, since } });
  }

  async function enter({ accountId }: Viewer, payload: unknown): Promise<Answer<LinkView>> {
    const { code } = parseOrThrow(enterInput, payload, 'code');
    const redeemed = await linking.redeem(accountId, code);
    return redeemed.ok ? view(redeemed.value) : refused(codeProblem(redeemed.error), 'code');
  }

  async function remove({ accountId }: Viewer): Promise<Answer<LinkView>> {
    const removed = await linking.unlink(accountId, accountId);
    return removed.ok ? view(undefined) : refused(NOT_LINKED);
  }

  return { 'link/get': get, 'link/enter': enter, 'link/remove': remove };
}
