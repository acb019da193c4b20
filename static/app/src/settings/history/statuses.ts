import type { ThemeAppearance } from '@atlaskit/lozenge';
import type { NotificationStatus } from '../../../../../src/admin/contract';

type Shown = { label: string; appearance: ThemeAppearance };

/** What each status is called, in the order of the filter: first what a person may have to look at. */
const BY_STATUS: Record<NotificationStatus, Shown> = {
  dead: { label: 'Not delivered', appearance: 'removed' },
  'fallen-back': { label: 'Fell back to e-mail', appearance: 'moved' },
  suppressed: { label: 'Suppressed', appearance: 'default' },
  pending: { label: 'Waiting', appearance: 'default' },
  sending: { label: 'Sending', appearance: 'inprogress' },
  sent: { label: 'Sent', appearance: 'success' },
  updated: { label: 'Updated', appearance: 'success' },
};

export const STATUSES = (Object.keys(BY_STATUS) as NotificationStatus[]).map((status) => ({
  status,
  ...BY_STATUS[status],
}));
