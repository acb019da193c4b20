import { type FormEvent, useState } from 'react';
import type { ConfluencePage } from '../api';
import { useAction } from '../questions';
import { savePage } from './acts';

type Props = { page: ConfluencePage; viewerId: string; onClose: () => void };

export function EditPage({ page, viewerId, onClose }: Props) {
  // The version that is being edited: somebody else may publish one in the meantime.
  const [version] = useState(page.version);
  const [title, setTitle] = useState(page.title);
  const [text, setText] = useState(page.text);
  const [minorEdit, setMinorEdit] = useState(false);
  const save = useAction(savePage);

  function publish(event: FormEvent) {
    event.preventDefault();
    save.mutate({ viewerId, pageId: page.id, title, text, version, minorEdit }, { onSuccess: onClose });
  }

  return (
    <form className="edit-page" aria-label="Edit page" onSubmit={publish}>
      <label>
        Title
        <input value={title} required onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label>
        Text
        <textarea rows={8} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <label className="tick">
        <input type="checkbox" checked={minorEdit} onChange={(event) => setMinorEdit(event.target.checked)} />
        Minor edit: nobody is notified
      </label>
      {save.error === null ? null : (
        <p className="error" role="alert">
          {save.error.message}
        </p>
      )}
      <div>
        <button type="submit" disabled={save.isPending}>
          Publish
        </button>{' '}
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}
