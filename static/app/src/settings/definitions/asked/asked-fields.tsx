import { findGroups } from '../fields/choices';
import { OptionField } from '../fields/option-field';
import { PartProblem } from '../fields/part-problem';
import { PeopleField } from '../fields/people-field';
import { SearchField } from '../fields/search-field';
import { WordsField } from '../fields/words-field';
import type { Asked } from '../form';
import { member, type Part, seenAs } from '../part';
import { ASKED, freshAsked } from './asked';
import { FieldOfWorkItem } from './field-of-work-item';
import { RoleField } from './role-field';

type Props = { part: Part<Asked>; project: string };

export function AskedFields({ part, project }: Props) {
  const kind: Part<Asked['type']> = {
    ...part,
    value: part.value.type,
    onChange: (type) => (type === part.value.type ? undefined : part.onChange(freshAsked(type))),
  };
  return (
    <>
      <OptionField
        part={kind}
        at={`${part.path}.type`}
        label="Who is asked"
        hint={ASKED.find(({ value }) => value === part.value.type)?.hint}
        options={ASKED}
      />
      <PartProblem part={part} />
      <Chosen part={part} project={project} />
    </>
  );
}

function Chosen({ part, project }: Props) {
  const { value } = part;
  switch (value.type) {
    case 'user':
      return <PeopleField part={member(seenAs(part, value), 'people')} label="People" />;
    case 'group':
      return <SearchField part={member(seenAs(part, value), 'groups')} label="Groups" search={findGroups} />;
    case 'field':
      return <FieldOfWorkItem part={member(seenAs(part, value), 'field')} />;
    case 'role':
      return <RoleField part={member(seenAs(part, value), 'role')} project={project} />;
    case 'space-permission':
      return <OptionField part={member(seenAs(part, value), 'permission')} label="Permission" options={PERMISSIONS} />;
    case 'external':
      return (
        <WordsField
          part={member(seenAs(part, value), 'emails')}
          label="E-mail addresses"
          placeholder="name@example.com"
          hint="Several can be pasted at once, with commas between."
        />
      );
  }
}

const PERMISSIONS = [
  { value: 'administer-space', label: 'Administer the space' },
  { value: 'create-page', label: 'Create pages' },
  { value: 'delete-page', label: 'Delete pages' },
] as const;
