import type { Screen, WorkItem } from '../api';
import { chaptersOf } from './progress';

type Props = { items: readonly WorkItem[]; screens: readonly Screen[] };

export function Story({ items, screens }: Props) {
  const chapters = chaptersOf(items, screens);
  const next = chapters.findIndex(({ done }) => !done);
  return (
    <ol className="story" aria-label="A story to try">
      {chapters.map(({ title, hint, done }, index) => (
        <li key={title} className={done ? 'done' : ''} aria-current={index === next ? 'step' : undefined}>
          <span className="story-mark">{done ? '✓' : index + 1}</span>
          <span>
            <strong>{title}</strong>
            <span>{done ? 'Done' : hint}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
