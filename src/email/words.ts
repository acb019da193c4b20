import type { Approval } from '../approvals/core/model';
import { openStepOf } from '../approvals/core/seat';
import type { People } from '../identity/core/model';
import type { Notification } from '../notifications/core/model';
import { emailOf, type Instant, isExternal, type PersonId } from '../shared/brand';
import { type Html, html } from '../shared/html';
import { noticeOf, type Said } from './notice-words';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

/** What a mail is made of. */
export type Mailed = {
  readonly approval: Approval;
  readonly row: Pick<Notification, 'kind' | 'topic' | 'step' | 'recipient'>;
  readonly people: People;
};

/** Where the reader can go: into a product, or, without an account there, to a page of their own. */
export type Way = { readonly place: 'work-item' | 'page' | 'decision-page'; readonly url: string };

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

const HEADLINE = { approval: 'Approval requested', vote: 'Vote requested' };

const MAX_SUBJECT_CHARS = 200;

export const TEST_MAIL: Mail = {
  subject: 'Test message from Baton',
  text: 'Baton can send e-mail through the service that you chose. Nothing else is to be done.\n',
  html: html`<p>Baton can send e-mail through the service that you chose. Nothing else is to be done.</p>`.markup,
};

/** The same telling always gives the same mail: a service that knows a repeated mail again compares its words. */
export function renderMail(mailed: Mailed, way: Way): Mail {
  const { headline, sentences, facts } = said(mailed);
  const call = (mayDecide(mailed) ? DECIDE : LOOK)[way.place];
  const warnings = way.place === 'decision-page' ? [OWN_LINK] : [];
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

/** The same in one line, for where only a comment can be written. */
export function renderMention(mailed: Mailed): string {
  const call = `${(mayDecide(mailed) ? DECIDE : LOOK).page}.`;
  return [...said(mailed).sentences, call].join(' ');
}

const paragraphs = (sentences: readonly string[]): readonly Html[] => sentences.map((each) => html`<p>${each}</p>`);

const lines = (facts: Said['facts']): readonly Html[] =>
  facts.map(([label, value], index) => html`${index === 0 ? '' : html`<br>`}${label}: ${value}`);

function said(mailed: Mailed): Said {
  const { approval, row } = mailed;
  const about = aboutOf(approval);
  const words = row.kind === 'notice' ? noticeOf(approval, row, about) : requestOf(mailed, about);
  return {
    headline: words.headline,
    sentences: words.sentences.map(oneLine),
    facts: [['About', about], ...words.facts].map(([label = '', value = '']) => [label, oneLine(value)]),
  };
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
    headline: `${isReminder ? 'Reminder: ' : ''}${HEADLINE[what]}: ${about}`,
    sentences: [
      `${isReminder ? 'Reminder: ' : ''}${asker} asks for your ${what}: ${approval.definition.name}, step ${step?.name ?? ''}.`,
      ...place,
    ],
    facts: dueOf(approval, row.step),
  };
}

function dueOf({ steps }: Approval, index: number): Said['facts'] {
  const step = steps[index];
  const clock = step !== undefined && 'clock' in step ? step.clock : undefined;
  return clock === undefined ? [] : [['Due', `${formatUtc(clock.dueAt)} UTC`]];
}

function mayDecide({ approval, row }: Mailed): boolean {
  if (row.recipient === undefined) return false;
  return openStepOf(approval, row.recipient, row.kind === 'notice' ? undefined : row.step).ok;
}

/** Whose place the reader takes, where they are not asked themselves. */
function representedBy(approval: Approval, { recipient, step }: Mailed['row']): PersonId | undefined {
  if (recipient === undefined) return undefined;
  const seat = openStepOf(approval, recipient, step);
  return seat.ok && seat.value.approver.id !== recipient ? seat.value.approver.id : undefined;
}

export const nameOf = (people: People, id: PersonId): string | undefined =>
  isExternal(id) ? emailOf(id) : people.get(id)?.name;

const aboutOf = ({ subject }: Approval): string =>
  oneLine([subject.key, subject.title].filter((part) => part !== '').join(' '));

/** What somebody typed must not look like lines of ours. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const clip = (text: string): string => {
  const characters = [...text];
  return characters.length <= MAX_SUBJECT_CHARS ? text : `${characters.slice(0, MAX_SUBJECT_CHARS - 1).join('')}…`;
};

/** Made where it is used: making it takes longer than all else that a cold process does before it answers a click. */
const formatUtc = (at: Instant): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at);
