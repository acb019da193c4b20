import { AskedFields } from '../asked/asked-fields';
import { ConditionFields } from '../conditions/condition-fields';
import { freshCondition } from '../conditions/tree';
import { DeadlineFields } from '../deadline/deadline-fields';
import { freshDelivery } from '../delivery/delivery';
import { DeliveryFields } from '../delivery/delivery-fields';
import { CheckField } from '../fields/check-field';
import { OptionalPart } from '../fields/optional-part';
import { TextField } from '../fields/text-field';
import type { Deadline, StepForm } from '../form';
import { member, type Part } from '../part';
import { QuorumFields } from '../quorum/quorum-fields';
import { freshVote, withVote } from '../vote/vote';
import { VoteFields } from '../vote/vote-fields';
import { AnswerFields } from './answer-fields';
import type { StepSite } from './step-site';

type Props = { part: Part<StepForm>; number: number; site: StepSite };

export function StepFields({ part, number, site }: Props) {
  const vote = {
    ...member(part, 'vote'),
    onChange: (next: StepForm['vote']) => part.onChange(withVote(part.value, next)),
  };
  return (
    <div className="step-fields">
      <TextField part={member(part, 'name')} label="Name of the step" maxLength={100} />
      {number === 1 ? null : (
        <CheckField part={member(part, 'together')} label="Runs at the same time as the step before it" />
      )}
      <AskedFields part={member(part, 'asks')} project={site.project} />
      <OptionalPart part={vote} label="They vote among options" fresh={freshVote}>
        {(present) => <VoteFields part={present} />}
      </OptionalPart>
      <QuorumFields part={member(part, 'quorum')} isVote={part.value.vote !== undefined} />
      <AnswerFields part={part} />
      <OptionalPart part={member(part, 'when')} label="Include this step only under a condition" fresh={freshCondition}>
        {(condition) => <ConditionFields part={condition} label={`Condition of step ${number}`} />}
      </OptionalPart>
      <OptionalPart part={member(part, 'deadline')} label="It has a deadline" fresh={() => freshDeadline(site.day)}>
        {(deadline) => <DeadlineFields part={deadline} day={site.day} hasCalendar={site.hasCalendar} />}
      </OptionalPart>
      <OptionalPart
        part={member(part, 'delivery')}
        label="The people of this step are asked in a place of their own"
        fresh={freshDelivery}
      >
        {(delivery) => <DeliveryFields part={delivery} />}
      </OptionalPart>
    </div>
  );
}

const freshDeadline = (day: number): Deadline => ({
  dueInMinutes: 2 * day,
  remindBeforeMinutes: [day],
  escalate: [],
  onExpiry: 'expire',
});
