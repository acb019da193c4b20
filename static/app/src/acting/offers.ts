import type { ApprovalAction, ApprovalView } from '../../../../src/admin/contract';

/** An action that asks first, with what it says. `failed` is for the case that nothing came of it. */
export type Confirmed = {
  label: string;
  action: ApprovalAction;
  title: string;
  text: string;
  confirm: string;
  failed: string;
  appearance: 'primary' | 'warning' | 'danger';
};

/** The further actions that the viewer has now, in the order of the menu. */
export function confirmedOffers({ definitionName: name, state, steps, may }: ApprovalView): readonly Confirmed[] {
  const reminders = may.remind.map((step): Confirmed => {
    const which = may.remind.length > 1 ? ` of “${steps[step]?.name ?? ''}”` : '';
    return {
      label: `Remind those${which} who have not answered`,
      action: { type: 'remind', step },
      title: 'Send a reminder?',
      text: 'Everybody in this step who has not answered is told once more, the way they were asked.',
      confirm: 'Remind',
      failed: 'No reminder was sent',
      appearance: 'primary',
    };
  });
  const others = OTHERS.filter(({ offered }) => may[offered]).map(({ of }) => of(name, state));
  return [...reminders, ...others];
}

type Other = {
  offered: 'restart' | 'unarchive' | 'archive' | 'cancel' | 'delete';
  of: (name: string, state: ApprovalView['state']) => Confirmed;
};

const OTHERS: readonly Other[] = [
  {
    offered: 'restart',
    of: (name, state) => ({
      label: 'Start again',
      action: { type: 'restart' },
      title: `Start “${name}” again?`,
      text:
        state === 'pending'
          ? 'This one is cancelled, and a new one asks everybody about the content as it is now.'
          : 'A new one asks everybody about the content as it is now. This one stays in the list.',
      confirm: 'Start again',
      failed: 'It was not started again',
      appearance: 'primary',
    }),
  },
  {
    offered: 'unarchive',
    of: (name) => ({
      label: 'Bring back',
      action: { type: 'unarchive' },
      title: `Bring “${name}” back?`,
      text: 'It is shown with the others again.',
      confirm: 'Bring back',
      failed: 'It was not brought back',
      appearance: 'primary',
    }),
  },
  {
    offered: 'archive',
    of: (name) => ({
      label: 'Archive',
      action: { type: 'archive' },
      title: `Archive “${name}”?`,
      text: 'It is folded away below the others. You can bring it back.',
      confirm: 'Archive',
      failed: 'It was not archived',
      appearance: 'primary',
    }),
  },
  {
    offered: 'cancel',
    of: (name) => ({
      label: 'Cancel approval',
      action: { type: 'cancel' },
      title: `Cancel “${name}”?`,
      text: 'Nobody can decide any more, and everybody who was asked sees that it is cancelled. You can start it again.',
      confirm: 'Cancel approval',
      failed: 'The approval was not cancelled',
      appearance: 'warning',
    }),
  },
  {
    offered: 'delete',
    of: (name) => ({
      label: 'Delete',
      action: { type: 'delete' },
      title: `Delete “${name}”?`,
      text: 'Nobody finds it here any more, and it cannot be brought back. What was decided stays in the audit log.',
      confirm: 'Delete',
      failed: 'It was not deleted',
      appearance: 'danger',
    }),
  },
];
