import type { Beans } from './beans';
import type { WorkItemRecord } from './store';

/** The fields asked for: names, `*all`, `*navigable`, and names with a minus before them. Unknown names are ignored. */
export function selectFields(beans: Beans, item: WorkItemRecord, asked: readonly string[]): Record<string, unknown> {
  const names = asked
    .flatMap((each) => each.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const left = new Set(names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const wanted = names.filter((name) => !name.startsWith('-'));
  const all = wanted.length === 0 || wanted.includes('*all');
  const isWanted = (name: string) =>
    !left.has(name) && (all || wanted.includes(name) || (wanted.includes('*navigable') && name !== 'comment'));

  const fields = { ...beans.navigable(item), comment: beans.commentField(item) };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isWanted(name)));
}
