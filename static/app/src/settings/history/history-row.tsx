import Lozenge from '@atlaskit/lozenge';
import type { NotificationView } from '../../../../../src/admin/contract';
import { Instant } from '../../instant';
import { STATUSES } from './statuses';

export function HistoryRow({ row, person }: { row: NotificationView; person: string | undefined }) {
  const status = STATUSES.find((each) => each.status === row.status);
  return (
    <tr>
      <td data-label="Time">
        <Instant at={row.createdAt} />
      </td>
      <td data-label="What">
        {KINDS[row.kind]}
        {row.topic === undefined ? '' : `: ${row.topic}`} <span className="subtle">{aboutOf(row)}</span>
      </td>
      <td data-label="For">{person ?? placeOf(row)}</td>
      <td data-label="Way">{SURFACES[row.surface]}</td>
      <td data-label="Status">
        <Lozenge appearance={status?.appearance}>
          {isToldDirectly(row) ? 'Told directly instead' : status?.label}
        </Lozenge>
        {row.reason === undefined ? null : <p className="reason">{row.reason}</p>}
        {row.attempts > 1 ? <p className="subtle">{row.attempts} attempts</p> : null}
      </td>
    </tr>
  );
}

const aboutOf = ({ subjectKey, definitionName }: NotificationView): string =>
  [subjectKey, definitionName].filter((part) => part !== undefined && part !== '').join(' · ');

function placeOf({ surface, channel }: NotificationView): string {
  if (surface !== 'slack-channel') return 'The work item or page';
  return channel === undefined ? 'No channel' : `#${channel}`;
}

/** Where a channel could not be told there is no e-mail, but a message to each of its people. */
const isToldDirectly = ({ surface, status }: NotificationView) =>
  surface === 'slack-channel' && status === 'fallen-back';

const KINDS: Record<NotificationView['kind'], string> = {
  'approval-request': 'Request to approve',
  'channel-request': 'Request in a channel',
  'channel-outcome': 'Outcome in a channel',
  reminder: 'Reminder',
  notice: 'Notice',
  'outcome-comment': 'Comment with the outcome',
  'state-property': 'State for searches',
  effect: 'What follows',
};

const SURFACES: Record<NotificationView['surface'], string> = {
  'slack-message': 'Slack message',
  'slack-channel': 'Slack channel',
  email: 'E-mail',
  comment: 'Comment',
  property: 'Property',
  change: 'Change of the work item or page',
};
