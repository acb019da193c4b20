import Select from '@atlaskit/select';
import { useState } from 'react';
import type { DefinitionSummary } from '../../../../src/admin/contract';
import { Problem } from '../feedback/problem';
import { Field } from '../form/field';
import { ArchivedWarning } from './gate-summary';
import type { Chosen } from './use-gate';
import { useRule } from './use-rule';

type Props = { chosen: Chosen; definitions: readonly DefinitionSummary[] };

/** Jira has the button that saves; this says what to save when it is pressed. */
export function GateForm({ chosen, definitions }: Props) {
  const [definition, setDefinition] = useState(chosen.status === 'known' ? chosen.definition : undefined);
  const rule = useRule(definition?.id);
  const isMissing = rule.wasAsked && definition === undefined;
  return (
    <>
      <p>
        A work item passes this transition only while the newest approval by the chosen definition is approved, and what
        was approved has not changed since.
      </p>
      <Field
        label="Approval definition"
        hint={definition === undefined ? wordsFor(chosen) : definition.description}
        error={isMissing ? 'Choose the definition that has to be approved.' : undefined}
      >
        {({ id, 'aria-describedby': told }) => (
          <Select<DefinitionSummary>
            inputId={id}
            aria-describedby={told}
            options={definitions}
            value={definition ?? null}
            onChange={(next) => setDefinition(next ?? undefined)}
            getOptionLabel={({ name }) => name}
            getOptionValue={(each) => each.id}
            isInvalid={isMissing}
            placeholder="Choose what has to be approved"
            menuPosition="fixed"
          />
        )}
      </Field>
      {definition?.archived === true ? <ArchivedWarning name={definition.name} /> : null}
      {rule.isDeaf ? <Problem what="Jira does not listen to this page" retry={rule.tryAgain} /> : null}
    </>
  );
}

const wordsFor = ({ status }: Chosen): string | undefined =>
  status === 'gone' ? 'The definition chosen before is not there any more.' : undefined;
