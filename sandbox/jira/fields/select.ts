import type { WorkItemRecord } from '../records';
import type { JiraSite } from '../site';

/** The fields asked for: ids, `*all`, `*navigable`, and ids with a minus before them. Unknown ones are ignored. */
export function selectFields(
  { fields, beans }: Pick<JiraSite, 'fields' | 'beans'>,
  item: WorkItemRecord,
  asked: readonly string[],
): Record<string, unknown> {
  const names = asked
    .flatMap((each) => each.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const left = new Set(names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const wanted = names.filter((name) => !name.startsWith('-'));
  const all = wanted.length === 0 || wanted.includes('*all');
  const isWanted = (name: string) =>
    !left.has(name) && (all || wanted.includes(name) || (wanted.includes('*navigable') && name !== 'comment'));

  const shown = { ...fields.show(item), comment: beans.commentField(item) };
  return Object.fromEntries(Object.entries(shown).filter(([name]) => isWanted(name)));
}
