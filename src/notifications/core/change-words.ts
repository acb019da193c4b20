import type { Change } from '../../subjects/core/model';

/** What a part of the content is called where people read it. Fields of a work item are called by their id. */
const NAMES: Readonly<Record<string, string>> = { body: 'text of the page' };

export const partName = (part: string): string => (Object.hasOwn(NAMES, part) ? (NAMES[part] ?? part) : part);

export const partsIn = (changes: readonly Change[]): string => changes.map(({ part }) => partName(part)).join(', ');
