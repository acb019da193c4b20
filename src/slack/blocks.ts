import type {
  ActionsBlock,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
} from '@slack/types';
import { openStepOf } from '../approvals/core/decide';
import type { Approval, Decision, Step } from '../approvals/core/model';
import { tally } from '../approvals/core/quorum';
import type { People } from '../identity/core/model';
import type { AccountId } from '../shared/brand';
import type { Message } from './client';
import { clip, inert, LIMITS } from './limits';

/** What the message is about, for whom, and the token by which its buttons are known again. */
export type Request = {
  readonly approval: Approval;
  readonly sequence: number;
  readonly step: number;
  readonly recipient: AccountId;
  readonly people: People;
  readonly token: string;
};

export const APPROVE = 'approve';
export const REJECT = 'reject';
const OPEN = 'open';

const HEADLINE: Record<Approval['status'], string> = {
  pending: 'Approval requested',
  approved: 'Approved',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
};

/** The same request always gives the same message: the present state, and buttons only for who may press them. */
export function renderRequest(request: Request): Message {
  const { approval, sequence, step: index, recipient } = request;
  const step = approval.steps[index];
  const mayDecide = openStepOf(approval, recipient);
  const asks = mayDecide.ok && mayDecide.value.index === index;
  const headline = headlineOf(approval, step, asks);

  const blocks: KnownBlock[] = [
    header(`${headline}: ${approval.definition.name}`),
    { type: 'section', text: plain(`${approval.subject.key} · ${approval.subject.title}`, LIMITS.sectionText) },
    ...(step === undefined ? [] : progress(request, step)),
    { ...actions(request, asks), block_id: `actions-${sequence}` },
  ];
  return { text: summary(request, headline, step), blocks };
}

function headlineOf(approval: Approval, step: Step | undefined, asks: boolean): string {
  if (asks || approval.status !== 'pending' || step === undefined) return HEADLINE[approval.status];
  if (step.status === 'approved') return 'Step approved';
  return 'You have decided';
}

function progress(request: Request, step: Step): KnownBlock[] {
  const { approved, needed } = tally(step.quorum, step.approvers);
  const deciders = decidersOf(step);
  const shown = deciders.slice(-(LIMITS.contextElements - 1));
  const more = deciders.length - shown.length;
  const facts: ContextBlock = {
    type: 'context',
    elements: [
      mrkdwn(`Asked by ${nameOf(request, request.approval.requester)}`),
      plain(`Step: ${step.name}`, LIMITS.headerText),
      plain(`${approved} of ${needed} approved`, LIMITS.headerText),
    ],
  };
  if (deciders.length === 0) return [facts];

  const lines = shown.map((each) => mrkdwn(decisionLine(request, each)));
  return [facts, { type: 'context', elements: more > 0 ? [...lines, plain(`and ${more} more`, 50)] : lines }];
}

type Decider = { readonly accountId: AccountId; readonly decision: Decision };

/** In the order in which they decided, which need not be the one in which they are listed. */
const decidersOf = (step: Step): readonly Decider[] =>
  step.approvers
    .flatMap(({ accountId, decision }) => (decision === undefined ? [] : [{ accountId, decision }]))
    .sort((one, other) => one.decision.sequence - other.decision.sequence);

function decisionLine(request: Request, { accountId, decision }: Decider): string {
  const name = accountId === request.recipient ? 'You' : nameOf(request, accountId);
  const mark = decision.kind === 'approve' ? ':white_check_mark:' : ':no_entry:';
  const verb = decision.kind === 'approve' ? 'approved' : 'rejected';
  return `${mark} ${name} ${verb} ${when(decision.at)}`;
}

function actions(request: Request, asks: boolean): ActionsBlock {
  const { approval, token } = request;
  const { key, url } = approval.subject;
  const open: ActionsBlock['elements'][number] = {
    type: 'button',
    action_id: OPEN,
    text: label('Open in Jira'),
    url,
    accessibility_label: `Open ${key} in Jira`,
  };
  if (!asks) return { type: 'actions', elements: [open] };

  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: APPROVE,
        style: 'primary',
        text: label('Approve'),
        value: token,
        accessibility_label: `Approve ${key}`,
      },
      {
        type: 'button',
        action_id: REJECT,
        style: 'danger',
        text: label('Reject'),
        value: token,
        accessibility_label: `Reject ${key}`,
        confirm: {
          title: label('Reject this?'),
          text: plain(`${key} will be rejected. This ends your part in the approval.`, 300),
          confirm: label('Reject'),
          deny: label('Keep it open'),
          style: 'danger',
        },
      },
      open,
    ],
  };
}

/** What notifications and screen readers say: a whole sentence with the state. */
function summary(request: Request, headline: string, step: Step | undefined): string {
  const { approval } = request;
  const { key, title } = approval.subject;
  const about = `${approval.definition.name} for ${key} ${clip(title, 255)}`;
  const last = step === undefined ? undefined : decidersOf(step).at(-1);
  const by = approval.status === 'approved' || approval.status === 'rejected' ? last : undefined;
  const name = by === undefined ? '' : ` by ${request.people.get(by.accountId)?.name ?? 'an approver'}`;
  return clip(inert(`${headline}${name}: ${about}`), LIMITS.fallbackText);
}

/** A mention where the person has a Slack user, which also translates itself; else the name. */
function nameOf({ people }: Request, accountId: AccountId): string {
  const person = people.get(accountId);
  if (person?.slack.type === 'user') return `<@${person.slack.user}>`;
  return person?.name === undefined ? 'another approver' : inert(clip(person.name, 80));
}

/** Slack shows it in the reader's own time zone. */
function when(at: number): string {
  const utc = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(at / 1_000)}^{date_short_pretty} {time}|${utc} UTC>`;
}

const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, LIMITS.headerText) });
const plain = (text: string, maxChars: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, maxChars),
  emoji: false,
});
const label = (text: string): PlainTextElement => ({ type: 'plain_text', text });
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });
