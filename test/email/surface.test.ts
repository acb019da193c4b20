import { expect, it } from 'vitest';
import { createJira } from '../../src/atlassian/jira';
import type { MailToSend } from '../../src/email/mail-api';
import { createEmailSurface } from '../../src/email/surface';
import type { Notification } from '../../src/notifications/core/model';
import type { Telling } from '../../src/notifications/core/surfaces';
import type { ProductResponse } from '../../src/ports';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import type { Subject } from '../../src/subjects/core/model';
import { BEN, EVE, externalStep, notification, page, RITA, userStep, workItem } from '../support/builders';
import { START } from '../support/fake-ports';
import { jiraAnswering } from '../support/jira-twin';
import { peopleOf, startedApproval } from '../support/running-approvals';

const rowOf = (more: Partial<Notification> = {}): Notification =>
  notification({ recipient: BEN, round: 0, asks: true, ...more });

const tellingOf = (subject: Subject = workItem(), row: Partial<Notification> = {}): Telling => ({
  approval: startedApproval([userStep([BEN]), externalStep(['eve@partner.example'], { together: true })], { subject })
    .next,
  sequence: 2,
  row: rowOf(row),
  people: peopleOf([RITA, BEN]),
});

function given(response: ProductResponse = { status: 204, body: undefined }, configured = true) {
  const { jira, requests } = jiraAnswering(response);
  const sent: MailToSend[] = [];
  const mentions: unknown[][] = [];
  const email = createEmailSurface({
    jira,
    mail: {
      isConfigured: async () => configured,
      async send(mail) {
        sent.push(mail);
      },
    },
    linkFor: async ({ row }, recipient) => ({
      url: `https://hook.example/page?t=${row.key}-${recipient}`,
      until: START,
    }),
    async mentionOnPage(...said) {
      mentions.push(said);
    },
  });
  return { email, requests, sent, mentions };
}

const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'sent',
    (error: unknown) => error,
  );

it('mails the recipient of the row through the work item', async () => {
  const { email, requests, sent } = given();

  await email(tellingOf());

  expect(sent).toEqual([]);
  expect(requests).toMatchObject([
    {
      path: ['rest', 'api', '3', 'issue', '10001', 'notify'],
      body: {
        subject: 'Approval requested: OPS-1 Open the new bridge',
        to: { users: [{ accountId: BEN }], watchers: false },
      },
    },
  ]);
});

it.each([
  ['work item', workItem()],
  ['page', page()],
])('sends people without an account the link to their own page, about a %s', async (_what, subject) => {
  const { email, requests, sent } = given();
  const telling = tellingOf(subject, { recipient: EVE, step: 1 });

  await email(telling);

  const { key } = telling.row;
  expect(sent).toMatchObject([{ to: 'eve@partner.example', idempotencyKey: key }]);
  expect(sent[0]?.text).toContain(`https://hook.example/page?t=${key}-${EVE}`);
  expect(requests).toEqual([]);
});

it('reaches nobody without an account where no mail service is set up', async () => {
  const { email } = given(undefined, false);

  expect(await outcomeOf(email(tellingOf(page(), { recipient: EVE, step: 1 })))).toMatchObject({ code: 'no-mail-api' });
});

it('mails people about a page through the mail service', async () => {
  const body = [{ accountId: BEN, email: 'ben@lighthouse.example' }];
  const { email, sent, mentions } = given({ status: 200, body });

  await email(tellingOf(page()));

  expect(sent).toMatchObject([{ to: 'ben@lighthouse.example', subject: 'Approval requested: Travel policy' }]);
  expect(sent[0]?.text).toContain('https://lighthouse.example/wiki/spaces/HR/pages/20001');
  expect(mentions).toEqual([]);
});

it('mails nobody about a page whose address is not known', async () => {
  const { email } = given({ status: 200, body: [] });

  expect(await outcomeOf(email(tellingOf(page())))).toMatchObject({ code: 'no-email' });
});

it.each([
  ['first', 1, false],
  ['second', 2, true],
])('mentions people on a page where no mail service is set up, at the %s try', async (_which, attempts, mayExist) => {
  const { email, mentions } = given(undefined, false);
  const telling = tellingOf(page(), { attempts });

  await email(telling);

  expect(mentions).toEqual([
    [page(), BEN, expect.stringContaining('rita asks for your approval'), telling.row.key, mayExist],
  ]);
});

it.each<[string, ProductResponse, new (code: string) => Error]>([
  ['may be sent again after a 429 that names a time', { status: 429, retryAfterSeconds: 7, body: {} }, TransientError],
  ['may be sent again after a 429 that names none', { status: 429, body: {} }, TransientError],
  ['may have gone out after a 500', { status: 500, body: {} }, UnknownOutcomeError],
  [
    'may have gone out after a 503 that names a time',
    { status: 503, retryAfterSeconds: 7, body: {} },
    UnknownOutcomeError,
  ],
  ['never will after a 403', { status: 403, body: {} }, PermanentError],
  ['never will after a 404', { status: 404, body: {} }, PermanentError],
])('%s', async (_claim, response, kind) => {
  const { email } = given(response);

  expect(await outcomeOf(email(tellingOf()))).toBeInstanceOf(kind);
});

it('may have gone out when no answer came', async () => {
  const silent = () => Promise.reject(new TransientError('jira POST was not answered'));
  const jira = createJira({ asApp: silent, asUser: silent });
  const mail = { isConfigured: async () => false, send: async () => {} };
  const email = createEmailSurface({
    jira,
    mail,
    linkFor: async () => ({ url: '', until: START }),
    mentionOnPage: async () => {},
  });

  expect(await outcomeOf(email(tellingOf()))).toBeInstanceOf(UnknownOutcomeError);
});

it('mails nobody where the row names nobody', async () => {
  const { email, requests } = given();
  const { recipient: _, ...row } = rowOf();

  expect(await outcomeOf(email({ ...tellingOf(), row }))).toBeInstanceOf(TypeError);
  expect(requests).toEqual([]);
});
