import TextArea from '@atlaskit/textarea';
import { Button } from '../../../button';
import { Field } from '../../../form/field';

type Props = {
  text: string;
  /** It cannot be read, so the form still shows what was there before. */
  isBroken: boolean;
  onChange: (text: string) => void;
  undo: () => void;
};

export const JSON_FIELD = 'definition-as-json';

export function JsonView({ text, isBroken, onChange, undo }: Props) {
  const problem = isBroken ? 'Mend what is listed above, or go back to the last text that could be read.' : undefined;
  return (
    <>
      <Field
        id={JSON_FIELD}
        label="Definition as JSON"
        hint="The same definition as in the form: what you change here changes there."
        error={problem}
      >
        {(ids) => (
          <TextArea
            {...ids}
            isMonospaced
            minimumRows={20}
            maxHeight="60vh"
            spellCheck={false}
            isInvalid={isBroken}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {isBroken ? (
        <div className="actions">
          <Button onClick={undo}>Back to the last text that could be read</Button>
        </div>
      ) : null}
    </>
  );
}
