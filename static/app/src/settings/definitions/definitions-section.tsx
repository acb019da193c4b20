import { useState } from 'react';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { usePeople } from '../../people/use-people';
import { DefinitionForm } from './definition-form';
import { DefinitionList } from './definition-list';
import { type Draft, emptyDraft, toDraft } from './draft';
import { useDefinitions } from './use-definitions';

export function DefinitionsSection() {
  const definitions = useDefinitions();
  const [draft, setDraft] = useState<Draft>();
  const listed = definitions.data?.ok === true ? definitions.data.value : [];
  const people = usePeople(listed.flatMap(({ steps }) => steps.flatMap(({ approvers }) => approvers)));

  switch (definitions.status) {
    case 'pending':
      return <Loading what="the definitions" />;
    case 'error':
      return <Problem what="The definitions could not be loaded" retry={() => definitions.refetch()} />;
    case 'success':
      if (!definitions.data.ok) return <Refusal reason={definitions.data.error} />;
      return draft === undefined ? (
        <DefinitionList
          definitions={definitions.data.value}
          people={people}
          create={() => setDraft(emptyDraft())}
          edit={(definition) => setDraft(toDraft(definition, people))}
        />
      ) : (
        <DefinitionForm initial={draft} close={() => setDraft(undefined)} />
      );
  }
}
