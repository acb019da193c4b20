import TextArea from '@atlaskit/textarea';
import { Field } from '../form/field';

const MAX_CHARS = 2_000;

type Props = {
  isNeeded: boolean;
  comment: string;
  error: string | undefined;
  onChange: (comment: string) => void;
};

export function CommentField({ isNeeded, comment, error, onChange }: Props) {
  return (
    <Field
      label={isNeeded ? 'Comment' : 'Comment (optional)'}
      hint={`The requester reads it. ${comment.length.toLocaleString()} of ${MAX_CHARS.toLocaleString()} characters.`}
      error={error}
    >
      {(ids) => (
        <TextArea
          {...ids}
          minimumRows={3}
          maxLength={MAX_CHARS}
          isRequired={isNeeded}
          isInvalid={error !== undefined}
          value={comment}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
