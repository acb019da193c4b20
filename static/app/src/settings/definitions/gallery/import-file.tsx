import { type ChangeEvent, useId, useState } from 'react';
import { Button } from '../../../button';
import { Outcome } from '../../../feedback/outcome';
import type { Faults, Form } from '../form';
import { placeName } from '../paths';
import { readJson } from '../reading/read-form';
import { useCheckDefinition } from '../use-definitions';

const MAX_BYTES = 500_000;

/** A file becomes a draft, never at once a definition: what is wrong with it is shown first. */
export function ImportFile({ begin }: { begin: (form: Form) => void }) {
  const id = useId();
  const check = useCheckDefinition();
  const [found, setFound] = useState<{ form?: Form; faults: Faults }>();

  async function open({ currentTarget: input }: ChangeEvent<HTMLInputElement>) {
    const file = input.files?.[0];
    if (file === undefined) return;
    const json = file.size > MAX_BYTES ? undefined : await file.text();
    // The same file can be chosen again once it is mended.
    input.value = '';
    if (json === undefined) return setFound({ faults: [{ field: '', problem: 'The file is larger than 500 KB.' }] });

    const reading = readJson(json);
    if (!reading.ok) return setFound({ faults: reading.faults });
    const form = reading.value;
    check.mutate(form, {
      onSuccess: (answer) => {
        if (!answer.ok) return setFound({ form, faults: answer.faults ?? [] });
        return answer.value.faults.length === 0 ? begin(form) : setFound({ form, faults: answer.value.faults });
      },
    });
  }

  return (
    <li className="card gallery-card">
      <h3>From a file</h3>
      <p className="subtle">
        A definition that was exported here or at another site. Nothing is saved before you say so.
      </p>
      <label className="label" htmlFor={id}>
        File (JSON)
      </label>
      <input id={id} className="input" type="file" accept=".json,application/json" onChange={open} />
      <Outcome change={check} what="The file could not be checked" />
      {found === undefined ? null : <Found {...found} begin={begin} />}
    </li>
  );
}

function Found({ form, faults, begin }: { form?: Form; faults: Faults; begin: (form: Form) => void }) {
  return (
    <div role="alert">
      <ul className="file-faults">
        {faults.map(({ field, problem }) => (
          <li key={`${field} ${problem}`} className="error">
            {field === '' ? null : (
              <>
                <code>{field}</code> ({placeName(field)}){' '}
              </>
            )}
            {problem}
          </li>
        ))}
      </ul>
      {form === undefined ? (
        <p className="subtle">Mend the file and choose it again.</p>
      ) : (
        <div className="actions">
          <Button onClick={() => begin(form)}>Mend it in the editor</Button>
        </div>
      )}
    </div>
  );
}
