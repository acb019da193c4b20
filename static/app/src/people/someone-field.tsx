import Textfield from '@atlaskit/textfield';
import { Field } from '../form/field';
import { PeoplePicker } from './people-picker';
import { type Person, toExternal } from './person';
import { useProduct } from './use-product';

type Props = {
  label: string;
  chosen: Person | undefined;
  error: string | undefined;
  onChange: (person: Person | undefined) => void;
};

/** One person by name, where the product finds people by name, or by an e-mail address. */
export function SomeoneField({ label, chosen, error, onChange }: Props) {
  const product = useProduct();
  if (product === 'confluence') {
    return (
      <Field
        label={`${label} (e-mail address)`}
        hint="They get an e-mail with a link to decide, and need no account. Choose colleagues by name in Jira."
        error={error}
      >
        {(ids) => (
          <Textfield
            {...ids}
            type="email"
            value={chosen?.name ?? ''}
            isInvalid={error !== undefined}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.value === '' ? undefined : toExternal(currentTarget.value))
            }
          />
        )}
      </Field>
    );
  }
  return (
    <Field label={label} hint="Somebody without an account can be asked by e-mail." error={error}>
      {({ id }) => (
        <PeoplePicker
          id={id}
          label={label}
          addresses
          chosen={chosen === undefined ? [] : [chosen]}
          isInvalid={error !== undefined}
          onChange={(people) => onChange(people.at(-1))}
        />
      )}
    </Field>
  );
}
