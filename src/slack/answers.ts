import type { Approval, Approver, DecisionKind, Step } from '../approvals/core/model';
import { decisionOf } from '../approvals/core/seat';
import { askedOf, deciderOf, isUndecided } from '../approvals/core/steps';
import type { People } from '../identity/core/model';
import type { PersonId, SlackUserId } from '../shared/brand';
import { personIn, shortNameOf, when } from './elements';
import { inert } from './limits';
import { type ClickRefusal, refusedText } from './words';

/** What somebody did, or tried to do, in which step of which approval. */
export type About = {
  readonly approval: Approval;
  readonly step: number;
  readonly by: PersonId;
  /** Whose message it is, where that is somebody else. */
  readonly owner?: SlackUserId;
};
type NameOf = (id: PersonId) => string;
/** Mrkdwn. Everything in it that is not ours is inert. */
export type Text = (nameOf: NameOf) => string;

export type Done =
  | { readonly type: 'withdraw' }
  | { readonly type: 'remind' }
  | { readonly type: 'decide'; readonly kind: DecisionKind };

/** More names than these would each cost a read while somebody waits. */
const NAMED = 2;

/** Reads the names that a text needs, and none besides. */
export async function wordsOf(text: Text, known: (ids: readonly PersonId[]) => Promise<People>): Promise<string> {
  const needed = new Set<PersonId>();
  text((id) => {
    needed.add(id);
    return '';
  });
  const people: People = needed.size === 0 ? new Map() : await known([...needed]);
  return text((id) => personIn(people, id));
}

const DID: Record<DecisionKind, string> = {
  approve: 'You approved',
  reject: 'You rejected',
  'request-changes': 'You asked for changes to',
  abstain: 'You abstained on',
  vote: 'You voted on',
};

/** What was done, and what happens next. */
export function doneText(done: Done, { approval, step }: About): Text {
  const name = inert(shortNameOf(approval.subject), 100);
  switch (done.type) {
    case 'remind':
      return (nameOf) =>
        `Reminded ${waitingFor(approval.steps[step], nameOf) || 'everybody who is asked'} about ${name}.`;
    case 'withdraw':
      return () => `You took back what you decided on ${name}. You are asked again.`;
    case 'decide':
      return (nameOf) => `${DID[done.kind]} ${name}. ${nextText(approval, step, nameOf)}`;
  }
}

function nextText(approval: Approval, index: number, nameOf: NameOf): string {
  if (approval.status !== 'pending') return `${OVER[approval.status]}${undoText(approval)}`;
  if (approval.steps[index]?.status === 'returned') return 'The requester is told, and you are asked again afterwards.';

  const open = approval.steps.filter(({ status }) => status === 'open');
  const waiting = open.map((step) => waitingFor(step, nameOf)).filter((names) => names !== '');
  if (waiting.length > 0) return `Next: ${waiting.join(', and ')}.`;
  const reached = approval.steps.find(({ status }) => status === 'resolving');
  if (reached !== undefined) return `Next: step ${inert(reached.name, 80)}.`;
  return 'The approval is still open.';
}

const OVER: Record<Exclude<Approval['status'], 'pending'>, string> = {
  approved: 'The approval is complete.',
  rejected: 'The approval is rejected.',
  expired: 'The approval has expired.',
  cancelled: 'The approval was cancelled.',
};

const undoText = (approval: Approval): string =>
  approval.status !== 'pending' && !approval.settled && approval.finalAt > approval.closedAt
    ? ` You can take this back until ${when(approval.finalAt)}.`
    : '';

function waitingFor(step: Step | undefined, nameOf: NameOf): string {
  return listed(
    (step?.approvers ?? []).filter(isUndecided).map(({ id }) => id),
    nameOf,
  );
}

function listed(ids: readonly PersonId[], nameOf: NameOf): string {
  const names = ids.slice(0, NAMED).map(nameOf);
  const more = ids.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.join(' and ');
}

/** Why nothing was done: who decided and when, who may, to whom it was handed on. */
export function refusedWords(refusal: ClickRefusal, about?: About): Text {
  const said = about === undefined ? undefined : DETAIL[refusal]?.(about);
  return said ?? (() => refusedText(refusal));
}

