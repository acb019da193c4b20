import type { AccountId } from '../../shared/brand';

/** What an approval is about. `id` is the product's own id, which outlives a renamed key or a moved page. */
export type Subject = {
  readonly kind: 'work-item' | 'page';
  readonly id: string;
  /** The key of a work item; a page has none and is called by its title. */
  readonly key: string;
  readonly title: string;
  readonly url: string;
  /** The key of the project or space that it lies in. */
  readonly container: string;
};

/** What people call it, which may change. */
export type SubjectName = Pick<Subject, 'key' | 'title'>;

export type SubjectKey = Pick<Subject, 'kind' | 'id'>;

/** One word for index rows and keys. */
export const subjectRef = (subject: SubjectKey) => `${subject.kind}:${subject.id}`;

/**
 * What conditions ask about: `project`, `type`, `status`, `label`, `priority`, `space`, and `field:<id>`, each with all
 * its values as text. What a subject lacks is missing.
 */
export type Facts = Readonly<Record<string, readonly string[]>>;

/** A user or group field of a work item. */
export type PeopleField = { readonly users: readonly AccountId[]; readonly groups: readonly string[] };

/** The people who must not approve what they made. */
export type Involved = {
  readonly assignee?: AccountId;
  readonly reporter?: AccountId;
  readonly 'last-editor'?: AccountId;
};

/** All that the engine needs to know of a subject, read at once from the product. */
export type SubjectState = {
  readonly subject: Subject;
  readonly facts: Facts;
  readonly involved: Involved;
  readonly peopleFields: Readonly<Record<string, PeopleField>>;
  /** The content by part: `title` and `body` of a page, the fields of a work item; as text. */
  readonly content: { readonly version?: number; readonly parts: Readonly<Record<string, string>> };
};

/** What was decided on. `digest` names the whole; each part has a hash of its own and the beginning of its text. */
export type Fingerprint = {
  readonly digest: string;
  readonly version?: number;
  readonly parts: Readonly<Record<string, { readonly hash: string; readonly excerpt: string }>>;
};

/** One part that is no longer what it was. */
export type Change = { readonly part: string; readonly before: string; readonly after: string };
