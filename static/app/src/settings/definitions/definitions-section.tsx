import { useState } from 'react';
import type { GalleryItem } from '../../../../../src/admin/contract';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { DefinitionList } from './definition-list';
import { Editor } from './editor/editor';
import { EditorPage } from './editor/editor-page';
import type { Form } from './form';
import { GalleryPage } from './gallery/gallery-page';
import { useDefinitions } from './use-definitions';

type View =
  | { type: 'list' }
  | { type: 'gallery' }
  | { type: 'new'; form: Form; blanks: GalleryItem['blanks'] }
  | { type: 'edit'; id: string };

type Props = { tellUnsaved: (isUnsaved: boolean) => void };

export function DefinitionsSection({ tellUnsaved }: Props) {
  const [view, setView] = useState<View>({ type: 'list' });

  function toList() {
    tellUnsaved(false);
    setView({ type: 'list' });
  }

  switch (view.type) {
    case 'list':
      return <Definitions create={() => setView({ type: 'gallery' })} edit={(id) => setView({ type: 'edit', id })} />;
    case 'gallery':
      return <GalleryPage begin={(form, blanks) => setView({ type: 'new', form, blanks })} back={toList} />;
    case 'new':
      return <Editor initial={view.form} blanks={view.blanks} tellUnsaved={tellUnsaved} close={toList} />;
    case 'edit':
      return <EditorPage id={view.id} tellUnsaved={tellUnsaved} close={toList} />;
  }
}

function Definitions({ create, edit }: { create: () => void; edit: (id: string) => void }) {
  const definitions = useDefinitions(false);
  switch (definitions.status) {
    case 'pending':
      return <Loading what="the definitions" />;
    case 'error':
      return <Problem what="The definitions could not be loaded" retry={() => definitions.refetch()} />;
    case 'success':
      if (!definitions.data.ok) return <Refusal reason={definitions.data.error} />;
      return (
        <DefinitionList
          definitions={definitions.data.value.filter(({ archived }) => !archived)}
          create={create}
          edit={edit}
        />
      );
  }
}
