import { type ChangeEvent, useId, useState } from 'react';
import { Button } from '../../button';
import { Outcome } from '../../feedback/outcome';
import { Refusal } from '../../feedback/refusal';
import { saveFile } from '../save-file';
import { MappingReport } from './mapping-report';
import { useExport, useImport } from './use-mapping';

const MAX_BYTES = 300_000;

/** What a file would do is shown first; nothing is changed before it is applied. */
export function ImportCard() {
  const id = useId();
  const run = useImport();
  const write = useExport();
  const [csv, setCsv] = useState<string>();
  const [isTooLarge, setTooLarge] = useState(false);

  async function open({ currentTarget: input }: ChangeEvent<HTMLInputElement>) {
    const file = input.files?.[0];
    if (file === undefined) return;
    const text = file.size > MAX_BYTES ? undefined : await file.text();
    // The same file can be chosen again once it is mended.
    input.value = '';
    setTooLarge(text === undefined);
    setCsv(text);
    if (text !== undefined) run.mutate({ csv: text, apply: false });
  }

  function exportAll() {
    write.mutate(
      {},
      {
        onSuccess(answer) {
          if (!answer.ok) return;
          const { fileName, csv: text } = answer.value;
          saveFile({ fileName, text, type: 'text/csv' });
        },
      },
    );
  }

  const isApplied = run.variables?.apply === true;
  return (
    <div className="card">
      <h2>Link people by a file</h2>
      <p className="subtle">
        A CSV file with titles in its first line: accountId or email, slackUserId or slackEmail, and team where several
        workspaces are connected. Up to 500 lines.
      </p>
      <div className="field">
        <label className="label" htmlFor={id}>
          File (CSV)
        </label>
        <input id={id} className="input" type="file" accept=".csv,text/csv" disabled={run.isPending} onChange={open} />
      </div>
      {isTooLarge ? (
        <Refusal reason="The file is larger than 300 KB. Split it, and import one part after the other." />
      ) : null}
      <Outcome change={run} what={isApplied ? 'The file was not imported' : 'The file could not be checked'} />
      {run.data?.ok === true && csv !== undefined ? (
        <MappingReport
          lines={run.data.value.lines}
          isApplied={isApplied}
          isBusy={run.isPending}
          apply={() => run.mutate({ csv, apply: true })}
        />
      ) : null}
      <Outcome change={write} what="The links were not exported" />
      <div className="actions">
        <Button isLoading={write.isPending} onClick={exportAll}>
          Export all links
        </Button>
      </div>
    </div>
  );
}
