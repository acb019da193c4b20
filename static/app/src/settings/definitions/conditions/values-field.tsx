import { findProjects, findSpaces } from '../fields/choices';
import { KeysField } from '../fields/keys-field';
import { WordsField } from '../fields/words-field';
import type { Part } from '../part';

type Props = { part: Part<readonly string[]>; fact: string };

/** Projects and spaces are found by name; everything else is written as the product shows it. */
export function ValuesField({ part, fact }: Props) {
  switch (fact) {
    case 'project':
      return <KeysField part={part} label="Projects" search={findProjects} />;
    case 'space':
      return <KeysField part={part} label="Spaces" search={findSpaces} />;
    default:
      return <WordsField part={part} label="Values" />;
  }
}
