import { useState } from 'react';
import type { Choice } from '../../../../../../src/admin/contract';
import { findProjects, useRoles } from '../fields/choices';
import { KeysField } from '../fields/keys-field';
import { NamedField } from '../fields/named-field';
import type { Part } from '../part';

/** Roles have the same names in all projects; the list of one project shows which there are. */
export function RoleField({ part, project }: { part: Part<Choice>; project: string }) {
  const [chosen, setChosen] = useState(project);
  const roles = useRoles(chosen);
  const sample: Part<readonly string[]> = {
    ...part,
    path: `${part.path}#project`,
    value: chosen === '' ? [] : [chosen],
    onChange: (keys) => setChosen(keys.at(-1) ?? ''),
  };
  return (
    <>
      <KeysField
        part={sample}
        label="Show the roles of project"
        hint="Only to find the role; it is not saved."
        search={findProjects}
      />
      <NamedField
        part={part}
        label="Role"
        choices={roles}
        nothing={chosen === '' ? 'Choose a project above first' : 'Jira shows you no roles of this project'}
      />
    </>
  );
}
