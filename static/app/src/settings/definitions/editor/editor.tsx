import { useState } from 'react';
import type { GalleryItem } from '../../../../../../src/admin/contract';
import { Button } from '../../../button';
import { usePeople } from '../../../people/use-people';
import { LeaveDialog } from '../../leave-dialog';
import { type Tab, TabList } from '../../tab-list';
import { DryRunPanel } from '../dry-run/dry-run-panel';
import { isBlank } from '../faults';
import { focusPath } from '../focus-path';
import type { Faults, Form } from '../form';
import type { Part } from '../part';
import { peopleOf } from '../people-of';
import { EditorActions } from './editor-actions';
import { FormView } from './form-view';
import { JSON_FIELD, JsonView } from './json-view';
import { PlaceList } from './place-list';
import { type EditorState, useEditor } from './use-editor';

type Props = {
  id?: string;
  initial: Form;
  blanks: GalleryItem['blanks'];
  tellUnsaved: (isUnsaved: boolean) => void;
  close: () => void;
};

export function Editor({ id, initial, blanks, tellUnsaved, close }: Props) {
  const editor = useEditor(initial, tellUnsaved);
  const [view, setView] = useState('form');
  const [isLeaving, setLeaving] = useState(false);
  const { form, faults, isBroken } = editor;
  const shown = isBroken ? 'json' : view;
  const left = blanks.filter(({ field }) => isBlank(form, field) && !faults.some((fault) => fault.field === field));

  function go(field: string) {
    if (isBroken) return focusPath(JSON_FIELD);
    setView('form');
    // The form may have to be drawn first.
    setTimeout(() => focusPath(field));
  }

  return (
    <div className="editor">
      <div className="section-title">
        <h2>{id === undefined ? 'New definition' : `Edit “${initial.name}”`}</h2>
        <Button appearance="subtle" onClick={() => (editor.isUnsaved ? setLeaving(true) : close())}>
          Back to all definitions
        </Button>
      </div>
      <TabList label="Views of the definition" tabs={VIEWS} open={shown} onOpen={setView} />
      <PlaceList
        title="Mend these places"
        appearance="error"
        places={faults.map(toPlace)}
        asPaths={shown === 'json'}
        go={go}
      />
      <PlaceList
        title="Left to fill in"
        appearance="information"
        places={left.map(({ field, choose }) => ({ field, text: choose }))}
        asPaths={shown === 'json'}
        go={go}
      />
      <div id={`panel-${shown}`} role="tabpanel" aria-labelledby={`tab-${shown}`}>
        <View shown={shown} editor={editor} />
      </div>
      <EditorActions id={id} editor={editor} saved={close} />
      {isLeaving ? <LeaveDialog stay={() => setLeaving(false)} leave={close} /> : null}
    </div>
  );
}

function View({ shown, editor }: { shown: string; editor: EditorState }) {
  const { draft, form, faults } = editor;
  const people = usePeople(peopleOf(form));
  const part: Part<Form> = { path: '', value: form, faults, people, onChange: editor.setForm };
  switch (shown) {
    case 'json':
      return <JsonView text={editor.json} isBroken={editor.isBroken} onChange={editor.write} undo={editor.undoText} />;
    case 'dry-run':
      return <DryRunPanel form={form} setFaults={editor.setFaults} />;
    default:
      return <FormView draft={draft} part={part} setDraft={editor.setDraft} />;
  }
}

const toPlace = ({ field, problem }: Faults[number]) => ({ field, text: problem });

const VIEWS: readonly Tab[] = [
  { id: 'form', label: 'Form' },
  { id: 'json', label: 'As JSON' },
  { id: 'dry-run', label: 'Dry run' },
];
