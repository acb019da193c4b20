import type { KnownBlock, ModalView } from '@slack/types';
import type { Approval } from '../../approvals/core/model';
import type { PersonId } from '../../shared/brand';
import { openButton } from '../buttons';
import { context, header, label, mrkdwn, nameOfSubject, personIn, section, when } from '../elements';
import { clip, inert, LIMITS } from '../limits';
import { type Reading, timelineOf } from './timeline';
import { title } from './views';

/** A modal has room for so many blocks. */
const BLOCKS = 100;
/** More names than any approval of a sane size has. */
const NAMED = 250;

const STATUS: Record<Approval['status'], string> = {
  pending: 'Open',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

/** Whom the timeline names, in the order in which they stand in it. */
export function namedIn({ requester, steps }: Approval): readonly PersonId[] {
  const named = steps.flatMap(({ approvers, excluded }) => [
    ...approvers.flatMap(({ id, decision, left, delegates }) => [
      id,
      ...(decision?.by === undefined ? [] : [decision.by]),
      ...(left?.to === undefined ? [] : [left.to]),
      ...delegates.map((each) => each.id),
    ]),
    ...excluded.map(({ id }) => id),
  ]);
  return [...new Set([requester, ...named])].slice(0, NAMED);
}

/** Everything that happened, and who is still asked; nothing to press but the way to the subject. */
export function renderDetails(approval: Approval, reading: Reading): ModalView {
  const { definition, subject, status, requester, startedAt } = approval;
  const head = [
    header(`${STATUS[status]}: ${definition.name}`),
    section(nameOfSubject(subject) || definition.name),
    ...context([mrkdwn(`Asked by ${personIn(reading.people, requester)} ${when(startedAt)}`), ...outcomeOf(approval)]),
    ...changesOf(approval),
  ];
  return {
    type: 'modal',
    title: title('Approval'),
    close: label('Close'),
    blocks: [
      ...head,
      ...timelineOf(approval, reading, BLOCKS - head.length - 1).map(textBlock),
      { type: 'actions', elements: [openButton(subject)] },
    ],
  };
}

const textBlock = (text: string): KnownBlock => ({
  type: 'section',
  text: mrkdwn(clip(text, LIMITS.sectionText)),
});

function outcomeOf(approval: Approval) {
  const { status, outdatedAt } = approval;
  return [
    ...(status === 'pending' ? [] : [mrkdwn(`${STATUS[status]} ${when(approval.closedAt)}`)]),
    ...(status === 'pending' || approval.validUntil === undefined
      ? []
      : [mrkdwn(`Valid until ${when(approval.validUntil)}`)]),
    ...(outdatedAt === undefined ? [] : [mrkdwn(`Outdated since ${when(outdatedAt)}`)]),
  ];
}

const CHANGES = 8;
const CHANGE_CHARS = 140;

/** What is different from what was asked about. */
function changesOf({ changed }: Approval): KnownBlock[] {
  if (changed === undefined || changed.changes.length === 0) return [];
  const lines = changed.changes
    .slice(0, CHANGES)
    .map(({ part, before, after }) => `• ${inert(part, 60)}: ${worded(before)} → ${worded(after)}`);
  const more = changed.changes.length - CHANGES;
  const rest = more > 0 ? [`… and ${more} more`] : [];
  return [textBlock([`*Changed since it was asked*, noticed ${when(changed.at)}`, ...lines, ...rest].join('\n'))];
}

const worded = (text: string): string =>
  text.trim() === '' ? 'nothing' : `“${inert(text.replace(/\s+/g, ' '), CHANGE_CHARS)}”`;
