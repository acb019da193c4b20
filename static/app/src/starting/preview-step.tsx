import { ExcludedList } from '../approval/excluded-list';
import { Instant } from '../instant';
import { numbered } from '../numbered';
import type { People } from '../people/use-people';
import { PlannedPeople } from './planned-people';
import type { PlannedStep } from './preview-groups';

type Props = { step: PlannedStep; people: People };

export function PreviewStep({ step, people }: Props) {
  const { name, included, asks, quorum, where, problem } = step;
  if (!included) {
    return (
      <section className="step step-left-out" aria-label={`Step ${name}: left out`}>
        <strong>{name}</strong>
        <p className="subtle">Left out: its condition does not hold.</p>
      </section>
    );
  }
  return (
    <section className={`step ${problem === undefined ? 'step-waiting' : 'step-stuck'}`} aria-label={`Step ${name}`}>
      <strong>{name}</strong>
      <p className="subtle">
        Asks {asks}; {quorum}. Where: {where}.
      </p>
      {problem === undefined ? null : <p className="error">{problem}</p>}
      <PlannedPeople planned={step.people} people={people} />
      <ExcludedList excluded={step.excluded} people={people} />
      <Deadlines step={step} people={people} />
    </section>
  );
}

/** As if the step opened now. */
function Deadlines({ step: { dueAt, reminders, escalations }, people }: Props) {
  if (dueAt === undefined) return null;
  return (
    <ul className="subtle planned-times">
      {reminders.map((at) => (
        <li key={at}>
          Reminder <Instant at={at} />
        </li>
      ))}
      {numbered(escalations).map(({ number, item: { at, to } }) => (
        <li key={number}>
          Also asks {people.nameOf(to)} <Instant at={at} />
        </li>
      ))}
      <li>
        Due <Instant at={dueAt} />
      </li>
    </ul>
  );
}
