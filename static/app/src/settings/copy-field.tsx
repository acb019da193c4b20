import { useId, useRef, useState } from 'react';
import { Button } from '../button';

export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');

  /** The frame may not have the right to write to the clipboard; then the text is marked, ready for the keys. */
  function copy() {
    field.current?.select();
    const written = navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('no clipboard'));
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
      <div className="copy-line">
        <input
          id={id}
          ref={field}
          className="input"
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={copy}>Copy</Button>
      </div>
      <p className="subtle" role="status">
        {said}
      </p>
    </div>
  );
}
