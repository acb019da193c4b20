import type { DecisionView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import type { People } from '../people/use-people';
import { DECIDED, VIA } from './words';

/** Both are named where somebody decided in the approver's place. */
export function DecisionLine({ decision, people }: { decision: DecisionView; people: People }) {
  const { kind, by, via, at, options } = decision;
  const voted = options === undefined || options.length === 0 ? '' : ` for ${options.join(', ')}`;
  return (
    <span>
      {DECIDED[kind]}
      {voted}
      {by === undefined ? null : (
        <>
          {' '}
          through <strong>{people.nameOf(by)}</strong>
        </>
      )}{' '}
      {VIA[via]}, <Instant at={at} />
    </span>
  );
}
