import type { Approval, Step } from '../approvals/core/model';
import { seatOf } from '../approvals/core/seat';
import { readersOf } from '../approvals/core/steps';
import type { People } from '../identity/core/model';
import { changesAskedIn } from '../notifications/core/asked-changes';
import { partsIn } from '../notifications/core/change-words';
import type { Notification } from '../notifications/core/model';
import { emailOf, type Instant, isExternal, type PersonId } from '../shared/brand';
import { type Html, html } from '../shared/html';
import { noticeOf, type Said } from './notice-words';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

/** What a mail is made of. */
export type Mailed = {
  readonly approval: Approval;
  readonly row: Pick<Notification, 'kind' | 'topic' | 'step' | 'recipient' | 'createdAt'>;
  readonly people: People;
  /** What somebody wrote with the decision that is told of. */
  readonly remark?: string;
};

/** Where the reader can go: into a product, or, without an account there, to a page of their own. */
export type Way =
  | { readonly place: 'work-item' | 'page'; readonly url: string }
  /** `until`: when the link ends. */
  | { readonly place: 'decision-page'; readonly url: string; readonly until: Instant };

const DECIDE: Record<Way['place'], string> = {
  'work-item': 'Open the work item and decide in its Approvals panel',
  page: 'Open the page and decide under Approvals, below its title',
  'decision-page': 'Open your page to read it and decide',
};
const LOOK: Record<Way['place'], string> = {
  'work-item': 'Open the work item to see its approvals',
  page: 'Open the page to see its approvals',
  'decision-page': 'Open your page to see it',
};
const OWN_LINK = 'The link is yours alone: whoever has it can decide in your name, so do not forward this message.';

const HEADLINE = { approval: 'Approval requested', vote: 'Vote requested', again: 'Asked again' };

const MAX_SUBJECT_CHARS = 200;

export const TEST_MAIL: Mail = {
  subject: 'Test message from Baton',
  text: 'Baton can send e-mail through the service that you chose. Nothing else is to be done.\n',
  html: html`<p>Baton can send e-mail through the service that you chose. Nothing else is to be done.</p>`.markup,
};

/**
 * The same telling always gives the same mail: a service that knows a repeated mail again compares its words. So it
 * says what holds at the time of the telling, not at that of the try.
 */
export function renderMail(mailed: Mailed, way: Way): Mail {
  const { headline, sentences, facts } = said(mailed);
  const call = (mayDecide(mailed) ? DECIDE : LOOK)[way.place];
  const warnings = way.place === 'decision-page' ? [OWN_LINK, `It works until ${formatUtc(way.until)} UTC.`] : [];
  return {
    subject: clip(headline),
    text: [
      ...sentences,
      '',
      ...facts.map(([label, value]) => `${label}: ${value}`),
      '',
      `${call}:`,
      way.url,
      ...(warnings.length === 0 ? [] : ['', ...warnings]),
      '',
    ].join('\n'),
    html: html`${paragraphs(sentences)}<p>${lines(facts)}</p><p><a href="${way.url}">${call}</a></p>${paragraphs(warnings)}`
      .markup,
  };
}

/** The same in one line, for where only a comment can be written: what approvers wrote is not for everybody there. */
export function renderMention({ remark: _, ...mailed }: Mailed): string {
  const call = `${(mayDecide(mailed) ? DECIDE : LOOK).page}.`;
  return [...said(mailed).sentences, call].join(' ');
}

const paragraphs = (sentences: readonly string[]): readonly Html[] => sentences.map((each) => html`<p>${each}</p>`);

const lines = (facts: Said['facts']): readonly Html[] =>
  facts.map(([label, value], index) => html`${index === 0 ? '' : html`<br>`}${label}: ${value}`);

function said(mailed: Mailed): Said {
  const { approval, row } = mailed;
  const about = aboutOf(approval);
  const words = row.kind === 'notice' ? noticeOf(approval, row, aroundOf(mailed, about)) : requestOf(mailed, about);
  return {
    headline: words.headline,
    sentences: words.sentences.map(oneLine),
    facts: [['About', about], ...words.facts].map(([label = '', value = '']) => [label, oneLine(value)]),
  };
}

