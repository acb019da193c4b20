import { useId, useRef, useState } from 'react';
import { Button } from '../../button';

/** A longer text to be copied. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');

  /** The frame may not have the right to write to the clipboard; then the text is marked, ready for the keys. */
  function copy() {
    field.current?.select();
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setSaid('Copied'),
      () => setSaid('Press Ctrl+C or ⌘C to copy'),
    );
  }

  return (
    <div className="copy">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <textarea id={id} ref={field} className="manifest" readOnly value={text} spellCheck={false} />
      <div className="actions">
        <Button spacing="compact" onClick={copy}>
          Copy {label}
        </Button>
      </div>
      <p className="subtle" role="status">
        {said}
      </p>
    </div>
  );
}
