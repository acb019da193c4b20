import type { Faults } from '../faults';
import type { NewWork } from './work-store';

/** What a delivery becomes under the faults of its place: twice, later, or behind the others. */
export function disturb(faults: Faults, at: string, work: NewWork): NewWork[] {
  const fault = faults.take(at, ['duplicate', 'reorder', 'delay']);
  switch (fault?.kind) {
    case 'duplicate':
      return [work, { ...work, copy: true }];
    case 'reorder':
      return [{ ...work, last: true }];
    case 'delay':
      return [{ ...work, dueAt: work.dueAt + fault.delayMs }];
    default:
      return [work];
  }
}
