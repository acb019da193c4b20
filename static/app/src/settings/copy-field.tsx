import { useId, useRef, useState } from 'react';
import { Button } from '../button';

type Props = {
  label: string;
  value: string;
  /** Of several lines. */
  isLong?: boolean;
};

/** A text that is to be taken elsewhere. */
export function CopyField({ label, value, isLong = false }: Props) {
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');

  /** The frame may not have the right to write to the clipboard; then the text is marked, ready for the keys. */
  function copy() {
    (line.current ?? lines.current)?.select();
    const written = navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setSaid('Copied'),
      () => setSaid('Press Ctrl+C or ⌘C to copy'),
    );
  }

  const shared = { id, value, readOnly: true, spellCheck: false };
  return (
    <div className="copy">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className={isLong ? 'copy-lines' : 'copy-line'}>
        {isLong ? (
          <textarea {...shared} ref={lines} className="textarea long-text" />
        ) : (
          <input {...shared} ref={line} className="input" onFocus={(event) => event.target.select()} />
        )}
        <Button aria-label={`Copy ${label}`} onClick={copy}>
          Copy
        </Button>
      </div>
      <p className="subtle" role="status">
        {said}
      </p>
    </div>
  );
}
