import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { Field } from '../../../form/field';
import type { Part } from '../part';
import { problemAt } from '../paths';

type Props = {
  part: Part<string>;
  label: string;
  hint?: string;
  placeholder?: string;
  maxLength?: number;
  kind?: 'line' | 'lines' | 'time' | 'email';
};

export function TextField({ part, label, hint, placeholder, maxLength, kind = 'line' }: Props) {
  const problem = problemAt(part.faults, part.path);
  const shared = { value: part.value, placeholder, maxLength, isInvalid: problem !== undefined };
  return (
    <Field id={part.path} label={label} hint={hint} error={problem}>
      {(ids) =>
        kind === 'lines' ? (
          <TextArea {...ids} {...shared} minimumRows={2} onChange={(event) => part.onChange(event.target.value)} />
        ) : (
          <Textfield
            {...ids}
            {...shared}
            type={kind === 'line' ? 'text' : kind}
            onChange={(event) => part.onChange(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
