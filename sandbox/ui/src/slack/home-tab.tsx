import type { Member } from '../api';
import { useAction } from '../questions';
import { Blocks } from './blocks';
import { actInView, searchOptions } from './calls';
import type { Around } from './choices';
import type { View } from './schema';

type Props = { home: View | undefined; member: Member; around: Around; nameOf: (userId: string) => string };

/** The app's own place, as it has published it for this person. */
export function HomeTab({ home, member: { user }, around, nameOf }: Props) {
  const act = useAction(actInView);
  const search = useAction(searchOptions);
  if (home === undefined) return <p className="quiet home">This app has not shown anything here yet.</p>;
  const viewId = home.id;
  const trouble = act.error?.message ?? act.data?.error;
  return (
    <form className="home" onSubmit={(event) => event.preventDefault()}>
      <Blocks
        key={home.hash}
        blocks={home.blocks}
        nameOf={nameOf}
        around={around}
        isBusy={act.isPending}
        act={(named, value) => act.mutate({ ...named, viewId, user, value })}
        view={{ shown: home, search: (named, value) => search.mutate({ ...named, viewId, user, value }) }}
      />
      {trouble === undefined ? null : (
        <p className="error" role="alert">
          {trouble}
        </p>
      )}
    </form>
  );
}
