import { useState } from 'react';
import type { AdminApi, PersonView } from '../../../../../src/admin/contract';
import { Button } from '../../button';
import { Empty } from '../../feedback/empty';
import { Loading } from '../../feedback/loading';
import { Outcome } from '../../feedback/outcome';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { usePeople } from '../../people/use-people';
import { peopleIn } from './people-in';
import { PersonRow } from './person-row';
import { useRemoveLink, useWhoIsWho } from './use-mapping';

export function PeopleList() {
  const people = useWhoIsWho();
  switch (people.status) {
    case 'pending':
      return <Loading what="who is who" />;
    case 'error':
      return <Problem what="Who is who could not be loaded" retry={() => people.refetch()} />;
    case 'success':
      return (
        <section aria-labelledby="who-is-who">
          <div className="section-title">
            <h2 id="who-is-who">Who is who</h2>
            <Button isLoading={people.isRefetching} onClick={() => people.refetch()}>
              Refresh
            </Button>
          </div>
          <Pages pages={people.data.pages} />
          {people.hasNextPage ? (
            <div className="centred">
              <Button isLoading={people.isFetchingNextPage} onClick={() => people.fetchNextPage()}>
                Load more
              </Button>
            </div>
          ) : null}
        </section>
      );
  }
}

function Pages({ pages }: { pages: readonly ReturnType<AdminApi['people/list']>[] }) {
  const [isNarrowed, setNarrowed] = useState(false);
  const all = peopleIn(pages);
  const refused = pages.find((page) => !page.ok);
  const shown = isNarrowed ? all.filter(({ state }) => state === 'unreachable') : all;
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={isNarrowed}
          onChange={({ currentTarget }) => setNarrowed(currentTarget.checked)}
        />{' '}
        Only people whom Slack does not reach
      </label>
      {shown.length === 0 && refused === undefined ? (
        <Empty title="Nobody here">
          People come here once they are linked, or once Baton has something to tell them.
        </Empty>
      ) : (
        <Table people={shown} />
      )}
      {refused?.ok === false ? <Refusal reason={refused.error} /> : null}
    </>
  );
}

function Table({ people }: { people: readonly PersonView[] }) {
  const remove = useRemoveLink();
  const known = usePeople(people.flatMap(({ accountId, by }) => (by === undefined ? [accountId] : [accountId, by])));
  return (
    <>
      <Outcome change={remove} what="The link was not removed" />
      <table className="history">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">In Slack</th>
            <th scope="col">How it is known</th>
            <th scope="col">
              <span className="visually-hidden">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.accountId}
              person={person}
              nameOf={known.nameOf}
              isBusy={remove.isPending}
              remove={() => remove.mutate({ accountId: person.accountId })}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}