function aroundOf({ approval, row, people, remark }: Mailed, about: string) {
  const asked = row.topic === 'changes-requested' ? changesAskedIn(approval.steps[row.step]) : undefined;
  const asker = asked === undefined ? undefined : nameOf(people, asked.decision.by ?? asked.id);
  return { about, asker, remark };
}

function requestOf({ approval, row, people }: Mailed, about: string): Said {
  const step = approval.steps[row.step];
  const what = step?.vote === undefined ? 'approval' : 'vote';
  const asker = nameOf(people, approval.requester) ?? 'A colleague';
  const inPlaceOf = representedBy(approval, row);
  const place =
    inPlaceOf === undefined ? [] : [`You are asked in place of ${nameOf(people, inPlaceOf) ?? 'a colleague'}.`];
  const isReminder = row.kind === 'reminder';
  return {
    headline: `${isReminder ? 'Reminder: ' : ''}${HEADLINE[isAgain(step, row) ? 'again' : what]}: ${about}`,
    sentences: [
      `${isReminder ? 'Reminder: ' : ''}${asker} asks for your ${what}: ${approval.definition.name}, step ${step?.name ?? ''}.`,
      ...(isAgain(step, row) ? [againText(approval)] : []),
      ...place,
      ...calledText({ approval, row, people }),
    ],
    facts: dueOf(approval, row.step),
  };
}

const isAgain = (step: Step | undefined, { kind, recipient }: Mailed['row']): boolean =>
  kind === 'approval-request' &&
  recipient !== undefined &&
  step !== undefined &&
  (readersOf(step).get(recipient) ?? 0) > 0;

function againText({ askedAgain }: Approval): string {
  const parts = partsIn(askedAgain?.changes ?? []);
  return parts === '' ? 'You are asked again.' : `You are asked again, because this was changed: ${parts}.`;
}

/** Who had the reader asked, and why, where the definition does not name them. */
function calledText({ approval, row, people }: Mailed): readonly string[] {
  const place = approval.steps[row.step]?.approvers.find(({ id, left }) => id === row.recipient && left === undefined);
  if (place?.called === undefined) return [];
  const { by, reason } = place.called;
  return [`${nameOf(people, by) ?? 'A colleague'} had you asked: “${reason}”`];
}

function dueOf({ steps }: Approval, index: number): Said['facts'] {
  const step = steps[index];
  const clock = step !== undefined && 'clock' in step ? step.clock : undefined;
  return clock === undefined ? [] : [['Due', `${formatUtc(clock.dueAt)} UTC`]];
}

function mayDecide({ approval, row }: Mailed): boolean {
  if (row.recipient === undefined) return false;
  return seatOf(approval, row.recipient, { at: row.createdAt, only: row.kind === 'notice' ? undefined : row.step }).ok;
}

/** Whose place the reader takes, where they are not asked themselves. */
function representedBy(approval: Approval, { recipient, step, createdAt }: Mailed['row']): PersonId | undefined {
  if (recipient === undefined) return undefined;
  const seat = seatOf(approval, recipient, { at: createdAt, only: step });
  return seat.ok && seat.value.approver.id !== recipient ? seat.value.approver.id : undefined;
}

export const nameOf = (people: People, id: PersonId): string | undefined =>
  isExternal(id) ? emailOf(id) : people.get(id)?.name;

export const aboutOf = ({ subject }: Approval): string =>
  oneLine([subject.key, subject.title].filter((part) => part !== '').join(' '));

/** What somebody typed must not look like lines of ours. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const clip = (text: string): string => {
  const characters = [...text];
  return characters.length <= MAX_SUBJECT_CHARS ? text : `${characters.slice(0, MAX_SUBJECT_CHARS - 1).join('')}…`;
};

/** Made where it is used: making it takes longer than all else that a cold process does before it answers a click. */
const formatUtc = (at: Instant): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at);
