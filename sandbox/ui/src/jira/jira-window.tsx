import { useId, useState } from 'react';
import type { WorkItem, World } from '../api';
import { ConfluenceView } from '../confluence/confluence-view';
import { MINE, pageIdOf, usePlace } from '../places';
import { Tabs } from '../tabs';
import { Frame } from './frame';
import { WorkItemView } from './work-item';

type Props = { world: World; items: readonly WorkItem[] };

/** Jira and Confluence, as the chosen person. */
export function JiraWindow({ world, items }: Props) {
  const admin = world.people.find((person) => person.admin) ?? world.people[0];
  const [viewerId, setViewer] = useState(admin?.accountId ?? '');
  const place = usePlace();
  const pageId = pageIdOf(place);
  const [chosen, setChosen] = useState<{ tab: string; place: string }>();
  // Following a link leads to its tab, until another one is chosen there.
  const open = chosen?.place === place ? chosen.tab : tabOf(place, pageId);
  const selectId = useId();
  const item = items.find(({ key }) => key === place) ?? items[0];
  const nameOf = (accountId: string | undefined) =>
    world.people.find((person) => person.accountId === accountId)?.name ?? (accountId ? 'Baton' : 'Nobody');

  const tabs = [
    {
      id: 'item',
      label: 'Work item',
      content: () =>
        item === undefined ? (
          <p>There is no work item.</p>
        ) : (
          <WorkItemView key={item.key} item={item} items={items} viewerId={viewerId} nameOf={nameOf} />
        ),
    },
    {
      id: 'mine',
      label: 'My approvals',
      content: () => <Frame title="My approvals" surface="my-approvals" query={{ accountId: viewerId }} />,
    },
    {
      id: 'settings',
      label: 'Baton’s settings',
      content: () => <Frame title="Baton’s settings" surface="settings" query={{ accountId: viewerId }} />,
    },
    {
      id: 'confluence',
      label: 'Confluence',
      content: () => (
        <ConfluenceView key={viewerId} world={world} pageId={pageId} viewerId={viewerId} nameOf={nameOf} />
      ),
    },
  ];

  return (
    <section className="window jira" aria-label="Jira and Confluence">
      <div className="window-bar">
        <strong>Jira and Confluence</strong>
        <label htmlFor={selectId}>You are</label>
        <select id={selectId} value={viewerId} onChange={(event) => setViewer(event.target.value)}>
          {world.people.map(({ accountId, name, admin: isAdmin }) => (
            <option key={accountId} value={accountId}>
              {name}
              {isAdmin ? ' (administrator)' : ''}
            </option>
          ))}
        </select>
      </div>
      <div className="window-body">
        <Tabs label="Jira and Confluence" tabs={tabs} open={open} onOpen={(tab) => setChosen({ tab, place })} />
      </div>
    </section>
  );
}

function tabOf(place: string, pageId: string | undefined): string {
  if (place === MINE) return 'mine';
  return pageId === undefined ? 'item' : 'confluence';
}
