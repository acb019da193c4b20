import type { ConfluencePage } from '../api';
import { Portrait } from '../portrait';
import { toDay } from '../time';
import { Paragraphs } from './paragraphs';

type Props = { comments: ConfluencePage['comments']; nameOf: (accountId: string | undefined) => string };

export function PageComments({ comments, nameOf }: Props) {
  return (
    <>
      <h3>Comments</h3>
      {comments.length === 0 ? <p className="quiet">Nobody has said anything yet.</p> : null}
      <ul className="comments">
        {comments.map(({ id, author, created, text }) => (
          <li key={id}>
            <Portrait name={nameOf(author)} isApp={nameOf(author) === 'Baton'} />
            <div>
              <strong>{nameOf(author)}</strong> <span className="quiet">{toDay(created)}</span>
              <Paragraphs text={text} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
