import type { Effect } from '../form';

export const EFFECTS: readonly { value: Effect['type']; label: string }[] = [
  { value: 'transition', label: 'Move the work item to a status' },
  { value: 'set-field', label: 'Set a field of the work item' },
  { value: 'add-label', label: 'Add a label' },
  { value: 'comment', label: 'Add a comment' },
];

export function freshEffect(type: Effect['type']): Effect {
  switch (type) {
    case 'transition':
      return { type, to: '' };
    case 'set-field':
      return { type, field: '', value: '' };
    case 'add-label':
      return { type, label: '' };
    case 'comment':
      return { type, text: '' };
  }
}
