import './bars.css';
import type { StepView } from '../../../../src/admin/contract';
import type { People } from '../people/use-people';
import { count } from '../time/durations';

type Props = { vote: NonNullable<StepView['vote']>; people: People };

/** The result so far as a picture: one bar for each option, as long as its share of the most votes. */
export function VoteBars({ vote: { options, moderator, choice, tie }, people }: Props) {
  const most = Math.max(1, ...options.map(({ votes }) => votes));
  return (
    <>
      <ul className="votes" aria-label="Votes">
        {options.map(({ name, votes, won }) => (
          <li key={name} className={won ? 'vote vote-won' : 'vote'}>
            <span>
              {won ? <Tick /> : null}
              {name}
            </span>
            <span className="subtle">
              {count(votes, 'vote')}
              {won ? ', wins' : ''}
            </span>
            <span className="bar" aria-hidden="true">
              <span className="bar-part" style={{ width: `${(100 * votes) / most}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <p className="subtle">
        {choice === 'multiple' ? 'Everybody may choose several.' : 'Everybody chooses one.'}
        {moderator === undefined ? null : ` ${people.nameOf(moderator)} closes the vote.`} {tie}
      </p>
    </>
  );
}

function Tick() {
  return (
    <svg className="tick" width="14" height="14" viewBox="0 0 16 16" role="img" aria-label="Winner">
      <path d="m3 8.5 3.4 3.4L13 4.8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
