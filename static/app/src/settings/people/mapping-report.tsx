import type { MappingLine } from '../../../../../src/admin/contract';
import { Button } from '../../button';

type Props = { lines: readonly MappingLine[]; isApplied: boolean; isBusy: boolean; apply: () => void };

export function MappingReport({ lines, isApplied, isBusy, apply }: Props) {
  const count = (outcome: MappingLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  const linked = count('linked');
  const refused = lines.filter(({ outcome }) => outcome === 'refused');
  return (
    <div className="field" role="status">
      <p>
        {isApplied ? 'Linked' : 'To be linked'}: {linked}. Linked before: {count('unchanged')}. Refused:{' '}
        {refused.length}.
      </p>
      {refused.length === 0 ? null : (
        <table className="history">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Account</th>
              <th scope="col">Slack user</th>
              <th scope="col">Why not</th>
            </tr>
          </thead>
          <tbody>
            {refused.map(({ line, account, slack, problem }) => (
              <tr key={line}>
                <td data-label="Line">{line}</td>
                <td data-label="Account">{account}</td>
                <td data-label="Slack user">{slack}</td>
                <td data-label="Why not">{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isApplied || linked === 0 ? null : (
        <div className="actions">
          <Button appearance="primary" isLoading={isBusy} onClick={apply}>
            {linked === 1 ? 'Link 1 person' : `Link ${linked} people`}
          </Button>
        </div>
      )}
    </div>
  );
}
