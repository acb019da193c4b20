import { AsyncSelect } from '@atlaskit/select';
import { readJira } from '../api';
import { type Person, parsePeople } from './person';

type Option = { value: string; label: string };

type Props = {
  id: string;
  label: string;
  chosen: readonly Person[];
  isInvalid: boolean;
  onChange: (people: Person[]) => void;
};

/** Finds people as the viewer may see them in Jira. */
export function PeoplePicker({ id, label, chosen, isInvalid, onChange }: Props) {
  return (
    <AsyncSelect<Option, true>
      inputId={id}
      aria-label={label}
      isMulti
      cacheOptions
      defaultOptions
      isInvalid={isInvalid}
      placeholder="Type a name"
      noOptionsMessage={({ inputValue }) => (inputValue === '' ? 'Type a name' : 'Nobody by that name')}
      loadOptions={searchPeople}
      value={chosen.map(toOption)}
      onChange={(options) => onChange(options.map(toPerson))}
      menuPosition="fixed"
    />
  );
}

async function searchPeople(text: string): Promise<Option[]> {
  const found = await readJira(`/rest/api/3/user/search?query=${encodeURIComponent(text)}&maxResults=20`);
  return parsePeople(found, { present: true }).map(toOption);
}

const toOption = (person: Person): Option => ({ value: person.accountId, label: person.name });
const toPerson = (option: Option): Person => ({ accountId: option.value, name: option.label });
