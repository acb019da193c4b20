import type { AccountId } from '../../shared/brand';
import type { SubjectKey } from './model';

/** What Baton does with a product event. */
export type KnownSubjectEvent =
  | {
      readonly type: 'subject-changed';
      readonly subject: SubjectKey;
      readonly actor?: AccountId;
      /** Its editor said that nobody needs to be told. */
      readonly minor: boolean;
      readonly created: boolean;
      readonly dedupeKey: string;
    }
  | { readonly type: 'subject-deleted'; readonly subject: SubjectKey; readonly dedupeKey: string };

/** Everything that Baton does not know is `unsupported`, never an error. */
export type SubjectEvent = KnownSubjectEvent | { readonly type: 'unsupported'; readonly eventType: string };