const DETAIL: Partial<Record<ClickRefusal, (about: About) => Text | undefined>> = {
  'already-decided': (about) => inStep(about, (step) => alreadyDecided(step, about.by)),
  'approval-closed': ({ approval }) => closedText(approval),
  'step-closed': (about) => inStep(about, closedStepText),
  'step-expired': (about) => inStep(about, expiredText),
  'no-longer-asked': (about) => inStep(about, (step) => leftText(step, about.by)),
  'not-an-approver': (about) => inStep(about, askOthers),
  'not-your-message': ({ owner }) => owner && (() => belongsTo(owner)),
  outdated:
    ({ approval: { outdatedAt, requester } }) =>
    (nameOf) =>
      `The content was changed${outdatedAt === undefined ? '' : ` ${when(outdatedAt)}`}, after the approval started, so nothing was recorded. ${nameOf(requester)} can start it again.`,
};

function inStep({ approval, step: index }: About, text: (step: Step) => Text | undefined): Text | undefined {
  const step = approval.steps[index];
  return step && text(step);
}

const belongsTo = (owner: SlackUserId) =>
  `These buttons belong to <@${owner}>, so nothing was changed. If you are asked too, use the message that Baton sent to you; if you got none, type \`/baton link\` to connect your account.`;

function alreadyDecided(step: Step, by: PersonId): Text | undefined {
  const own = decisionOf(step, by);
  if (own !== undefined) return () => `Your decision was recorded ${when(own.at)}, so nothing was changed.`;
  const place = step.approvers.find(({ id, decision }) => id === by && decision !== undefined);
  return place && byText('This was decided for you', place);
}

const byText =
  (what: string, approver: Approver): Text =>
  (nameOf) => {
    const decider = deciderOf(approver);
    const at = approver.decision === undefined ? '' : ` ${when(approver.decision.at)}`;
    return `${what}${decider === undefined ? '' : ` by ${nameOf(decider)}`}${at}, so nothing was changed.`;
  };

const lastDecided = (steps: readonly Step[]): Approver | undefined =>
  steps
    .flatMap(({ approvers }) => approvers)
    .filter(({ decision }) => decision !== undefined)
    .sort((one, other) => (other.decision?.sequence ?? 0) - (one.decision?.sequence ?? 0))[0];

const ENDED: Record<Exclude<Approval['status'], 'pending'>, string> = {
  approved: 'This approval was completed',
  rejected: 'This approval was rejected',
  expired: 'This approval expired',
  cancelled: 'This approval was cancelled',
};

function closedText(approval: Approval): Text | undefined {
  if (approval.status === 'pending') return undefined;
  const { status, closedAt } = approval;
  const last = status === 'approved' || status === 'rejected' ? lastDecided(approval.steps) : undefined;
  return last === undefined
    ? () => `${ENDED[status]} ${when(closedAt)}, so nothing was changed.`
    : byText(ENDED[status], last);
}

function closedStepText(step: Step): Text | undefined {
  const last = lastDecided([step]);
  if (step.status === 'approved') return last && byText('This step was approved', last);
  return step.status === 'rejected' ? last && byText('This step was rejected', last) : undefined;
}

function expiredText(step: Step): Text | undefined {
  const due = 'clock' in step ? step.clock?.dueAt : undefined;
  return due === undefined
    ? undefined
    : () =>
        `The time for this decision was over ${when(due)}, so nothing was changed. The requester can start the approval again.`;
}

function leftText(step: Step, by: PersonId): Text | undefined {
  const left = step.approvers.find(({ id }) => id === by)?.left;
  if (left === undefined) return undefined;
  const { to, at, reason } = left;
  if (to !== undefined) return (nameOf) => `This was handed on to ${nameOf(to)} ${when(at)}, so nothing was changed.`;
  return reason === 'no-longer-named'
    ? () => `Since ${when(at)} you are no longer one of the approvers of this step, so nothing was changed.`
    : undefined;
}

function askOthers(step: Step): Text {
  const asked = askedOf(step).map(({ id }) => id);
  return (nameOf) => {
    const who = listed(asked, nameOf);
    const may = who === '' ? '' : ` ${who} can decide.`;
    return `You are not one of the approvers, so nothing was changed.${may} If you should be asked, tell the person who started it; if you are asked under another account, type \`/baton link\`.`;
  };
}
