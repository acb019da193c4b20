import { useState } from 'react';
import { Tabs } from '../tabs';
import { type Chapter, chaptersOf, type Step } from './chapters';
import type { Seen } from './seen';

/** What to try, one story at a time; the first that is not finished is open until the visitor chooses another. */
export function Story({ seen }: { seen: Seen }) {
  const [chosen, choose] = useState<string>();
  const chapters = chaptersOf(seen);
  const open = chosen ?? chapters.find((chapter) => !isFinished(chapter))?.id ?? chapters[0]?.id ?? '';
  const tabs = chapters.map((chapter) => ({
    id: chapter.id,
    label: isFinished(chapter) ? `✓ ${chapter.title}` : chapter.title,
    content: () => <Steps steps={chapter.steps} />,
  }));
  return (
    <section className="window" aria-label="Stories">
      <div className="window-body">
        <Tabs label="Stories to try" tabs={tabs} open={open} onOpen={choose} />
      </div>
    </section>
  );
}

const isFinished = ({ steps }: Chapter): boolean => steps.every(({ done }) => done);

function Steps({ steps }: { steps: readonly Step[] }) {
  const next = steps.findIndex(({ done }) => !done);
  return (
    <ol className="story" aria-label="A story to try">
      {steps.map(({ title, hint, done }, index) => (
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
