import './approvers.css';
import type { StepView } from '../../../../src/admin/contract';
import type { People } from '../people/use-people';

type Props = { excluded: StepView['excluded']; people: People };

/** Who would be asked, and why they are not. */
export function ExcludedList({ excluded, people }: Props) {
  if (excluded.length === 0) return null;
  const names = excluded.map(({ id, because }) => `${people.nameOf(id)} (${because})`);
  return <p className="subtle excluded">Not asked: {names.join(', ')}</p>;
}
