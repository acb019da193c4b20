import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { needsComment } from '../../approvals/core/cast';
import type { Vote } from '../../approvals/core/definition';
import { type Approval, type DecisionKind, MAX_COMMENT_CHARS } from '../../approvals/core/model';
import type { Seat } from '../../approvals/core/seat';
import { isCalledIn } from '../../approvals/core/steps';
import { context, label, mrkdwn, nameOfSubject, plain, section, when } from '../elements';
import { clip } from '../limits';
import type { Entry } from '../parse';
import { title } from './views';

/** One decision with what has to be said along with it. `inPlaceOf` is mrkdwn. */
export type DecideForm = {
  readonly approval: Approval;
  readonly seat: Seat;
  readonly kind: DecisionKind;
  readonly token: string;
  readonly callback: string;
  readonly inPlaceOf?: string;
};

/** Answered errors stand at these. */
export const COMMENT = 'comment';
export const OPTIONS = 'options';

export const FORM_TITLE: Record<DecisionKind, string> = {
  approve: 'Approve',
  reject: 'Reject',
  'request-changes': 'Request changes',
  abstain: 'Abstain',
  vote: 'Vote',
};
const COMMENT_LABEL: Record<DecisionKind, string> = {
  approve: 'Comment',
  reject: 'Why do you reject it?',
  'request-changes': 'What should be changed?',
  abstain: 'Comment',
  vote: 'Comment',
};

export function renderDecideForm({ approval, seat, kind, token, callback, inPlaceOf }: DecideForm): ModalView {
  const { step } = seat;
  const facts = [plain(approval.definition.name, 150), plain(`Step: ${step.name}`, 150)];
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: token,
    title: title(FORM_TITLE[kind]),
    submit: label(FORM_TITLE[kind]),
    close: label('Cancel'),
    blocks: [
      section(nameOfSubject(approval.subject) || approval.definition.name),
      ...context([
        ...facts,
        ...(inPlaceOf === undefined ? [] : [mrkdwn(`In place of ${inPlaceOf}`)]),
        ...(step.clock === undefined ? [] : [mrkdwn(`Due ${when(step.clock.dueAt)}`)]),
      ]),
      ...(kind === 'vote' && step.vote !== undefined ? [optionInput(step.vote, isSingle(seat))] : []),
      commentInput(kind, needsComment(step, kind)),
    ],
  };
}

/** Whoever was called in decides alone, and so says which one it is to be. */
const isSingle = ({ step, approver }: Seat) => step.vote?.choice === 'single' || isCalledIn(step, approver);

/** Radio buttons and checkboxes hold ten at most; beyond that there is a menu. */
const MAX_BOXES = 10;

function optionInput(vote: Vote, single: boolean): InputBlock {
  const element = { type: elementOf(vote, single), action_id: OPTIONS, options: vote.options.map(toOption) };
  return { type: 'input', block_id: OPTIONS, label: label(single ? 'Your choice' : 'Your choices'), element };
}

type Choosing = 'radio_buttons' | 'static_select' | 'checkboxes' | 'multi_static_select';

function elementOf({ options }: Vote, single: boolean): Choosing {
  const fits = options.length <= MAX_BOXES;
  if (single) return fits ? 'radio_buttons' : 'static_select';
  return fits ? 'checkboxes' : 'multi_static_select';
}

function toOption({ name, rejects }: Vote['options'][number], index: number): PlainTextOption {
  const description = rejects ? { description: label('If it wins, this is rejected.') } : {};
  return { text: plain(clip(name, 75) || `Option ${index + 1}`, 75), value: String(index), ...description };
}

function commentInput(kind: DecisionKind, required: boolean): InputBlock {
  return {
    type: 'input',
    block_id: COMMENT,
    optional: !required,
    label: label(COMMENT_LABEL[kind]),
    element: {
      type: 'plain_text_input',
      action_id: COMMENT,
      multiline: true,
      max_length: MAX_COMMENT_CHARS,
    },
  };
}

/** An option that is no number of ours becomes one that no vote has. */
export function readDecideForm(entries: ReadonlyMap<string, Entry>, kind: DecisionKind) {
  const comment = entries.get(COMMENT)?.text;
  const chosen = entries.get(OPTIONS)?.chosen ?? [];
  const options = chosen.map((value) => (/^\d{1,3}$/.test(value) ? Number(value) : -1));
  return { comment, options: kind === 'vote' ? options : undefined };
}
