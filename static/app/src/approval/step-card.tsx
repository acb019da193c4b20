import SectionMessage from '@atlaskit/section-message';
import type { StepView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import type { People } from '../people/use-people';
import { ApproverList } from './approver-list';
import { ExcludedList } from './excluded-list';
import { StepBars } from './step-bars';
import { VoteBars } from './vote-bars';
import { progressOf } from './words';

type Props = { step: StepView; people: People };

export function StepCard({ step, people }: Props) {
  const { name, state, asks, quorum, vote, dueAt, deadlock } = step;
  return (
    <section
      className={`step step-${state}`}
      aria-label={`Step ${name}: ${progressOf(step)}`}
      aria-current={state === 'open' ? 'step' : undefined}
    >
      <div className="step-title">
        <strong>{name}</strong>
        <span className="subtle">{progressOf(step)}</span>
      </div>
      <p className="subtle">
        Asks {asks}; {quorum}.
        {dueAt !== undefined && IS_RUNNING[state] ? (
          <>
            {' '}
            <span className="due">
              Due <Instant at={dueAt} />
            </span>
          </>
        ) : null}
      </p>
      {deadlock === undefined ? null : (
        <SectionMessage appearance="warning" title="This step cannot go on">
          <p>{deadlock}</p>
        </SectionMessage>
      )}
      {vote === undefined ? <StepBars step={step} /> : <VoteBars vote={vote} people={people} />}
      <ApproverList step={step} people={people} />
      <ExcludedList excluded={step.excluded} people={people} />
    </section>
  );
}

const IS_RUNNING: Record<StepView['state'], boolean> = {
  waiting: false,
  resolving: true,
  open: true,
  returned: true,
  approved: false,
  rejected: false,
  expired: true,
  skipped: false,
  'left-out': false,
};
