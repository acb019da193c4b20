import type { SandboxState } from '../api';
import { toClock } from '../time';

type Props = { invocations: SandboxState['invocations']; costUsd: number };

const SHOWN = 50;

export function Invocations({ invocations, costUsd }: Props) {
  if (invocations.length === 0) return <p className="quiet">No function has run yet.</p>;
  const newestFirst = [...invocations].reverse().slice(0, SHOWN);
  return (
    <>
      <p className="quiet">
        {invocations.length} runs, together ${costUsd.toFixed(6)} by Forge’s price list.
        {invocations.length > SHOWN ? ` The last ${SHOWN}:` : ''}
      </p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              {['Time', 'Function', 'Took', 'Reads', 'Writes', 'Pushes', 'REST points', 'Slack calls', 'Outcome'].map(
                (name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((each) => (
              <tr key={each.id}>
                <td>{toClock(each.startedAt)}</td>
                <td>{each.function}</td>
                <td>{Math.round(each.ms)} ms</td>
                <td>{each.kvs.reads}</td>
                <td>{each.kvs.writes}</td>
                <td>{each.queuePushes}</td>
                <td>{each.restPoints}</td>
                <td>{each.slackCalls}</td>
                <td className={each.outcome === 'returned' ? '' : 'error'} title={each.error}>
                  {each.outcome}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
