import type { Choice } from '../../../../../../src/admin/contract';
import { useFields } from '../fields/choices';
import { NamedField } from '../fields/named-field';
import type { Part } from '../part';

/** An effect keeps a field by its id alone. */
export function FieldToSet({ part }: { part: Part<string> }) {
  const fields = useFields();
  const named: Part<Choice> = {
    ...part,
    value: fields.list.find(({ id }) => id === part.value) ?? { id: part.value, name: part.value },
    onChange: ({ id }) => part.onChange(id),
  };
  return <NamedField part={named} label="Field" choices={fields} nothing="Jira shows you no fields" />;
}
