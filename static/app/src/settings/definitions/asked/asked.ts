import type { Asked } from '../form';

export const ASKED: readonly { value: Asked['type']; label: string; hint: string }[] = [
  { value: 'user', label: 'People', hint: 'Chosen by name.' },
  { value: 'group', label: 'Groups', hint: 'Whoever is in one of them while the step runs.' },
  { value: 'field', label: 'A field of the work item', hint: 'The people or groups in it, read again while it runs.' },
  { value: 'role', label: 'A role in the project', hint: 'Whoever has it in the project of the work item.' },
  { value: 'space-permission', label: 'A permission in the space', hint: 'Whoever has it in the space of the page.' },
  { value: 'external', label: 'E-mail addresses', hint: 'People without an account: they get a link by e-mail.' },
];

export function freshAsked(type: Asked['type']): Asked {
  switch (type) {
    case 'user':
      return { type, people: [] };
    case 'group':
      return { type, groups: [] };
    case 'field':
      return { type, field: { id: '', name: '' } };
    case 'role':
      return { type, role: { id: '', name: '' } };
    case 'space-permission':
      return { type, permission: 'administer-space' };
    case 'external':
      return { type, emails: [] };
  }
}
