import type { AdminApi, NotificationView } from '../../../../../src/admin/contract';
import { Empty } from '../../feedback/empty';
import { Refusal } from '../../feedback/refusal';
import { usePeople } from '../../people/use-people';
import { HistoryRow } from './history-row';

type Page = ReturnType<AdminApi['notifications/list']>;

export function HistoryTable({ pages }: { pages: readonly Page[] }) {
  const rows = pages.flatMap((page): readonly NotificationView[] => (page.ok ? page.value.rows : []));
  const refused = pages.find((page) => !page.ok);
  const people = usePeople(rows.flatMap(({ recipient }) => (recipient === undefined ? [] : [recipient])));

  return (
    <>
      {rows.length === 0 && refused === undefined ? (
        <Empty title="Nothing here">Once an approval starts, every message Baton owes somebody is listed here.</Empty>
      ) : null}
      {rows.length > 0 ? (
        <table className="history">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">What</th>
              <th scope="col">For</th>
              <th scope="col">Way</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <HistoryRow key={row.key} row={row} person={row.recipient ? people.nameOf(row.recipient) : undefined} />
            ))}
          </tbody>
        </table>
      ) : null}
      {refused?.ok === false ? <Refusal reason={refused.error} /> : null}
    </>
  );
}
