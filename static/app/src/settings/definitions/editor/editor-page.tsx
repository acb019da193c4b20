import { Loading } from '../../../feedback/loading';
import { Problem } from '../../../feedback/problem';
import { Refusal } from '../../../feedback/refusal';
import { useDefinition } from '../use-definitions';
import { Editor } from './editor';

type Props = { id: string; tellUnsaved: (isUnsaved: boolean) => void; close: () => void };

/** A definition that is there already. */
export function EditorPage({ id, tellUnsaved, close }: Props) {
  const definition = useDefinition(id);
  switch (definition.status) {
    case 'pending':
      return <Loading what="the definition" />;
    case 'error':
      return <Problem what="The definition could not be loaded" retry={() => definition.refetch()} />;
    case 'success':
      return definition.data.ok ? (
        <Editor id={id} initial={definition.data.value.form} blanks={[]} tellUnsaved={tellUnsaved} close={close} />
      ) : (
        <Refusal reason={definition.data.error} />
      );
  }
}
