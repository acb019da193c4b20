import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Approval, OpenStep, Step } from '../approvals/core/model';
import { isUndecided } from '../approvals/core/steps';
import type { People } from '../identity/core/model';
import { askingOf, NOT_IN_CHANNEL } from '../notifications/core/channel';
import { outcomeText } from '../notifications/core/outcome-words';
import type { AccountId, PersonId, SlackTeamId } from '../shared/brand';
import type { SlackBehaviour } from './behaviour';
import { stepFacts, summary } from './blocks';
import { openButton, requestButtons } from './buttons';
import type { Message } from './client';
import { header, mrkdwn, nameOfSubject, personIn, plain, section, seenIn } from './elements';
import { askingHeadline, OUTCOME_HEADLINE, SUPERSEDED } from './headlines';
import { inert, LIMITS } from './limits';
import { OUTCOME } from './notices';

/** The same as a request to one person, told to everybody in a channel. */
export type ChannelRequest = {
  readonly approval: Approval;
  readonly sequence: number;
  readonly step: number;
  /** The asking that the message belongs to. */
  readonly round: number;
  readonly team: SlackTeamId;
  readonly people: People;
  /** Who is known to be in the channel: nobody else would hear of being mentioned there. */
  readonly members: readonly AccountId[];
  readonly token: string;
  readonly behaviour?: SlackBehaviour | undefined;
};

/** Whoever is mentioned is notified, so no more than these are. */
const NAMED = 10;

/** Nothing in it is meant for one person: what a press means for them is said to them alone. */
export function renderChannelRequest(request: ChannelRequest): Message {
  const { approval, sequence, step: index } = request;
  const step = approval.steps[index];
  const told = { approval, people: seenIn(request.team, request.people) };
  const open = askedNow(request, step);
  const headline = headlineOf(request, step);
  const blocks: KnownBlock[] = [
    header(`${headline}: ${approval.definition.name}`),
    section(nameOfSubject(approval.subject)),
    ...(step === undefined ? [] : stepFacts(told, step)),
    ...(open === undefined ? [] : waitingFor(open, mentionable(request.members, told.people))),
    { ...actions(request, open), block_id: `actions-${sequence}` },
  ];
  return { text: summary(told, headline, step), blocks };
}

/** Where somebody may decide by this message. */
function askedNow({ approval, round }: ChannelRequest, step: Step | undefined): OpenStep | undefined {
  if (step?.status !== 'open' || approval.status !== 'pending' || approval.outdatedAt !== undefined) return undefined;
  return round === askingOf(step) && step.approvers.some(isUndecided) ? step : undefined;
}

function headlineOf({ approval, round }: ChannelRequest, step: Step | undefined): string {
  if (approval.status !== 'pending') return OUTCOME_HEADLINE[approval.status];
  if (step === undefined) return askingHeadline(step, round);
  if (approval.outdatedAt !== undefined) return 'Outdated';
  switch (step.status) {
    case 'open':
      if (round < askingOf(step)) return SUPERSEDED;
      return step.approvers.some(isUndecided) ? askingHeadline(step, round) : 'Everybody has answered';
    case 'approved':
      return 'Step approved';
    case 'returned':
      return 'Changes requested';
    case 'waiting':
    case 'resolving':
      return 'Not open yet';
    case 'rejected':
    case 'skipped':
    case 'left-out':
    case 'expired':
      return 'Step over';
  }
}

function waitingFor({ approvers }: OpenStep, people: People): KnownBlock[] {
  const waiting = approvers.filter(isUndecided);
  const standIns = [...new Set(waiting.flatMap(({ delegates }) => delegates.map(({ id }) => id)))];
  const lines = [
    `Waiting for ${listed(
      waiting.map(({ id }) => id),
      people,
    )}`,
    ...(standIns.length === 0 ? [] : [`In their place: ${listed(standIns, people)}`]),
  ];
  return lines.map((text) => ({ type: 'section', text: mrkdwn(text) }));
}

/** Of the others only the names are told. */
const mentionable = (members: readonly AccountId[], people: People): People =>
  new Map(
    [...people].map(([id, person]) => [
      id,
      members.includes(id) ? person : { ...person, slack: { type: 'none', reason: NOT_IN_CHANNEL } },
    ]),
  );

function listed(ids: readonly PersonId[], people: People): string {
  const more = ids.length - NAMED;
  const names = ids.slice(0, NAMED).map((id) => personIn(people, id));
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

function actions({ approval, token, behaviour }: ChannelRequest, open: OpenStep | undefined): ActionsBlock {
  const more = { view: approval.status === 'pending', ...(behaviour === undefined ? {} : { behaviour }) };
  return { type: 'actions', elements: requestButtons(approval.subject, token, open, more) };
}

/** How it ended, for those who follow the thread. */
export function renderChannelOutcome(approval: Approval): Message {
  const { definition, subject } = approval;
  const headline = OUTCOME[approval.status];
  const text = `${headline}: ${outcomeText(approval)}`;
  return {
    text: inert(`${headline}: ${definition.name} for ${nameOfSubject(subject)}`, LIMITS.fallbackText),
    blocks: [
      { type: 'section', text: plain(text, LIMITS.sectionText) },
      { type: 'actions', elements: [openButton(subject)] },
    ],
  };
}
