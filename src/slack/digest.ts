import type { KnownBlock } from '@slack/types';
import {
  type DigestContent,
  type DigestGroup,
  type DigestItem,
  type Due,
  itemsOf,
} from '../notifications/core/digest-content';
import { waitingText } from '../notifications/core/digest-words';
import { PermanentError, TransientError } from '../shared/errors';
import type { Message, SlackClient } from './client';
import type { Connection, Connections } from './connections';
import { isUsable } from './connections/model';
import { context, header, label, linkToSubject, mrkdwn, personIn, plain, section, when } from './elements';
import { clip, inert, LIMITS } from './limits';

const HEADING: Record<Due, string> = { today: 'Due today', later: 'Due later', whenever: 'Without a deadline' };
const HOW_TO_CHANGE = 'You asked for this summary. Change it, or turn it off, in the Home tab of Baton.';

/** What a person can decide now, each with the way to it; nothing to press, since the message is never updated. */
export function renderDigest(content: DigestContent): Message {
  const { groups, more, started, pageUrl, at } = content;
  const blocks: KnownBlock[] = [
    header('Your open approvals'),
    ...(groups.length === 0 ? [section('Nothing waits for your decision.')] : []),
    ...groups.flatMap((group) => groupBlocks(group, content)),
    ...(more > 0 ? context([plain(`… and ${more} more`, 50)]) : []),
    ...(started.count === 0 ? [] : [section(waitingText(started))]),
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'open', text: label('Open My approvals'), url: pageUrl, style: 'primary' },
      ],
    },
    ...context([mrkdwn(`As of ${when(at)}`), plain(HOW_TO_CHANGE, 150)]),
  ];
  return { text: summary(content), blocks };
}

const groupBlocks = ({ due, items }: DigestGroup, content: DigestContent): KnownBlock[] => [
  { type: 'section', text: mrkdwn(`*${HEADING[due]}*`) },
  ...items.map(
    (item): KnownBlock => ({ type: 'section', text: mrkdwn(clip(lineOf(item, content), LIMITS.sectionText)) }),
  ),
];

function lineOf({ approval, seat }: DigestItem, { account, people }: DigestContent): string {
  const { step, approver } = seat;
  const facts = [
    `Asked by ${personIn(people, approval.requester)}`,
    `since ${when(step.openedAt)}`,
    ...(step.clock === undefined ? [] : [`due ${when(step.clock.dueAt)}`]),
    ...(approver.id === account ? [] : [`in place of ${personIn(people, approver.id)}`]),
  ];
  return `• ${linkToSubject(approval)}: ${inert(approval.definition.name, 80)}\n${facts.join(', ')}`;
}

/** What notifications and screen readers say. */
function summary(content: DigestContent): string {
  const count = itemsOf(content).length + content.more;
  if (count === 0) return waitingText(content.started);
  return count === 1 ? 'One approval waits for your decision.' : `${count} approvals wait for your decision.`;
}

type Deps = {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Pick<SlackClient, 'post'>;
};

/** As a direct message of the app, to wherever the person is known. */
export const createDigestPost =
  ({ connections, clientOf }: Deps) =>
  async (content: DigestContent): Promise<void> => {
    const reach = content.people.get(content.account)?.slack;
    if (reach === undefined) throw new TransientError('person-not-resolved');
    if (reach.type === 'unresolved') {
      throw new TransientError('person-not-resolved', { retryAfterMs: reach.retryAfterMs });
    }
    if (reach.type === 'none') throw new PermanentError(reach.reason);
    const connection = (await connections.all()).connections.find(({ team }) => team === reach.team);
    if (connection === undefined || !isUsable(connection)) throw new PermanentError('not-connected');
    await clientOf(connection).post(reach.user, renderDigest(content));
  };
