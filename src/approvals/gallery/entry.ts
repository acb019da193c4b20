import { toAccountId } from '../../shared/brand';
import type { Asked, Deadline, Draft, StepDefinition, Terms } from '../core/definition';

/** What an admin has to say before the definition can be saved; `field` is its path in the draft. */
export type Blank = {
  readonly field: string;
  readonly needs: 'people' | 'person' | 'groups' | 'emails' | 'projects' | 'spaces';
  readonly question: string;
};

export type GalleryEntry = {
  readonly key: string;
  readonly title: string;
  /** When to use it. */
  readonly about: string;
  readonly blanks: readonly Blank[];
  readonly draft: Draft;
};

export const HOUR = 60;
export const DAY = 24 * HOUR;

/** Not an account: the definition cannot be saved with it. */
export const NOBODY_YET = toAccountId('');
export const PEOPLE: Asked = { type: 'user', people: [] };
export const GROUP: Asked = { type: 'group', groups: [] };
export const EMAILS: Asked = { type: 'external', emails: [] };

export const step = (name: string, asks: Asked, more: Partial<StepDefinition> = {}): StepDefinition => ({
  name,
  together: false,
  asks,
  quorum: { type: 'any' },
  allow: { requestChanges: true, abstain: false },
  comment: 'on-reject',
  exclude: ['requester'],
  ...more,
});

export const due = (minutes: number, more: Partial<Deadline> = {}): Deadline => ({
  dueInMinutes: minutes,
  remindBeforeMinutes: [],
  escalate: [],
  onExpiry: 'expire',
  ...more,
});

export const terms = (onChange: Terms['changes']['onChange'], more: Partial<Terms> = {}): Terms => ({
  changes: { onChange, parts: [], ignoreMinorEdits: true, ignoreWhitespace: true },
  undoMinutes: 5,
  onApproved: [],
  onRejected: [],
  ...more,
});

export const people = (index: number, question: string): Blank => ({
  field: `steps[${index}].asks.people`,
  needs: 'people',
  question,
});
export const group = (index: number, question: string): Blank => ({
  field: `steps[${index}].asks.groups`,
  needs: 'groups',
  question,
});
