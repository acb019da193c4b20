import { AsyncCreatableSelect, AsyncSelect } from '@atlaskit/select';
import { useState } from 'react';
import { isAddress, type Person, toExternal } from './person';
import { searchPeople } from './read-people';

type Option = { value: string; label: string; __isNew__?: true };

type Props = {
  id: string;
  label: string;
  chosen: readonly Person[];
  isInvalid: boolean;
  /** Also people without an account, by an e-mail address that is typed. */
  addresses?: boolean;
  onChange: (people: Person[]) => void;
};

/** Finds people as the viewer may see them in Jira. */
export function PeoplePicker({ id, label, chosen, isInvalid, addresses = false, onChange }: Props) {
  const [isUnanswered, setUnanswered] = useState(false);

  /** What failed is thrown on: the list remembers answers, and this is none. */
  async function load(text: string): Promise<Option[]> {
    const found = await searchPeople(text).catch((error: unknown) => {
      setUnanswered(true);
      throw error;
    });
    setUnanswered(false);
    return found.map(toOption);
  }

  const nobody = (typed: string, otherwise: string) => {
    if (isUnanswered) return 'Jira could not be asked for people. Try again in a moment.';
    return typed === '' ? otherwise : 'Nobody by that name';
  };
  const shared = {
    inputId: id,
    'aria-label': label,
    isMulti: true,
    cacheOptions: true,
    defaultOptions: true,
    isInvalid,
    loadOptions: load,
    value: chosen.map(toOption),
    onChange: (options: readonly Option[]) => onChange(options.map(toPerson)),
    menuPosition: 'fixed',
  } as const;
  return addresses ? (
    <AsyncCreatableSelect<Option, true>
      {...shared}
      placeholder="Type a name or an e-mail address"
      isValidNewOption={isAddress}
      formatCreateLabel={(text) => `E-mail to ${text.trim()}`}
      noOptionsMessage={({ inputValue }) => nobody(inputValue, 'Type a name or an e-mail address')}
    />
  ) : (
    <AsyncSelect<Option, true>
      {...shared}
      placeholder="Type a name"
      noOptionsMessage={({ inputValue }) => nobody(inputValue, 'Type a name')}
    />
  );
}

const toOption = (person: Person): Option => ({ value: person.accountId, label: person.name });
/** What was typed has the address itself as its value. */
const toPerson = ({ value, label, __isNew__ }: Option): Person =>
  __isNew__ === true ? toExternal(value) : { accountId: value, name: label };
