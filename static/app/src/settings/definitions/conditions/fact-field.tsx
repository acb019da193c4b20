import Select from '@atlaskit/select';
import { Field } from '../../../form/field';
import { useFields } from '../fields/choices';
import type { Part } from '../part';
import { problemAt } from '../paths';
import { FACTS, factName, factOfField } from './facts';

type Option = { value: string; label: string };

export function FactField({ part }: { part: Part<string> }) {
  const { list: fields, isLoading, trouble } = useFields();
  const problem = problemAt(part.faults, part.path);
  const options = [
    { label: 'Work item or page', options: FACTS },
    {
      label: 'Field of the work item',
      options: fields.map(({ id, name }) => ({ value: factOfField(id), label: name })),
    },
  ];
  return (
    <Field id={part.path} label="Fact" error={problem ?? trouble}>
      {({ id, 'aria-describedby': told }) => (
        <Select<Option, false>
          inputId={id}
          aria-describedby={told}
          isInvalid={problem !== undefined}
          isLoading={isLoading}
          options={options}
          value={{ value: part.value, label: factName(part.value, fields) }}
          onChange={(chosen) => (chosen === null ? undefined : part.onChange(chosen.value))}
          menuPosition="fixed"
        />
      )}
    </Field>
  );
}
