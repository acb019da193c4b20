import { expect, it } from 'vitest';
import { createClock } from '../../../sandbox/clock';
import { openDocuments } from '../../../sandbox/documents';
import { createMailbox } from '../../../sandbox/mail/mailbox';

const mail = (subject: string) => ({
  to: { address: 'ada@lighthouse.example' },
  from: 'jira@lighthouse.example',
  subject,
  text: 'Please look',
  via: 'mail-api' as const,
});

it('keeps mails in the order in which they were sent, with the time of the sandbox', () => {
  const documents = openDocuments(':memory:');
  const clock = createClock('manual', { at: 1_000 });
  const mailbox = createMailbox({ documents, clock });

  mailbox.send(mail('first'));
  clock.advance(500);
  mailbox.send(mail('second'));

  expect(createMailbox({ documents, clock }).all()).toEqual([
    { id: '1', at: 1_000, ...mail('first') },
    { id: '2', at: 1_500, ...mail('second') },
  ]);
});

it('forgets all mails at a reset', () => {
  const mailbox = createMailbox({ documents: openDocuments(':memory:'), clock: createClock('manual', { at: 0 }) });
  mailbox.send(mail('first'));

  mailbox.reset();

  expect(mailbox.all()).toEqual([]);
});
