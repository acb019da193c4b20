import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { DefinitionCard } from './definition-card';
import { useDefinitions } from './use-definitions';

export function ArchivedDefinitions() {
  const archived = useDefinitions(true);
  switch (archived.status) {
    case 'pending':
      return <Loading what="the archived definitions" />;
    case 'error':
      return <Problem what="The archived definitions could not be loaded" retry={() => archived.refetch()} />;
    case 'success': {
      if (!archived.data.ok) return <Refusal reason={archived.data.error} />;
      const definitions = archived.data.value.filter((each) => each.archived);
      return definitions.length === 0 ? (
        <p className="subtle">None. What you archive can be brought back from here.</p>
      ) : (
        <ul className="definitions">
          {definitions.map((definition) => (
            <DefinitionCard key={definition.id} definition={definition} />
          ))}
        </ul>
      );
    }
  }
}
