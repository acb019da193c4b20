import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/approvals/core/model';
import { seatOf } from '../../src/approvals/core/seat';
import { createDigestMail, renderDigestMail } from '../../src/email/digest';
import type { MailToSend } from '../../src/email/mail-api';
import { type DigestContent, type DigestItem, groupedByDue } from '../../src/notifications/core/digest-content';
import type { AccountId } from '../../src/shared/brand';
import { PermanentError } from '../../src/shared/errors';
import { BEN, HOUR_MS, page, RITA } from '../support/builders';
import { approvalOf, namedOnly, peopleOf } from '../support/running-approvals';
import { NOW } from '../support/slack-requests';

function item(approval: Approval): DigestItem {
  const seat = seatOf(approval, BEN);
  if (!seat.ok) throw new Error(seat.error);
  return { approval, seat: seat.value };
}

const content = (approvals: readonly Approval[], more: Partial<DigestContent> = {}): DigestContent => ({
  account: BEN,
  at: NOW,
  timeZone: 'Asia/Kolkata',
  ...groupedByDue(approvals.map(item), NOW + HOUR_MS),
  started: { count: 2, atLeast: false },
  people: namedOnly(peopleOf([RITA], { [RITA]: 'Rita' })),
  pageUrl: 'https://lighthouse.example/jira/apps',
  ...more,
});

describe('the mail of a digest', () => {
  it('says what waits, with the way there, who asks, and since when on the clocks of the reader', () => {
    const { text, html, subject } = renderDigestMail(content([approvalOf()]));

    expect(subject).toBe('Your open approvals');
    expect(text).toContain('Without a deadline\n- OPS-1 Open the new bridge:');
    expect(text).toContain('asked by Rita, since');
    expect(text).toContain('GMT+5:30');
    expect(text).toContain('2 approvals that you started wait for others.');
    expect(html).toContain('<a href="https://lighthouse.example/browse/OPS-1">OPS-1 Open the new bridge</a>');
    expect(html).toContain('<a href="https://lighthouse.example/jira/apps">');
  });

  it('shows what people typed as what it is', () => {
    const { text, html } = renderDigestMail(content([approvalOf({ subject: { title: '<b>x</b>\n- y' } })]));

    expect(html).toContain('&lt;b&gt;x&lt;/b&gt; - y');
    expect(html).not.toContain('<b>x</b>');
    expect(text).toContain('<b>x</b> - y:');
  });

  it('says so where nothing waits for the reader', () => {
    expect(renderDigestMail(content([])).text).toContain('Nothing waits for your decision.');
  });
});

describe('a digest by mail', () => {
  const given = ({ configured = true, addresses = ['ben@lighthouse.example'] } = {}) => {
    const sent: MailToSend[] = [];
    const notified: { id: string; to: AccountId }[] = [];
    const send = createDigestMail({
      jira: {
        emails: async () => new Map(addresses.map((address) => [BEN, address])),
        async notify(id, to) {
          notified.push({ id, to });
        },
      },
      mail: {
        isConfigured: async () => configured,
        async send(mail) {
          sent.push(mail);
        },
      },
    });
    return { sent, notified, send };
  };

  it('goes through the mail service where there is one, under its key', async () => {
    const { send, sent, notified } = given();

    await send(content([approvalOf()]), 'digest-1');

    expect(sent).toMatchObject([{ to: 'ben@lighthouse.example', idempotencyKey: 'digest-1' }]);
    expect(notified).toEqual([]);
  });

  it.each([
    ['there is no mail service', { configured: false }],
    ['Jira gives no address', { addresses: [] }],
  ])('goes through Jira, about the first work item of it, where %s', async (_what, setting) => {
    const { send, sent, notified } = given(setting);

    await send(content([approvalOf({ subject: page() }), approvalOf({ subject: { id: '10007' } })]), 'digest-1');

    expect(sent).toEqual([]);
    expect(notified).toEqual([{ id: '10007', to: BEN }]);
  });

  it.each([
    ['no-mail-api', { configured: false }],
    ['no-email', { addresses: [] }],
    ['no-email', { addresses: [''] }],
  ])('goes nowhere where there is no work item either: %s', async (code, setting) => {
    const { send, notified } = given(setting);

    await expect(send(content([approvalOf({ subject: page() })]), 'digest-1')).rejects.toEqual(
      new PermanentError(code),
    );
    expect(notified).toEqual([]);
  });
});
