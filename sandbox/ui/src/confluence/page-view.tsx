import { useState } from 'react';
import type { ConfluencePage, World } from '../api';
import { useAction } from '../questions';
import { toDay } from '../time';
import { trashPage } from './acts';
import { Byline } from './byline';
import { EditPage } from './edit-page';
import { Labels } from './labels';
import { PageComments } from './page-comments';
import { Paragraphs } from './paragraphs';

type Props = {
  page: ConfluencePage;
  surfaces: World['surfaces'];
  viewerId: string;
  nameOf: (accountId: string | undefined) => string;
};

export function PageView({ page, surfaces, viewerId, nameOf }: Props) {
  const [isEditing, setEditing] = useState(false);
  const trash = useAction(trashPage);
  const last = page.history[0];
  return (
    <div className="page-content">
      {isEditing ? (
        <EditPage page={page} viewerId={viewerId} onClose={() => setEditing(false)} />
      ) : (
        <>
          <header>
            <h2>{page.title}</h2>
            <button type="button" onClick={() => setEditing(true)}>
              Edit
            </button>
            <button
              type="button"
              disabled={trash.isPending}
              onClick={() => trash.mutate({ viewerId, pageId: page.id })}
            >
              Move to trash
            </button>
          </header>
          <div className="byline">
            <span className="quiet">
              By {nameOf(page.author)} · version {page.version} by {nameOf(last?.by)}
            </span>
            <Byline page={page} surfaces={surfaces} viewerId={viewerId} />
          </div>
          {trash.error === null ? null : (
            <p className="error" role="alert">
              {trash.error.message}
            </p>
          )}
          <Paragraphs text={page.text} />
        </>
      )}
      <Labels page={page} viewerId={viewerId} />
      <PageComments comments={page.comments} nameOf={nameOf} />
      <details>
        <summary>Versions ({page.history.length})</summary>
        <ul>
          {page.history.map(({ number, by, at, minorEdit, message }) => (
            <li key={number}>
              {number}: {nameOf(by)}, {toDay(at)}
              {minorEdit ? ' (minor edit)' : ''} {message}
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Content properties ({Object.keys(page.properties).length})</summary>
        {Object.entries(page.properties).map(([key, value]) => (
          <pre key={key}>
            {key} = {JSON.stringify(value, null, 2)}
          </pre>
        ))}
      </details>
    </div>
  );
}
