import { expect, it } from 'vitest';
import { toNoticeView, toNotificationView } from '../../src/admin/notification-view';
import type { Notification } from '../../src/notifications/core/model';
import { createReasonText } from '../../src/notifications/words';
import { toSlackTeamId } from '../../src/shared/brand';
import { notification, slackMessage } from '../support/builders';

const words = { reason: createReasonText(() => undefined) };
const inChannel = { team: toSlackTeamId('T1'), channel: { id: 'C1', name: 'releases' } };
const toldThere: Partial<Notification> = {
  progress: { status: 'suppressed', reason: 'told-in-channel' },
  slack: slackMessage(),
};

it.each<[string, Partial<Notification>, object]>([
  [
    'a request in a channel, by the name of the channel',
    { kind: 'channel-request', slack: inChannel, progress: { status: 'sent' } },
    { kind: 'channel-request', surface: 'slack-channel', channel: 'releases', status: 'sent' },
  ],
  [
    'a channel that could not be told as no e-mail, with the reason',
    { kind: 'channel-request', progress: { status: 'fallen-back', reason: 'no-channel' } },
    { surface: 'slack-channel', status: 'fallen-back', reason: expect.stringContaining('No channel is chosen') },
  ],
  [
    'who was told in the channel as told there',
    toldThere,
    { surface: 'slack-channel', status: 'suppressed', reason: expect.stringContaining('asked in the channel') },
  ],
  [
    'who was told directly instead, and why',
    { progress: { status: 'sent' }, slack: slackMessage(), directly: 'no-channel' },
    { surface: 'slack-message', reason: expect.stringMatching(/^Told directly instead.*No channel is chosen/) },
  ],
  [
    'who was told directly since they are not in the channel',
    { progress: { status: 'sent' }, slack: slackMessage(), directly: 'not-in-channel' },
    { surface: 'slack-message', reason: expect.stringMatching(/^Told directly instead.*is not in the channel/) },
  ],
])('the history shows %s', (_what, row, view) => {
  expect(toNotificationView(notification(row), words)).toMatchObject(view);
});

it('an approval shows who was asked in the channel', () => {
  expect(toNoticeView(notification(toldThere), words)).toMatchObject({
    surface: 'slack-channel',
    status: 'suppressed',
  });
});
