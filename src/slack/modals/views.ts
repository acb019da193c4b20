import type { KnownBlock, ModalView } from '@slack/types';
import { PermanentError } from '../../shared/errors';
import { label, mrkdwn, plain, section } from '../elements';
import { clip, LIMITS } from '../limits';

/** What every modal of Baton's is made of. Slack cuts nothing: a title that is too long is refused. */
const TITLE_CHARS = 24;

export const title = (text: string) => plain(text, TITLE_CHARS);

/** Shown before anything is read: what opens a modal lives for three seconds. */
export const loadingView = (name: string): ModalView => ({
  type: 'modal',
  title: title(name),
  close: label('Close'),
  blocks: [section('Loading… If this does not change within a few seconds, close it and click again.')],
});

/** Nothing more to enter. `text` is mrkdwn; what somebody wrote in vain is shown, so that it is not lost. */
export const textView = (name: string, text: string, kept?: string): ModalView => ({
  type: 'modal',
  title: title(name),
  close: label('Close'),
  blocks: [
    { type: 'section', text: mrkdwn(clip(text, LIMITS.sectionText)) },
    ...(kept === undefined || kept.trim() === '' ? [] : keptBlocks(kept)),
  ],
});

const GONE: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

/** The modal was closed meanwhile, or shows something newer: nobody misses what it was to show. */
export const isGone = (error: unknown): boolean => error instanceof PermanentError && GONE.has(error.code);

const keptBlocks = (kept: string): KnownBlock[] => [
  section('This is what you wrote. It was not recorded; copy it if you need it.'),
  section(kept),
];
