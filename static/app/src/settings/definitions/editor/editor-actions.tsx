import { announce } from '../../../api';
import { Button } from '../../../button';
import { Outcome } from '../../../feedback/outcome';
import { focusPath } from '../focus-path';
import { useCheckDefinition, useSaveDefinition } from '../use-definitions';
import { JSON_FIELD } from './json-view';
import type { EditorState } from './use-editor';

type Props = { id?: string; editor: EditorState; saved: () => void };

export function EditorActions({ id, editor, saved }: Props) {
  const save = useSaveDefinition();
  const check = useCheckDefinition();
  const { form, isBroken } = editor;
  // Faults are listed at the top and at their fields.
  const isListed = save.data?.ok === false && save.data.faults !== undefined;

  function send() {
    if (isBroken) return focusPath(JSON_FIELD);
    save.mutate(
      { ...(id === undefined ? {} : { id }), definition: form },
      { onSuccess: (answer) => (answer.ok ? saved() : editor.setFaults(answer.faults ?? [])) },
    );
  }

  function look() {
    check.mutate(form, {
      onSuccess: (answer) => {
        if (!answer.ok) return;
        editor.setFaults(answer.value.faults);
        if (answer.value.faults.length === 0) announce('Nothing is wrong with this definition');
      },
    });
  }

  return (
    <footer className="editor-actions">
      {isListed ? null : <Outcome change={save} what="The definition was not saved" />}
      <Outcome change={check} what="The definition could not be checked" />
      <div className="actions">
        <Button appearance="primary" isLoading={save.isPending} onClick={send}>
          Save
        </Button>
        <Button isDisabled={isBroken} isLoading={check.isPending} onClick={look}>
          Check
        </Button>
        <span className="subtle" role="status">
          {editor.isUnsaved ? 'Not saved yet' : ''}
        </span>
      </div>
    </footer>
  );
}
