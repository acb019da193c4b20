import type { Jira } from '../atlassian/jira';
import { createDigestMail } from '../email/digest';
import type { MailApi } from '../email/mail-api';
import type { Directory } from '../identity/directory';
import type { Profiles } from '../identity/profiles';
import {
  type DigestContent,
  type DigestItem,
  groupedByDue,
  waitsForOthers,
} from '../notifications/core/digest-content';
import { createDigests } from '../notifications/digest/digests';
import { loadWallClock } from '../notifications/digest/wall-clock';
import type { PreferenceStore } from '../notifications/preferences';
import type { Ports } from '../ports';
import { type AccountId, isExternal } from '../shared/brand';
import { describeError } from '../shared/errors';
import { inParallel } from '../shared/parallel';
import type { SlackClient } from '../slack/client';
import type { Connection, Connections } from '../slack/connections';
import { createDigestPost } from '../slack/digest';
import type { Engine } from './engine';

type Parts = {
  engine: Engine;
  preferences: PreferenceStore;
  profiles: Profiles;
  directory: Directory;
  connections: Connections;
  clientOf: (connection: Connection) => SlackClient;
  jira: Jira;
  mail: MailApi;
  allAskedOf: (account: AccountId) => Promise<readonly DigestItem[]>;
  pageUrl: () => Promise<string>;
};

const AT_ONCE = 4;
/** Of the approvals that are open on the site, so many are looked through for those that somebody started. */
const OPEN_AT_HAND = 100;

/** The summaries of a day, joined with what they tell and with the ways they go. */
export function createDigesting(ports: Ports, parts: Parts) {
  const { clock, log } = ports;
  const { engine, preferences, profiles, directory, connections, clientOf, jira, mail, allAskedOf, pageUrl } = parts;

  async function contentFor(account: AccountId, timeZone: string): Promise<DigestContent> {
    const [asked, open, wallClock, url] = await Promise.all([
      allAskedOf(account),
      openOnes(),
      loadWallClock(),
      pageUrl(),
    ]);
    const at = clock.now();
    const { groups, more } = groupedByDue(asked, wallClock.endOfDay(timeZone, at));
    const count = open.filter(({ state }) => state.requester === account && waitsForOthers(state)).length;
    const named = groups.flatMap(({ items }) =>
      items.flatMap(({ approval, seat }) => [approval.requester, seat.approver.id]),
    );
    const others = named.flatMap((id) => (isExternal(id) ? [] : [id]));
    const people = await directory.find([...new Set([account, ...others])]);
    return {
      account,
      at,
      timeZone,
      groups,
      more,
      started: { count, atLeast: open.length >= OPEN_AT_HAND && count > 0 },
      people,
      pageUrl: url,
    };
  }

  let reading: ReturnType<typeof engine.queries.inList> | undefined;
  /** The same for everybody in this invocation; a reading that failed is made again. */
  function openOnes() {
    reading ??= engine.queries.inList('open', OPEN_AT_HAND).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  }

  const { run } = createDigests({
    clock,
    log,
    preferences,
    loadWallClock,
    isActive: async (account) => (await profiles.load([account])).get(account)?.active === true,
    contentFor,
    post: createDigestPost({ connections, clientOf }),
    email: createDigestMail({ jira, mail }),
  });

  /** What one of them cannot do is not the others' loss; the sweep finds it again. */
  async function runAll(accounts: readonly AccountId[]): Promise<void> {
    await inParallel(AT_ONCE, accounts, async (account) => {
      try {
        await run(account);
      } catch (error) {
        log.error('digest-lost', { account, ...describeError(error) });
      }
    });
  }

  return { runAll };
}

export type Digesting = ReturnType<typeof createDigesting>;
