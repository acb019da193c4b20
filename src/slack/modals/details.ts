import type { KnownBlock, ModalView } from '@slack/types';
import type { Approval, Approver, DecisionKind, Step } from '../../approvals/core/model';
import type { People } from '../../identity/core/model';
import type { PersonId } from '../../shared/brand';
import { progressText } from '../blocks';
import { openButton } from '../buttons';
import { context, header, label, mrkdwn, nameOfSubject, personIn, section, when } from '../elements';
import { inert } from '../limits';
import { title } from './views';

/** A step shows so many of its people, and the whole so many names: the others are counted. */
const SHOWN_IN_STEP = 15;
const NAMED = 40;
/** With the head there is room for a hundred blocks. */
const SHOWN_STEPS = 45;

const STATUS: Record<Approval['status'], string> = {
  pending: 'Open',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
};
const STEP_STATUS: Record<Step['status'], string> = {
  waiting: 'not reached yet',
  resolving: 'being opened',
  open: 'open',
  returned: 'waits for changes',
  approved: 'approved',
  rejected: 'rejected',
  skipped: 'skipped',
  'left-out': 'left out',
  expired: 'expired',
};
const VERB: Record<DecisionKind, string> = {
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'asked for changes',
  abstain: 'abstained',
  vote: 'voted',
};

/** Whom the timeline names, in the order in which they stand in it. */
export function namedIn({ requester, steps }: Approval): readonly PersonId[] {
  const shown = steps
    .slice(0, SHOWN_STEPS)
    .flatMap((step) =>
      shownOf(step).flatMap(({ id, decision, left }) => [
        id,
        ...(decision?.by === undefined ? [] : [decision.by]),
        ...(left?.to === undefined ? [] : [left.to]),
      ]),
    );
  return [...new Set([requester, ...shown])].slice(0, NAMED);
}

/** Everything that happened, and who is still asked; nothing to press but the way to the subject. */
export function renderDetails(approval: Approval, people: People): ModalView {
  const { definition, subject, status, requester, startedAt } = approval;
  const more = approval.steps.length - SHOWN_STEPS;
  return {
    type: 'modal',
    title: title('Approval'),
    close: label('Close'),
    blocks: [
      header(`${STATUS[status]}: ${definition.name}`),
      section(nameOfSubject(subject) || definition.name),
      ...context([
        mrkdwn(`Asked by ${personIn(people, requester)} ${when(startedAt)}`),
        ...(status === 'pending' ? [] : [mrkdwn(`${STATUS[status]} ${when(approval.closedAt)}`)]),
        ...(approval.outdatedAt === undefined ? [] : [mrkdwn(`Outdated since ${when(approval.outdatedAt)}`)]),
      ]),
      ...approval.steps.slice(0, SHOWN_STEPS).map((step, index) => stepBlock(step, index, people)),
      ...(more > 0 ? [section(`… and ${more} more steps`)] : []),
      { type: 'actions', elements: [openButton(subject)] },
    ],
  };
}

function stepBlock(step: Step, index: number, people: People): KnownBlock {
  const lines = fitting(shownOf(step).map((each) => `• ${line(step, each, people)}`));
  const more = step.approvers.length - lines.length;
  const asked = step.status === 'open' ? `, ${progressText(step)}` : '';
  const due = step.status === 'open' && step.clock !== undefined ? `, due ${when(step.clock.dueAt)}` : '';
  const head = `*${index + 1}. ${inert(step.name, 150)}* ${STEP_STATUS[step.status]}${asked}${due}`;
  const rest = more > 0 ? [`and ${more} more`] : [];
  return { type: 'section', text: mrkdwn([head, ...lines, ...rest].join('\n')) };
}

/** With the head and the count of the others there is room for so many characters. */
const LINES_CHARS = 2_500;

function fitting(lines: readonly string[]): readonly string[] {
  let length = 0;
  return lines.filter((each) => {
    length += each.length + 1;
    return length <= LINES_CHARS;
  });
}

/** Those who decided first, in the order in which they did. */
const shownOf = ({ approvers }: Step): readonly Approver[] =>
  [...approvers]
    .sort(
      (one, other) =>
        (one.decision?.sequence ?? Number.MAX_SAFE_INTEGER) - (other.decision?.sequence ?? Number.MAX_SAFE_INTEGER),
    )
    .slice(0, SHOWN_IN_STEP);

const OPTIONS_CHARS = 80;

function line(step: Step, { id, decision, left }: Approver, people: People): string {
  const name = (who: PersonId) => personIn(people, who);
  if (decision !== undefined) {
    const place = decision.by === undefined ? '' : ` for ${name(id)}`;
    const options = decision.options?.map((each) => step.vote?.options[each]?.name ?? '').join(', ');
    const chosen = options === undefined ? '' : ` ${inert(options, OPTIONS_CHARS)}`;
    const commented = decision.commented ? ', with a comment' : '';
    return `${name(decision.by ?? id)} ${VERB[decision.kind]}${chosen}${place} ${when(decision.at)}${commented}`;
  }
  if (left?.to !== undefined) return `${name(id)} handed on to ${name(left.to)} ${when(left.at)}`;
  if (left !== undefined) return `${name(id)} is no longer asked`;
  return step.status === 'open' ? `${name(id)} is asked` : `${name(id)} did not decide`;
}
