export type SubjectInput = { kind: 'work-item' | 'page'; id: string };

const KEY = /(?:^|\/)([A-Za-z][A-Za-z0-9_]+-\d+)(?:$|[?#/])/;
const PAGE = /(?:^|\/pages\/)(\d+)(?:$|[?#/])/;

/** A key, a page id, or the address of either as it was copied from the browser; undefined when it is neither. */
export function toSubject(entered: string): SubjectInput | undefined {
  const text = entered.trim();
  const page = PAGE.exec(text)?.[1];
  if (page !== undefined) return { kind: 'page', id: page };
  const key = KEY.exec(text)?.[1];
  return key === undefined ? undefined : { kind: 'work-item', id: key.toUpperCase() };
}
