import { useState } from 'react';
import { Tabs } from '../tabs';
import { type Chapter, chaptersOf, type Step } from './chapters';
import type { Seen } from './seen';

/** What to try, one story at a time: at first one that is not finished, and then the one that the visitor chooses. */
export function Story({ seen }: { seen: Seen }) {
  const chapters = chaptersOf(seen);
  const next = chapters.find((chapter) => !isFinished(chapter));
  const [open, choose] = useState(next?.id ?? chapters[0]?.id ?? '');
  const tabs = chapters.map((chapter) => ({
    id: chapter.id,
    label: isFinished(chapter) ? `✓ ${chapter.title}` : chapter.title,
    content: () => (
      <>
        <Steps steps={chapter.steps} />
        {isFinished(chapter) ? <After next={next} choose={choose} /> : null}
      </>
    ),
  }));
  return (
    <section className="window" aria-label="Stories">
      <div className="window-body">
        <Tabs label="Stories to try" tabs={tabs} open={open} onOpen={choose} />
      </div>
    </section>
  );
}

function After({ next, choose }: { next: Chapter | undefined; choose: (id: string) => void }) {
  if (next === undefined) return <p className="story-after">That was the last story. “Start over” is at the top.</p>;
  return (
    <p className="story-after">
      That is the whole story.{' '}
      <button type="button" onClick={() => choose(next.id)}>
        Next: {next.title}
      </button>
    </p>
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
