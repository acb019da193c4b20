import * as z from 'zod';
import type { Clock, Log } from '../ports';
import {
  type AccountId,
  type Instant,
  type SlackTeamId,
  type SlackUserId,
  toSlackTeamId,
  toSlackUserId,
} from '../shared/brand';
import { describeError } from '../shared/errors';
import { linkable, linkToSubject, mrkdwn, when } from './elements';
import type { AskedItem } from './home/model';
import { clip, inert, LIMITS } from './limits';
import type { Sender } from './parse';
import { type Arrival, answer, jsonAnswer, type Route, type SlackAnswer } from './requests';
import type { Who } from './who';
import { FAILED, refusedText } from './words';

/** Proves on a page where the person is signed in that a Slack user is theirs. */
export type LinkCode = { readonly code: string; readonly url: string; readonly expiresAt: Instant };

type Deps = {
  clock: Clock;
  log: Log;
  who: Pick<Who, 'check' | 'linkOf'>;
  askedOf: (account: AccountId) => Promise<{ readonly items: readonly AskedItem[]; readonly more: number }>;
  linkCode: (team: SlackTeamId, user: SlackUserId) => Promise<LinkCode>;
};

const COMMAND = '/baton';
const form = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  team_id: z.string().min(1),
  user_id: z.string().min(1),
  enterprise_id: z.string().optional(),
});

const HELP = [
  '*What you can type*',
  `\`${COMMAND} list\` shows what waits for your decision.`,
  `\`${COMMAND} link\` connects your Slack user to your Atlassian account.`,
  `\`${COMMAND} help\` shows this.`,
  'Your settings, and everything that waits for you, are in the Home tab of Baton.',
].join('\n');

const MAX_WORD_CHARS = 40;
const unknown = (word: string): string => `Baton does not know “${inert(word, MAX_WORD_CHARS)}”.`;

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function createCommands({ clock, log, who, askedOf, linkCode }: Deps): Route {
  return async function handle(body, arrival) {
    const { data } = form.safeParse(Object.fromEntries(new URLSearchParams(body)));
    if (data === undefined) {
      log.info('slack-command-ignored');
      return answer(200);
    }
    const sender = {
      team: toSlackTeamId(data.team_id),
      user: toSlackUserId(data.user_id),
      // A command tells no other workspace than the one in which it was typed.
      userTeam: toSlackTeamId(data.team_id),
      enterprise: data.enterprise_id || undefined,
    };
    return said(await textFor(data.text.trim().split(/\s+/)[0]?.toLowerCase() ?? '', sender, arrival));
  };

  async function textFor(word: string, sender: Sender, { connections }: Arrival): Promise<readonly string[]> {
    if (word === '' || word === 'help') return [HELP];
    try {
      if (word !== 'list' && word !== 'link') return [unknown(word), HELP];
      const found = await who.check(sender, connections);
      if (!found.ok) return [refusedText(found.error)];
      return word === 'list' ? await listText(sender) : [await linkText(sender)];
    } catch (error) {
      log.error('command-failed', { ...describeError(error) });
      return [FAILED];
    }
  }

  async function listText({ team, user }: Sender): Promise<readonly string[]> {
    const linked = await who.linkOf(team, user);
    if (linked === undefined) return [refusedText('not-linked')];
    const { items, more } = await askedOf(linked.account);
    if (items.length === 0) return ['Nothing waits for your decision.'];
    return ['*Waiting for your decision*', ...items.map(lineOf), ...(more > 0 ? [`… and ${more} more`] : [])];
  }

  async function linkText({ team, user }: Sender): Promise<string> {
    const { code, url, expiresAt } = await linkCode(team, user);
    const minutes = Math.max(1, Math.round((expiresAt - clock.now()) / 60_000));
    return `Open <${linkable(url)}|My approvals> in Jira (Apps, then My approvals), sign in, and enter the code \`${inert(code, 40)}\`. It works once, and for ${minutes} minutes. Do not pass it on: whoever enters it is taken for you.`;
  }
}

function lineOf({ approval, seat }: AskedItem): string {
  const due = seat.step.clock === undefined ? '' : `, due ${when(seat.step.clock.dueAt)}`;
  return `• ${linkToSubject(approval)}: ${inert(approval.definition.name, 80)}${due}`;
}

/** Seen by the person alone. Blocks, because Slack looks for no markup of its own in what they call verbatim. */
const said = ([first = '', ...rest]: readonly string[]): SlackAnswer =>
  jsonAnswer({
    response_type: 'ephemeral',
    text: first,
    blocks: [first, ...rest].map((text) => ({ type: 'section', text: mrkdwn(clip(text, LIMITS.sectionText)) })),
  });
