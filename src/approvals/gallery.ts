import { acceptance, contract, purchase } from './gallery/business';
import { access, change, release, urgentChange } from './gallery/changes';
import { choice, documentReview, policyPage } from './gallery/documents';
import type { GalleryEntry } from './gallery/entry';

export type { Blank } from './gallery/entry';

/** Ready definitions, in the order in which they are offered. */
export const GALLERY: readonly GalleryEntry[] = [
  change,
  urgentChange,
  purchase,
  policyPage,
  release,
  access,
  documentReview,
  choice,
  contract,
  acceptance,
];
