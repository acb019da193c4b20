import type { Page } from '../atlassian/confluence-pages';
import { storageText } from '../atlassian/storage-text';
import type { SubjectState } from './core/model';

/** What the engine knows of a page. */
export const toPageState = ({ id, title, spaceKey, url, version, body, labels }: Page): SubjectState => ({
  subject: { kind: 'page', id, key: '', title, url, container: spaceKey },
  facts: { space: [spaceKey], ...(labels.length === 0 ? {} : { label: labels }) },
  involved: version.author === undefined ? {} : { 'last-editor': version.author },
  peopleFields: {},
  content: { version: version.number, parts: { title, body: storageText(body) } },
});
