import { type FormEvent, useState } from 'react';
import type { ConfluencePage } from '../api';
import { useAction } from '../questions';
import { addLabel, removeLabel } from './acts';

type Props = { page: ConfluencePage; viewerId: string };

export function Labels({ page, viewerId }: Props) {
  const [label, setLabel] = useState('');
  const add = useAction(addLabel);
  const remove = useAction(removeLabel);
  const pageId = page.id;
  const trouble = add.error ?? remove.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate({ viewerId, pageId, label }, { onSuccess: () => setLabel('') });
  }

  return (
    <>
      <form className="labels" aria-label="Labels" onSubmit={submit}>
        {page.labels.map((each) => (
          <span key={each} className="label">
            {each}
            <button
              type="button"
              aria-label={`Remove label ${each}`}
              onClick={() => remove.mutate({ viewerId, pageId, label: each })}
            >
              ×
            </button>
          </span>
        ))}
        <input
          aria-label="New label"
          placeholder="Add a label"
          required
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <button type="submit" disabled={add.isPending}>
          Add
        </button>
      </form>
      {trouble === null ? null : (
        <p className="error" role="alert">
          {trouble.message}
        </p>
      )}
    </>
  );
}
