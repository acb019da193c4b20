import type { ApprovalView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import type { People } from '../people/use-people';

/** Who asked and when, what it is bound to, and how long it holds. */
export function ApprovalFacts({ approval, people }: { approval: ApprovalView; people: People }) {
  const { requester, startedAt, closedAt, version, validUntil, lapsed } = approval;
  return (
    <ul className="facts">
      <li>
        {people.nameOf(requester)} asked on <Instant at={startedAt} />
      </li>
      {closedAt === undefined ? null : (
        <li>
          Closed <Instant at={closedAt} />
        </li>
      )}
      {version === undefined ? null : <li>About version {version}</li>}
      {validUntil === undefined ? null : (
        <li>
          {lapsed ? 'Was valid until' : 'Valid until'} <Instant at={validUntil} />
        </li>
      )}
    </ul>
  );
}
