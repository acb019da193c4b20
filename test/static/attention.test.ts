import { describe, expect, it } from 'vitest';
import type { AttentionEntry, ConnectionView, NotificationView } from '../../src/admin/contract';
import { type Seen, toItems } from '../../static/app/src/settings/attention/attention';

const NOW = Date.UTC(2026, 2, 2);
const DAY_MS = 24 * 3_600_000;

const stuck: AttentionEntry = {
  approvalId: 'apr-1',
  definitionName: 'Release',
  subject: { key: 'OPS-1', title: 'Open the new bridge', url: 'https://lighthouse.example/browse/OPS-1' },
  step: 'Review',
  problem: 'Nobody is left to ask in this step. Add an approver.',
  since: NOW - DAY_MS,
};
const connection: ConnectionView = {
  teamId: 'T1',
  teamName: 'Lighthouse',
  name: 'Lighthouse',
  isDefault: true,
  installedAt: NOW,
  state: 'healthy',
};
const dead = (recipient: string | undefined, createdAt = NOW - DAY_MS): NotificationView => ({
  key: `row-${recipient}-${createdAt}`,
  createdAt,
  kind: 'approval-request',
  surface: 'email',
  status: 'dead',
  attempts: 3,
  subjectKey: 'OPS-1',
  approvalId: 'apr-1',
  ...(recipient === undefined ? {} : { recipient }),
});
const WELL: Seen = {
  stuck: [],
  slack: { connections: [connection], warnings: [] },
  mail: { configured: true, provider: 'resend', from: 'baton@lighthouse.example', changedAt: NOW - 89 * DAY_MS },
  api: { token: { createdAt: NOW - 89 * DAY_MS, createdBy: 'ada' } },
  dead: [],
};
const itemsOf = (seen: Seen) => toItems({ ...WELL, ...seen }, NOW);
const warning = { about: 'Lighthouse', text: 'The Slack app was removed.', remedy: 'Authorize again.' };

describe('what needs an administrator', () => {
  it('is nothing where all is well, or nothing was looked at', () => {
    expect(itemsOf({})).toEqual([]);
    expect(toItems({}, NOW)).toEqual([]);
  });

  it('is in one list: connections, mail, people, secrets, and approvals that cannot go on', () => {
    const items = itemsOf({
      stuck: [stuck],
      slack: { connections: [connection], warnings: [warning] },
      mail: { configured: false, neededBy: ['Supplier contract'] },
      api: { token: { createdAt: NOW - 90 * DAY_MS, createdBy: 'ada' } },
      dead: [dead('ben')],
    });

    expect(items.map(({ title, way }) => [title, way.type === 'tab' ? way.tab : way.url])).toEqual([
      ['Lighthouse', 'slack'],
      ['Mail service', 'mail'],
      ['People who were not reached', 'history'],
      ['API token', 'automation'],
      ['OPS-1 Open the new bridge', stuck.subject.url],
    ]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it.each<[string, Seen, string | undefined]>([
    ['no workspace at all', { slack: { connections: [], warnings: [] } }, 'No Slack workspace is connected.'],
    ['no mail service that nobody needs', { mail: { configured: false, neededBy: [] } }, undefined],
    [
      'no mail service for four definitions',
      { mail: { configured: false, neededBy: ['A', 'B', 'C', 'D'] } },
      'are asked in “A”, “B”, “C” and 1 more, and nothing reaches them.',
    ],
    [
      'an old key of the mail service',
      { mail: { configured: true, provider: 'resend', from: 'x', changedAt: NOW - 90 * DAY_MS } },
      'Its key is older than 90 days.',
    ],
    ['somebody who was not reached', { dead: [dead('ben')] }, 'One message to one person could not'],
    ['more of them', { dead: [dead('ben'), dead('ben', NOW - 1), dead('cleo')] }, '3 messages to 2 people could not'],
    ['somebody who was not reached long ago', { dead: [dead('ben', NOW - 7 * DAY_MS)] }, undefined],
    ['what was written to nobody', { dead: [dead(undefined)] }, undefined],
    ['a step that is stuck', { stuck: [stuck] }, stuck.problem],
  ])('is said of %s', (_what, seen, text) => {
    expect(itemsOf(seen).map((each) => each.text)).toEqual(text === undefined ? [] : [expect.stringContaining(text)]);
  });
});
