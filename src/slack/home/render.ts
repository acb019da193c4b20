import type { ActionsBlock, Button, HomeView, KnownBlock } from '@slack/types';
import type { DelegationRule } from '../../approvals/core/delegation';
import type { Approval, OpenStep } from '../../approvals/core/model';
import { isUndecided } from '../../approvals/core/steps';
import { progressText } from '../blocks';
import { openButton, remindButton, requestButtons } from '../buttons';
import { context, header, label, mrkdwn, nameOfSubject, personIn, plain, section, when } from '../elements';
import { clip, LIMITS } from '../limits';
import type { Trust } from '../who';
import { DELEGATE, DIGEST, END_DELEGATION, REFRESH, SETTINGS, stepToken } from './actions';
import { digestText } from './digest-text';
import { type AskedItem, type HomeContent, SHOWN_ASKED, SHOWN_DELEGATIONS, SHOWN_STARTED } from './model';

type Linked = Extract<HomeContent, { linked: true }>;

/** The same content always gives the same page. */
export function renderHome(content: HomeContent): HomeView {
  const blocks = [
    ...(content.said === undefined ? [] : [told(content.said)]),
    ...(content.linked ? ofPerson(content) : stranger()),
  ];
  return { type: 'home', blocks };
}

const told = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(clip(text, LIMITS.sectionText)) });

const stranger = (): KnownBlock[] => [
  header('Welcome to Baton'),
  section('Baton does not know yet which Atlassian account is yours.'),
  told('Type `/baton link` in any conversation, and follow the link while you are signed in to Jira or Confluence.'),
  actions([button(REFRESH, 'Look again', 'again')]),
];

function ofPerson(content: Linked): KnownBlock[] {
  return [
    header('Waiting for you'),
    ...(content.asked.length === 0 ? [section('Nothing waits for your decision.')] : []),
    ...content.asked.slice(0, SHOWN_ASKED).flatMap((item) => askedBlocks(item, content)),
    ...(content.more > 0 ? context([plain(`… and ${content.more} more`, 50)]) : []),
    ...startedBlocks(content),
    { type: 'divider' },
    ...delegationBlocks(content),
    ...settingsBlocks(content),
  ];
}

function askedBlocks({ approval, seat, token }: AskedItem, { account, people, behaviour }: Linked): KnownBlock[] {
  const { step, approver } = seat;
  const { subject, definition, requester } = approval;
  return [
    section(nameOfSubject(subject) || definition.name),
    ...context([
      plain(definition.name, 150),
      mrkdwn(`Asked by ${personIn(people, requester)}`),
      plain(`Step: ${step.name}, ${progressText(step)}`, 300),
      ...(approver.id === account ? [] : [mrkdwn(`*Delegated to you* by ${personIn(people, approver.id)}`)]),
      ...(step.clock === undefined ? [] : [mrkdwn(`Due ${when(step.clock.dueAt)}`)]),
    ]),
    actions(requestButtons(subject, token, step, { view: true, behaviour })),
  ];
}

/** What the person asked for, each with its first open step. */
function startedBlocks(content: Linked): KnownBlock[] {
  const { started } = content;
  if (started.length === 0) return [];
  const more = started.length - SHOWN_STARTED;
  return [
    header('Asked by you'),
    ...started.slice(0, SHOWN_STARTED).flatMap((approval) => startedBlock(approval, content)),
    ...(more > 0 ? context([plain(`… and ${more} more`, 50)]) : []),
  ];
}

function startedBlock(approval: Approval, { behaviour }: Linked): KnownBlock[] {
  const { subject, definition } = approval;
  const index = approval.steps.findIndex((step) => step.status === 'open' && step.approvers.some(isUndecided));
  const step = approval.steps[index];
  const mayRemind =
    step?.status === 'open' &&
    approval.outdatedAt === undefined &&
    behaviour.actWithoutLogin &&
    behaviour.actionButtons;
  return [
    section(nameOfSubject(subject) || definition.name),
    ...context([plain(definition.name, 150), ...(step?.status === 'open' ? stateOf(step) : [])]),
    actions([...(mayRemind ? [remindButton(subject, stepToken(approval.id, index))] : []), openButton(subject)]),
  ];
}

const stateOf = (step: OpenStep) => [plain(`Step: ${step.name}, ${progressText(step)}`, 300)];

function delegationBlocks({ delegations, at, people, behaviour }: Linked): KnownBlock[] {
  const lasting = delegations.filter(({ until }) => until > at).sort((one, other) => one.from - other.from);
  const more = lasting.length - SHOWN_DELEGATIONS;
  return [
    header('While you are away'),
    ...(lasting.length === 0 ? [section('Nobody decides in your place.')] : []),
    ...lasting.slice(0, SHOWN_DELEGATIONS).map(
      (rule): KnownBlock => ({
        type: 'section',
        text: mrkdwn(ruleText(rule, at, (id) => personIn(people, id))),
        ...(behaviour.actWithoutLogin ? { accessory: button(END_DELEGATION, 'End', rule.id) } : {}),
      }),
    ),
    ...(more > 0 ? context([plain(`… and ${more} more`, 50)]) : []),
    behaviour.actWithoutLogin
      ? actions([button(DELEGATE, 'Delegate…', 'delegate')])
      : section('You can change this on My approvals in Jira.'),
  ];
}

function ruleText(
  { from, until, to, definitions }: DelegationRule,
  at: number,
  nameOf: (id: DelegationRule['to'][number]) => string,
) {
  const begins = from > at ? `from ${when(from)} ` : '';
  const which =
    definitions === 'all'
      ? ''
      : ` for ${definitions.length} ${definitions.length === 1 ? 'definition' : 'definitions'}`;
  return `${to.map(nameOf).join(', ')} may decide in your place${which} ${begins}until ${when(until)}`;
}

const TRUST: Record<Trust, string> = {
  verified: 'You confirmed that this Slack user is you.',
  admin: 'An administrator connected this Slack user to your Atlassian account.',
  'email-match': 'Baton found you by your e-mail address. Type `/baton link` to confirm that it is you.',
};

function settingsBlocks({ preferences, trust }: Linked): KnownBlock[] {
  const quiet = preferences?.quietHours;
  const zone = preferences === undefined ? '' : ` (${preferences.timeZone})`;
  const text = quiet === undefined ? 'Quiet hours: none' : `Quiet hours: ${quiet.from} to ${quiet.to}${zone}`;
  return [
    header('Your settings'),
    section(text),
    { type: 'section', text: mrkdwn(clip(digestText(preferences).join('\n'), LIMITS.sectionText)) },
    actions([button(SETTINGS, 'Quiet hours…', 'settings'), button(DIGEST, 'Daily digest…', 'digest')]),
    ...context([mrkdwn(TRUST[trust])]),
  ];
}

const actions = (elements: ActionsBlock['elements']): ActionsBlock => ({ type: 'actions', elements });
const button = (action: string, text: string, value: string): Button => ({
  type: 'button',
  action_id: action,
  text: label(text),
  value,
});
