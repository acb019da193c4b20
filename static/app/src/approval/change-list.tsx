import './change-list.css';
import type { ApprovalView } from '../../../../src/admin/contract';

/** What is no longer as it was when it was asked about, each part with before and after. */
export function ChangeList({ approval: { changes, outdated, state } }: { approval: ApprovalView }) {
  if (changes.length === 0) return null;
  return (
    <details className={outdated ? 'changes changes-outdated' : 'changes'} open={outdated && state === 'pending'}>
      <summary>Changed since: {changes.map(({ part }) => part).join(', ')}</summary>
      {outdated && state === 'pending' ? (
        <p className="subtle">It is no longer what people were asked about. Start it again, or cancel it.</p>
      ) : null}
      <dl>
        {changes.map(({ part, before, after }) => (
          <div key={part}>
            <dt>{part}</dt>
            <dd>
              <span className="visually-hidden">Before: </span>
              <del>{before === '' ? '(empty)' : before}</del>
              <span aria-hidden="true"> → </span>
              <span className="visually-hidden">After: </span>
              <ins>{after === '' ? '(empty)' : after}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
