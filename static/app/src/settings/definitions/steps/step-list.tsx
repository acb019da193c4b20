import { Button } from '../../../button';
import { dayMinutes } from '../deadline/duration';
import { type Draft, withStepAdded, withStepCopied, withStepMoved, withStepRemoved } from '../draft';
import { PartProblem } from '../fields/part-problem';
import { focusPath } from '../focus-path';
import type { Form } from '../form';
import { items, member, type Part } from '../part';
import { StepCard } from './step-card';

type Props = { draft: Draft; part: Part<Form>; setDraft: (draft: Draft) => void };

const MAX_STEPS = 50;
/** More steps than this begin folded, so that the page can be taken in. */
const UNFOLDED = 3;

export function StepList({ draft, part, setDraft }: Props) {
  const { scope, terms } = draft.form;
  const steps = items(member(part, 'steps'));
  const last = steps.length - 1;
  const project = scope.type === 'chosen' ? (scope.projects[0] ?? '') : '';

  /** The keyboard follows: to what is new, and away from a button that is gone or has nothing more to do. */
  function change(next: Draft, focus: string | undefined) {
    setDraft(next);
    if (focus !== undefined) setTimeout(() => focusPath(focus));
  }

  function move(index: number, by: -1 | 1) {
    const target = index + by;
    change(withStepMoved(draft, index, by), target === 0 || target === last ? `steps[${target}]` : undefined);
  }

  return (
    <section className="steps" id="steps" tabIndex={-1} aria-label="Steps">
      <ol>
        {steps.map((step, index) => (
          <StepCard
            key={draft.keys[index]}
            part={step}
            number={index + 1}
            isLast={index === last}
            isOpen={draft.form.steps.length <= UNFOLDED}
            site={{ project, day: dayMinutes(terms.calendar), hasCalendar: terms.calendar !== undefined }}
            move={(by) => move(index, by)}
            copy={() => change(withStepCopied(draft, index), `steps[${index + 1}].name`)}
            remove={steps.length === 1 ? undefined : () => change(withStepRemoved(draft, index), 'steps')}
          />
        ))}
      </ol>
      <PartProblem part={member(part, 'steps')} />
      <Button
        isDisabled={steps.length >= MAX_STEPS}
        onClick={() => change(withStepAdded(draft), `steps[${steps.length}].name`)}
      >
        Add step
      </Button>
    </section>
  );
}
