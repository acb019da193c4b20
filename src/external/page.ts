import { needsComment } from '../approvals/core/cast';
import type { Approval, DecisionKind, Step } from '../approvals/core/model';
import { deciderOf } from '../approvals/core/steps';
import type { PersonId } from '../shared/brand';
import { type Html, html, NOTHING } from '../shared/html';
import { type PageAnswer, toPage } from './document';
import type { Sent } from './form';
import type { Standing } from './standing';
import { BUTTON, commentHint, type Fault, formatUtc, whatWasDecided } from './words';

/** What is decided on, as text. */
export type Content = {
  readonly title: string;
  readonly version?: number;
  readonly paragraphs: readonly string[];
};

export type Shown = {
  readonly approval: Approval;
  readonly sequence: number;
  readonly nameOf: (id: PersonId) => string;
  /** Undefined where the product did not give it: the record knows how each part begins. */
  readonly content: Content | undefined;
};

type Open = Extract<Standing, { type: 'open' }>;

/** What was sent, and what is wrong with it. */
export type Returned = { readonly fault: Fault; readonly sent: Pick<Sent, 'comment' | 'options'> };

export function renderForm(open: Open, shown: Shown, status: number, returned?: Returned): PageAnswer {
  const { approval, nameOf } = shown;
  const title = `${open.step.vote === undefined ? 'Approval' : 'Vote'} requested: ${approval.definition.name}`;
  const place =
    open.inPlaceOf === undefined
      ? NOTHING
      : html`<p>You are asked in place of <bdi>${nameOf(open.inPlaceOf)}</bdi>.</p>`;
  return toPage(
    status,
    returned === undefined ? title : `Not recorded yet: ${title}`,
    html`<h1 dir="auto">${title}</h1>
${returned === undefined ? NOTHING : html`<p class="fault" role="alert">${returned.fault.text}</p>`}
${place}
${facts(shown, open.step)}
${contentOf(shown)}
${changesOf(approval)}
${decisionsOf(shown, open.step)}
<h2 id="answer">Your decision</h2>
<form method="post" aria-labelledby="answer">
${hidden(shown)}
${optionsOf(open, returned)}
${commentField(open, returned)}
<p class="hint">What you decide is recorded with your e-mail address.</p>
<div class="buttons">${open.kinds.map(button)}</div>
</form>`,
  );
}

export const hidden = ({ approval, sequence }: Shown): Html =>
  html`<input type="hidden" name="seen" value="${sequence}"><input type="hidden" name="basis" value="${basisOf(approval)}">`;

/** The content that a decision is held to. */
export const basisOf = ({ basis, changed }: Approval): string => changed?.digest ?? basis.digest;

export function facts({ approval, nameOf, content }: Shown, step: Step): Html {
  const { subject, basis } = approval;
  const version = content?.version ?? basis.version;
  const clock = 'clock' in step ? step.clock : undefined;
  const rows: readonly (readonly [string, string])[] = [
    ['About', [subject.key, subject.title].filter((part) => part !== '').join(' ')],
    ...(version === undefined ? [] : [['Version', String(version)] as const]),
    ['Asked by', nameOf(approval.requester)],
    ['Approval', approval.definition.name],
    ['Step', step.name],
    ...(clock === undefined ? [] : [['Due', formatUtc(clock.dueAt)] as const]),
  ];
  return html`<dl>${rows.map(([label, value]) => html`<dt>${label}</dt><dd dir="auto">${value}</dd>`)}</dl>`;
}

function contentOf({ approval, content }: Shown): Html {
  if (content !== undefined) {
    return html`<h2>What you decide on</h2>
<section class="content" aria-label="Content"><p dir="auto"><strong>${content.title}</strong></p>${content.paragraphs.map(toParagraph)}</section>`;
  }
  const parts = Object.entries(approval.basis.parts);
  return html`<h2>What you decide on</h2>
<p>The whole content cannot be shown at the moment. This is how it begins; ask for the rest before you decide.</p>
<section class="content" aria-label="Content">${parts.map(([part, { excerpt }]) => html`<p dir="auto"><strong>${part}</strong>: ${excerpt}</p>`)}</section>`;
}

const toParagraph = (text: string): Html => html`<p dir="auto">${text}</p>`;

function changesOf({ changed }: Approval): Html {
  if (changed === undefined || changed.changes.length === 0) return NOTHING;
  return html`<h2>What has changed since it was asked</h2>
<ul>${changed.changes.map(({ part, before, after }) => html`<li><strong>${part}</strong>: <bdi>${before}</bdi> became <bdi>${after}</bdi></li>`)}</ul>`;
}

export function decisionsOf({ nameOf }: Shown, step: Step): Html {
  const lines = step.approvers.flatMap((approver) => {
    const { id, decision } = approver;
    const by = deciderOf(approver);
    if (decision === undefined || by === undefined) return [];
    const place = by === id ? NOTHING : html` in place of <bdi>${nameOf(id)}</bdi>`;
    return [
      html`<li><bdi>${nameOf(by)}</bdi> ${whatWasDecided(step, decision, false)}${place} on ${formatUtc(decision.at)}</li>`,
    ];
  });
  return html`<h2>Decided so far in this step</h2>${lines.length === 0 ? html`<p>Nobody yet.</p>` : html`<ul>${lines}</ul>`}`;
}

function optionsOf({ step, oneOption }: Open, returned: Returned | undefined): Html {
  if (step.vote === undefined) return NOTHING;
  const chosen = returned?.sent.options ?? [];
  const type = oneOption ? 'radio' : 'checkbox';
  const options = step.vote.options.map(({ name, rejects }, index) => {
    const checked = chosen.includes(index) ? html` checked` : NOTHING;
    const remark = rejects ? html` (rejects)` : NOTHING;
    return html`<label class="option"><input type="${type}" name="option" value="${index}"${checked}><span dir="auto">${name}${remark}</span></label>`;
  });
  const { attributes, message } = faultAt('options', returned);
  return html`<fieldset${attributes}><legend>${oneOption ? 'Choose one' : 'Choose one or more'}</legend>${message}${options}</fieldset>`;
}

function commentField({ step, kinds }: Open, returned: Returned | undefined): Html {
  const needed = kinds.filter((kind) => needsComment(step, kind));
  const { attributes, message } = faultAt('comment', returned);
  // The parser takes away one line break at the beginning.
  return html`<label for="comment">Comment</label><p class="hint" id="comment-hint">${commentHint(needed)}</p>${message}
<textarea id="comment" name="comment" rows="5"${attributes}>
${returned?.sent.comment ?? ''}</textarea>`;
}

/** Told to screen readers together with the field. */
function faultAt(field: 'comment' | 'options', returned: Returned | undefined): { attributes: Html; message: Html } {
  const hint = field === 'comment' ? 'comment-hint' : '';
  if (returned?.fault.at !== field) {
    return { attributes: hint === '' ? NOTHING : html` aria-describedby="${hint}"`, message: NOTHING };
  }
  return {
    attributes: html` aria-invalid="true" aria-describedby="${`${field}-fault ${hint}`.trim()}"`,
    message: html`<p class="fault" id="${field}-fault">${returned.fault.text}</p>`,
  };
}

const button = (kind: DecisionKind): Html => html`<button name="decision" value="${kind}">${BUTTON[kind]}</button>`;
