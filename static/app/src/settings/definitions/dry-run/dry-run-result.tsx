import Lozenge from '@atlaskit/lozenge';
import type { DryRunView } from '../../../../../../src/admin/contract';
import { openTab } from '../../../api';
import { Button } from '../../../button';
import { DryRun } from '../../../starting/dry-run';

export function DryRunResult({ run }: { run: DryRunView }) {
  const { subject, automatic } = run;
  return (
    <div className="card run-result" role="status">
      <div className="card-title">
        <h3>
          {subject.key} {subject.title}
        </h3>
        <Button spacing="compact" onClick={() => openTab(subject.url)}>
          Open
        </Button>
      </div>
      <p>
        <Lozenge appearance="inprogress">Nothing is sent</Lozenge> {startInWords(automatic)}
      </p>
      <DryRun run={run} />
    </div>
  );
}

function startInWords({ defined, applies }: DryRunView['automatic']): string {
  if (!defined) return 'Somebody has to start it.';
  return applies ? 'It would start by itself here.' : 'It would not start by itself here: its condition does not hold.';
}
