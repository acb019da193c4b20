import type { Choice } from '../../../../../../src/admin/contract';
import type { Part } from '../part';
import type { Search } from './choices';
import { SearchField } from './search-field';

type Props = {
  part: Part<readonly string[]>;
  label: string;
  hint?: string;
  search: Search;
};

/** Projects or spaces: only their keys are kept, which people know them by. */
export function KeysField({ part, label, hint, search }: Props) {
  const asChoices: Part<readonly Choice[]> = {
    ...part,
    value: part.value.map((key) => ({ id: key, name: key })),
    onChange: (choices) => part.onChange(choices.map(({ id }) => id)),
  };
  return <SearchField part={asChoices} label={label} hint={hint} search={search} />;
}
