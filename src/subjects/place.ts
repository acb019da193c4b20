import type { AdfDocument } from '../atlassian/adf';
import type { Subject, SubjectKey, SubjectState } from './core/model';

/** Whoever knows only the id learns the address with the rest. */
export type KnownSubject = SubjectKey &
  Partial<Pick<Subject, 'url'>> & {
    /** An older version of a page; without it the present one. */
    readonly version?: number;
  };

/** What can be done with subjects of one kind. */
export type Place = {
  load(id: string, siteUrl: string): Promise<SubjectState | undefined>;
  read(subject: KnownSubject): Promise<SubjectState | undefined>;
  hasComment(subject: Subject, marker: string): Promise<boolean>;
  addComment(subject: Subject, document: AdfDocument, marker: string): Promise<void>;
  putProperty(subject: Subject, key: string, value: unknown): Promise<void>;
  transition(subject: Subject, status: string): Promise<void>;
  setField(subject: Subject, field: string, value: string): Promise<void>;
  addLabel(subject: Subject, label: string): Promise<void>;
};
