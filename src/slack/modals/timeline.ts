import type {
  Approval,
  Approver,
  Decision,
  DecisionKind,
  Delegate,
  Excluded,
  OpenStep,
  Step,
} from '../../approvals/core/model';
import type { People } from '../../identity/core/model';
import type { Instant, PersonId } from '../../shared/brand';
import { progressText } from '../blocks';
import { personIn, when } from '../elements';
import { inert } from '../limits';

/** What a timeline is read with: names, the comments of decisions by their sequence, and the time of reading. */
export type Reading = {
  readonly people: People;
  readonly comments: ReadonlyMap<number, string>;
  readonly at: Instant;
};

const STATUS: Record<Step['status'], string> = {
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
const BARRED: Record<Excluded['because'], string> = {
  requester: 'asked for this approval',
  assignee: 'is the assignee',
  reporter: 'is the reporter',
  'last-editor': 'edited the page last',
  inactive: 'has no active account',
};

/** A view must not be larger than 250 kB: so much for all comments together, for each of them, and for a section. */
const COMMENTS_CHARS = 30_000;
const COMMENT_CHARS = 1_000;
const SECTION_CHARS = 2_200;
const SHOWN_BARRED = 5;
const OPTIONS_CHARS = 80;

/** The steps of an approval as texts of mrkdwn, none too long for a section and no more than there is `room` for. */
export function timelineOf({ steps }: Approval, reading: Reading, room: number): readonly string[] {
  const commentChars = Math.min(COMMENT_CHARS, Math.floor(COMMENTS_CHARS / Math.max(1, reading.comments.size)));
  const texts: string[] = [];
  for (const [index, step] of steps.entries()) {
    const sections = inSections(linesOf(step, index, reading, commentChars));
    // Each step that follows has its head at least.
    const mayHave = room - texts.length - (steps.length - index - 1);
    const shown = sections.slice(0, mayHave);
    const last = sections.length > mayHave ? `${shown.pop() ?? ''}\n… and more` : undefined;
    texts.push(...shown, ...(last === undefined ? [] : [last]));
  }
  return texts;
}

function inSections(lines: readonly string[]): readonly string[] {
  const sections: string[] = [];
  for (const line of lines) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + line.length < SECTION_CHARS)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return sections;
}

function linesOf(step: Step, index: number, reading: Reading, commentChars: number): readonly string[] {
  const known = new Set(step.approvers.map(({ id }) => id));
  const barred = step.excluded.filter(({ id }) => !known.has(id));
  const more = barred.length - SHOWN_BARRED;
  return [
    headOf(step, index),
    ...inOrder(step).map((approver) => `• ${lineOf(step, approver, reading, commentChars)}`),
    ...barred
      .slice(0, SHOWN_BARRED)
      .map(({ id, because }) => `• ${personIn(reading.people, id)} is left out: ${BARRED[because]}`),
    ...(more > 0 ? [`• ${more} more are left out`] : []),
  ];
}

function headOf(step: Step, index: number): string {
  const facts = [STATUS[step.status], ...factsOf(step)];
  return `*${index + 1}. ${inert(step.name, 150)}* ${facts.join(', ')}`;
}

function factsOf(step: Step): readonly string[] {
  switch (step.status) {
    case 'waiting':
    case 'resolving':
      return [];
    case 'open':
    case 'returned':
      return [`since ${when(step.openedAt)}`, progressText(step), ...runningFacts(step)];
    case 'approved':
    case 'rejected':
    case 'skipped':
    case 'left-out':
    case 'expired': {
      const winner = step.winner === undefined ? undefined : step.vote?.options[step.winner];
      return [when(step.closedAt), ...(winner === undefined ? [] : [`“${inert(winner.name, OPTIONS_CHARS)}” won`])];
    }
  }
}

