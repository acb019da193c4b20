import { expect, it } from 'vitest';
import { ADA, APP_ID, app, BEN, GONE, openJira, person } from '../../support/atlassian-twins';

const notify = (key = 'SHOP-1') => `POST /rest/api/3/issue/${key}/notify`;

it('mails each recipient once, from the site', async () => {
  const { ask, mailbox } = openJira();

  const response = await ask(notify(), {
    subject: 'Please decide',
    textBody: 'Release checkout 2.4?',
    htmlBody: '<p>Release checkout 2.4?</p>',
    to: { reporter: true, users: [{ accountId: ADA }, { accountId: BEN }] },
  });

  expect(response.status).toBe(204);
  expect(mailbox.all()).toMatchObject([
    { to: { accountId: ADA, address: 'ada@lighthouse.example', name: 'Ada Brook' }, subject: 'Please decide' },
    {
      to: { address: 'ben@lighthouse.example' },
      from: 'jira@lighthouse.atlassian.net',
      text: 'Release checkout 2.4?',
      html: '<p>Release checkout 2.4?</p>',
      via: 'jira-notify',
    },
  ]);
});

it('takes the key and the summary where there is no subject', async () => {
  const { ask, mailbox } = openJira();

  await ask(notify(), { textBody: 'Hi', to: { assignee: true } });

  expect(mailbox.all().map((mail) => mail.subject)).toEqual(['(SHOP-1) Release checkout 2.4 on Thursday']);
});

it.each([
  ['no recipients', 'SHOP-1', {}, app],
  ['the app itself', 'SHOP-1', { users: [{ accountId: APP_ID }] }, app],
  ['the person who calls', 'SHOP-1', { users: [{ accountId: ADA }, { accountId: BEN }] }, person(ADA)],
  ['the assignee where there is none', 'SHOP-2', { assignee: true, reporter: true }, app],
  ['a stranger', 'SHOP-1', { users: [{ accountId: BEN }, { accountId: 'nobody' }] }, app],
])('refuses %s and mails nobody', async (_whom, key, to, caller) => {
  const { ask, mailbox } = openJira();

  const response = await ask(notify(key), { textBody: 'Hi', to }, caller);

  expect(response.status).toBe(400);
  expect(mailbox.all()).toEqual([]);
});

it('mails nobody who cannot see the work item', async () => {
  const { ask, mailbox } = openJira();

  const response = await ask(notify(), { textBody: 'Hi', to: { users: [{ accountId: GONE }, { accountId: BEN }] } });

  expect(response.status).toBe(204);
  expect(mailbox.all().map((mail) => mail.to.accountId)).toEqual([BEN]);
});
