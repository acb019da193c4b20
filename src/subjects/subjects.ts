import type { Effect } from '../approvals/core/definition';
import type { Approval } from '../approvals/core/model';
import { type AdfDocument, document, lines, mention as mentionOf, paragraph, text as textOf } from '../atlassian/adf';
import type { Confluence } from '../atlassian/confluence';
import type { Jira } from '../atlassian/jira';
import type { Telling } from '../notifications/core/surfaces';
import type { AccountId } from '../shared/brand';
import { TransientError } from '../shared/errors';
import type { Subject, SubjectKey, SubjectState } from './core/model';
import { adfOfOutcome } from './outcome-comment';
import { createPages } from './page';
import type { KnownSubject, Place } from './place';
import { toStateProperty } from './state-property';
import { createWorkItems } from './work-item';

/** Under this key JQL and automation find a subject's approvals. */
const PROPERTY = 'baton-approval';
const PROPERTY_ROUNDS = 3;

type Deps = {
  jira: Jira;
  confluence: Confluence;
  /** All approvals of the subject, as they are now. */
  approvalsOf: (subject: SubjectKey) => Promise<readonly Approval[]>;
};

/** What is told, as far as it matters to a subject. */
type Told = Pick<Telling, 'approval'> & { readonly row: Pick<Telling['row'], 'key'> };

/** What approvals are about, in either product: read there, and written there. */
export function createSubjects({ jira, confluence, approvalsOf }: Deps) {
  const places: Record<Subject['kind'], Place> = {
    'work-item': createWorkItems({ jira }),
    page: createPages({ confluence }),
  };

  /** Read as the person who asks, so that nobody starts or sees anything on what the product hides from them. */
  const load = ({ kind, id }: SubjectKey, siteUrl: string): Promise<SubjectState | undefined> =>
    places[kind].load(id, siteUrl);

  /** Read as the app; undefined when it is gone. */
  const read = (subject: KnownSubject): Promise<SubjectState | undefined> => places[subject.kind].read(subject);

  /** What is being decided on, as text: the page's version that the approval is bound to, or the work item as it is. */
  async function contentOf({ subject, basis, terms }: Approval) {
    const { version } = basis;
    const state = await read({ ...subject, ...(version === undefined ? {} : { version }) });
    if (state === undefined) return undefined;
    const names = Object.keys(basis.parts).filter((name) => name !== 'title' && name !== 'summary');
    const parts = names.length === 0 ? terms.changes.parts : names;
    return {
      title: state.subject.title,
      ...(version === undefined ? {} : { version }),
      paragraphs: parts.flatMap((name) =>
        (state.content.parts[name] ?? '').split(/\n+/).filter((line) => line.trim() !== ''),
      ),
    };
  }

  async function comment({ approval, row }: Told, mayExist: boolean): Promise<void> {
    await say(approval.subject, adfOfOutcome(approval), { marker: row.key, mayExist });
  }

  /**
   * Several approvals of one subject write the same property, and whatever comes last stays. So the one who has written
   * looks again, and puts right what has changed since it looked.
   */
  async function property({ approval: { subject } }: Pick<Told, 'approval'>): Promise<void> {
    let shown = toStateProperty(await approvalsOf(subject));
    for (let round = 0; round < PROPERTY_ROUNDS; round += 1) {
      await places[subject.kind].putProperty(subject, PROPERTY, shown);
      const present = toStateProperty(await approvalsOf(subject));
      if (JSON.stringify(present) === JSON.stringify(shown)) return;
      shown = present;
    }
    throw new TransientError('the state of the subject kept changing');
  }

  async function effect({ approval, row }: Told, what: Effect, mayExist: boolean): Promise<void> {
    const { subject } = approval;
    const place = places[subject.kind];
    switch (what.type) {
      case 'transition':
        return place.transition(subject, what.to);
      case 'set-field':
        return place.setField(subject, what.field, what.value);
      case 'add-label':
        return place.addLabel(subject, what.label);
      case 'comment':
        return say(subject, document(...lines(what.text)), { marker: row.key, mayExist });
    }
  }

  type Said = { readonly marker: string; readonly mayExist: boolean };

  async function say(subject: Subject, text: AdfDocument, { marker, mayExist }: Said): Promise<void> {
    const place = places[subject.kind];
    if (mayExist && (await place.hasComment(subject, marker))) return;
    await place.addComment(subject, text, marker);
  }

  /** Brings a page to the notice of somebody whom no mail can reach. */
  async function mention(
    subject: Subject,
    accountId: AccountId,
    text: string,
    marker: string,
    mayExist: boolean,
  ): Promise<void> {
    await say(subject, document(paragraph(mentionOf(accountId), ...textOf(` ${text}`))), { marker, mayExist });
  }

  return { load, read, contentOf, comment, property, effect, mention };
}