function runningFacts({ clock, deadlock, reminders }: Pick<OpenStep, 'clock' | 'deadlock' | 'reminders'>): string[] {
  const escalated = clock?.escalated ?? 0;
  return [
    ...(deadlock === undefined ? [] : ['cannot go on']),
    ...(clock === undefined ? [] : [`due ${when(clock.dueAt)}`]),
    ...(reminders === 0 ? [] : [`reminded ${times(reminders)}`]),
    ...(escalated === 0 ? [] : [`escalated ${times(escalated)}`]),
  ];
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** Those who decided first, in the order in which they did. */
const inOrder = ({ approvers }: Step): readonly Approver[] =>
  [...approvers].sort((one, other) => sequenceOf(one) - sequenceOf(other));

const sequenceOf = ({ decision }: Approver) => decision?.sequence ?? Number.MAX_SAFE_INTEGER;

function lineOf(step: Step, approver: Approver, reading: Reading, commentChars: number): string {
  const { id, decision, left, delegates } = approver;
  const name = personIn(reading.people, id);
  if (decision !== undefined) return decisionLine(step, { id, decision }, reading, commentChars);
  if (left !== undefined) return `${name} ${leftWords(step, { id, left }, reading)} ${when(left.at)}`;
  return `${name} ${askedWords(step, approver)}${standInWords(step, delegates, reading)}`;
}

function decisionLine(
  step: Step,
  { id, decision }: { readonly id: PersonId; readonly decision: Decision },
  { people, comments }: Reading,
  commentChars: number,
): string {
  const { by, kind, at, options, commented, sequence } = decision;
  const place = by === undefined ? '' : ` in place of ${personIn(people, id)}`;
  const chosen = options === undefined ? '' : ` ${optionsText(step, options)}`;
  const said = `${personIn(people, by ?? id)} ${VERB[kind]}${chosen}${place} ${when(at)}`;
  const comment = commented ? comments.get(sequence) : undefined;
  if (comment !== undefined) return `${said}\n${quoted(comment, commentChars)}`;
  return commented ? `${said}, with a comment` : said;
}

const optionsText = ({ vote }: Step, options: readonly number[]): string =>
  inert(options.map((each) => vote?.options[each]?.name ?? '').join(', '), OPTIONS_CHARS);

/** Each line of it is a quotation, so that nothing somebody wrote looks like a line of the timeline. */
const quoted = (comment: string, maxChars: number): string =>
  inert(comment.trim().replace(/\s*\n\s*/g, '\n'), maxChars)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

function leftWords(
  { excluded }: Step,
  { id, left }: { readonly id: PersonId; readonly left: NonNullable<Approver['left']> },
  { people }: Reading,
): string {
  switch (left.reason) {
    case 'reassigned':
      return left.to === undefined ? 'handed on' : `handed on to ${personIn(people, left.to)}`;
    case 'inactive':
      return 'is no longer asked, without an active account, since';
    case 'no-longer-named': {
      const because = excluded.find((each) => each.id === id)?.because;
      return because === undefined ? 'is no longer asked since' : `is no longer asked, and ${BARRED[because]}, since`;
    }
  }
}

function askedWords({ status }: Step, { added }: Approver): string {
  const how = { 'by-hand': ' (added)', escalation: ' (called in)' };
  const suffix = added === undefined ? '' : how[added];
  switch (status) {
    case 'open':
      return `is asked${suffix}`;
    case 'waiting':
    case 'resolving':
    case 'returned':
      return `will be asked${suffix}`;
    case 'approved':
    case 'rejected':
    case 'skipped':
    case 'left-out':
    case 'expired':
      return `did not decide${suffix}`;
  }
}

/** Of delegations that have ended nothing is left to say. */
function standInWords({ status }: Step, delegates: readonly Delegate[], { people, at }: Reading): string {
  const present = status === 'open' ? delegates.filter(({ until }) => at < until) : [];
  if (present.length === 0) return '';
  const shown = present.slice(0, STAND_INS).map(({ id, until }) => `${personIn(people, id)} until ${when(until)}`);
  const more = present.length > STAND_INS ? ` and ${present.length - STAND_INS} more` : '';
  return `, or in their place ${shown.join(', ')}${more}`;
}

const STAND_INS = 3;
