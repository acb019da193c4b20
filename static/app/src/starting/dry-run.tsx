import '../approval/approval.css';
import SectionMessage from '@atlaskit/section-message';
import type { DryRunView } from '../../../../src/admin/contract';
import { usePeople } from '../people/use-people';
import { peopleOf, toPreviewGroups } from './preview-groups';
import { PreviewStep } from './preview-step';

/** The steps as they would run now, and why it cannot be started. */
export function DryRun({ run }: { run: DryRunView }) {
  const people = usePeople(peopleOf(run));
  return (
    <div className="dry-run">
      {run.problems.length === 0 ? null : (
        <SectionMessage appearance="warning" title="This cannot be started now">
          {run.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </SectionMessage>
      )}
      <ol className="steps" aria-label="What would happen">
        {toPreviewGroups(run.steps).map(({ group, steps }) => (
          <li key={group} className={steps.length > 1 ? 'group' : undefined}>
            {steps.length > 1 ? <p className="group-title">At the same time</p> : null}
            <div className={steps.length > 1 ? 'group-steps' : undefined}>
              {steps.map(({ number, step }) => (
                <PreviewStep key={number} step={step} people={people} />
              ))}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
