import Textfield from '@atlaskit/textfield';
import { Field } from '../../form/field';

type Props = { name: string; label: string; hint: string; error: string | undefined; isRequired?: boolean };

/** What is typed here is kept as a secret and never comes back. */
export function SecretField({ name, label, hint, error, isRequired = false }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <Textfield
          {...ids}
          name={name}
          type="password"
          autoComplete="off"
          isRequired={isRequired}
          isInvalid={error !== undefined}
        />
      )}
    </Field>
  );
}

/** The texts of a form that was sent. */
export function textsOf(form: HTMLFormElement): (name: string) => string {
  const entered = new FormData(form);
  return (name) => String(entered.get(name) ?? '').trim();
}
