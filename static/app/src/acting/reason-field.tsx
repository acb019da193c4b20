import TextArea from '@atlaskit/textarea';
import { Field } from '../form/field';

const MAX_CHARS = 500;

type Props = { reason: string; error: string | undefined; onChange: (reason: string) => void };

export function ReasonField({ reason, error, onChange }: Props) {
  return (
    <Field
      label="Reason"
      hint={`It is kept in the audit log. ${reason.length} of ${MAX_CHARS} characters.`}
      error={error}
    >
      {(ids) => (
        <TextArea
          {...ids}
          minimumRows={2}
          maxLength={MAX_CHARS}
          isRequired
          isInvalid={error !== undefined}
          value={reason}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
