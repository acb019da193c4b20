import type { Change, Fingerprint } from './model';

/** Part by part; what only one of them has was added or taken away. Only the beginning of each text is known. */
export function changesBetween(basis: Fingerprint, seen: Fingerprint): readonly Change[] {
  const parts = new Set([...Object.keys(basis.parts), ...Object.keys(seen.parts)]);
  return [...parts].flatMap((part) => {
    const [before, after] = [basis.parts[part], seen.parts[part]];
    return before?.hash === after?.hash ? [] : [{ part, before: before?.excerpt ?? '', after: after?.excerpt ?? '' }];
  });
}
