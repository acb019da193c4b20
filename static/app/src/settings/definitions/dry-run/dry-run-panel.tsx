import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../button';
import { Outcome } from '../../../feedback/outcome';
import { Field } from '../../../form/field';
import type { Faults, Form } from '../form';
import { DryRunResult } from './dry-run-result';
import { toSubject } from './subject-input';
import { useDryRun } from './use-dry-run';

type Props = { form: Form; setFaults: (faults: Faults) => void };

export function DryRunPanel({ form, setFaults }: Props) {
  const [entered, setEntered] = useState('');
  const [isUnknown, setUnknown] = useState(false);
  const run = useDryRun();
  // Faults are listed above, each with a way to its field.
  const isListed = run.data?.ok === false && run.data.faults !== undefined;

  function send(event: FormEvent) {
    event.preventDefault();
    const subject = toSubject(entered);
    setUnknown(subject === undefined);
    if (subject === undefined) return;
    run.mutate(
      { definition: form, subject },
      { onSuccess: (answer) => (answer.ok || answer.faults === undefined ? undefined : setFaults(answer.faults)) },
    );
  }

  return (
    <section aria-label="Dry run">
      <p className="subtle">
        What this definition would do now on a real work item or page, as it is in the form, saved or not. Nothing is
        sent and nothing is stored.
      </p>
      <form onSubmit={send} noValidate>
        <Field
          label="Work item or page"
          hint="A key such as SHOP-1, the id of a page, or the address of either."
          error={isUnknown ? 'Enter a key such as SHOP-1, the number of a page, or the address of either.' : undefined}
        >
          {(ids) => (
            <div className="copy-line">
              <Textfield
                {...ids}
                value={entered}
                isInvalid={isUnknown}
                onChange={(event) => setEntered(event.currentTarget.value)}
              />
              <Button type="submit" appearance="primary" isLoading={run.isPending}>
                Run
              </Button>
            </div>
          )}
        </Field>
      </form>
      {isListed ? null : <Outcome change={run} what="The dry run did not work" />}
      {run.data?.ok === true ? <DryRunResult run={run.data.value} /> : null}
    </section>
  );
}
