import type { Choice } from '../../../../../../src/admin/contract';
import { useFields } from '../fields/choices';
import { NamedField } from '../fields/named-field';
import type { Part } from '../part';

/** A field that can hold people or groups. */
export function FieldOfWorkItem({ part }: { part: Part<Choice> }) {
  const fields = useFields();
  return (
    <NamedField
      part={part}
      label="Field"
      choices={{ ...fields, list: fields.list.filter(({ people }) => people) }}
      nothing="No field of this site holds people. Create a user picker field in Jira first."
    />
  );
}
