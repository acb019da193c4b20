import './change-list.css';
import type { ApprovalView, ChangeView } from '../../../../src/admin/contract';

/** What is no longer as it was when it was asked about; else what was different when people were asked again. */
export function ChangeList({ approval }: { approval: ApprovalView }) {
  const { changes, outdated, state, askedAgain } = approval;
  if (changes.length === 0) return askedAgain === undefined ? null : <AskedAgain changes={askedAgain.changes} />;
  return (
    <details className={outdated ? 'changes changes-outdated' : 'changes'} open={outdated && state === 'pending'}>
      <summary>Changed since: {partsIn(changes)}</summary>
      {outdated && state === 'pending' ? (
        <p className="subtle">It is no longer what people were asked about. Start it again, or cancel it.</p>
      ) : null}
      <Changes changes={changes} />
    </details>
  );
}

const AskedAgain = ({ changes }: { changes: readonly ChangeView[] }) => (
  <details className="changes">
    <summary>Asked again after a change of: {partsIn(changes)}</summary>
    <Changes changes={changes} />
  </details>
);

/** Each part with before and after. */
const Changes = ({ changes }: { changes: readonly ChangeView[] }) => (
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
);

const partsIn = (changes: readonly ChangeView[]): string => changes.map(({ part }) => part).join(', ');
