import type { WorkItem } from '../api';
import { hrefOf } from '../places';
import { Portrait } from '../portrait';
import { toDay } from '../time';
import { Adf } from './adf';
import { Frame } from './frame';

type Props = {
  item: WorkItem;
  items: readonly WorkItem[];
  viewerId: string;
  nameOf: (accountId: string | undefined) => string;
};

export function WorkItemView({ item, items, viewerId, nameOf }: Props) {
  const properties = Object.entries(item.properties);
  return (
    <article className="work-item">
      <nav aria-label="Work items">
        {items.map(({ key }) => (
          <a key={key} href={hrefOf(key)} aria-current={key === item.key ? 'page' : undefined}>
            {key}
          </a>
        ))}
      </nav>
      <h2>{item.summary}</h2>
      <p className="facts">
        <span className="status">{item.status}</span>
        {item.type} · reported by {nameOf(item.reporter)} · assigned to {nameOf(item.assignee)}
      </p>
      <p>{item.description}</p>
      <h3>Approvals</h3>
      <Frame title="Approvals" surface="approval-panel" query={{ accountId: viewerId, issueKey: item.key }} />
      <h3>Comments</h3>
      {item.comments.length === 0 ? <p className="quiet">Nobody has said anything yet.</p> : null}
      <ul className="comments">
        {item.comments.map(({ id, author, created, body }) => (
          <li key={id}>
            <Portrait name={nameOf(author)} isApp={nameOf(author) === 'Baton'} />
            <div>
              <strong>{nameOf(author)}</strong> <span className="quiet">{toDay(created)}</span>
              <Adf node={body} nameOf={nameOf} />
            </div>
          </li>
        ))}
      </ul>
      <details>
        <summary>Entity properties ({properties.length})</summary>
        {properties.map(([key, value]) => (
          <pre key={key}>
            {key} = {JSON.stringify(value, null, 2)}
          </pre>
        ))}
      </details>
    </article>
  );
}
