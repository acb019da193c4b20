import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { ActTrustCard } from './act-trust-card';
import { ImportCard } from './import-card';
import { PeopleList } from './people-list';
import { usePeopleSettings } from './use-mapping';

export function PeopleSection() {
  const settings = usePeopleSettings();
  switch (settings.status) {
    case 'pending':
      return <Loading what="people" />;
    case 'error':
      return <Problem what="People could not be loaded" retry={() => settings.refetch()} />;
    case 'success':
      if (!settings.data.ok) return <Refusal reason={settings.data.error} />;
      return (
        <div className="stack">
          <ActTrustCard present={settings.data.value.actTrust} />
          <ImportCard />
          <PeopleList />
        </div>
      );
  }
}
