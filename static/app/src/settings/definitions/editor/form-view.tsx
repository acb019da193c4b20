import { ConditionFields } from '../conditions/condition-fields';
import { freshCondition } from '../conditions/tree';
import type { Draft } from '../draft';
import { OptionalPart } from '../fields/optional-part';
import { TextField } from '../fields/text-field';
import type { Form } from '../form';
import { member, type Part } from '../part';
import { StepList } from '../steps/step-list';
import { ScopeFields } from './scope-fields';
import { TermsFields } from './terms-fields';

type Props = { draft: Draft; part: Part<Form>; setDraft: (draft: Draft) => void };

export function FormView({ draft, part, setDraft }: Props) {
  return (
    <div className="definition-form">
      <section className="card" aria-labelledby="about-definition">
        <h3 id="about-definition">The definition</h3>
        <TextField
          part={member(part, 'name')}
          label="Name"
          hint="People choose it by this name, for example “Release to production”."
          maxLength={100}
        />
        <TextField
          part={member(part, 'description')}
          label="Description"
          hint="When to use it."
          kind="lines"
          maxLength={1000}
        />
        <ScopeFields part={member(part, 'scope')} />
        <OptionalPart part={member(part, 'startWhen')} label="It starts by itself" fresh={freshCondition}>
          {(condition) => <ConditionFields part={condition} label="When it starts by itself" />}
        </OptionalPart>
      </section>
      <StepList draft={draft} part={part} setDraft={setDraft} />
      <TermsFields part={member(part, 'terms')} />
    </div>
  );
}
