import { expect, it } from 'vitest';
import { createJira } from '../../src/atlassian/jira';
import { createEmailSurface } from '../../src/email/surface';
import type { ProductResponse } from '../../src/ports';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { BEN, notification } from '../support/builders';
import { jiraAnswering } from '../support/jira-twin';
import { tellingOf } from '../support/running-approvals';

const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'sent',
    (error: unknown) => error,
  );

it('mails the recipient of the row through the work item', async () => {
  const { jira, requests } = jiraAnswering({ status: 204, body: undefined });

  await createEmailSurface({ jira })(tellingOf());

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

it.each<[string, ProductResponse, new (code: string) => Error]>([
  ['may be sent again after a 429 that names a time', { status: 429, retryAfterSeconds: 7, body: {} }, TransientError],
  ['may be sent again after a 429 that names none', { status: 429, body: {} }, TransientError],
  ['may have gone out after a 500', { status: 500, body: {} }, UnknownOutcomeError],
  ['may have gone out after a 503', { status: 503, body: {} }, UnknownOutcomeError],
  [
    'may have gone out after a 503 that names a time',
    { status: 503, retryAfterSeconds: 7, body: {} },
    UnknownOutcomeError,
  ],
  ['never will after a 403', { status: 403, body: {} }, PermanentError],
  ['never will after a 404', { status: 404, body: {} }, PermanentError],
])('%s', async (_claim, response, kind) => {
  const { jira } = jiraAnswering(response);

  expect(await outcomeOf(createEmailSurface({ jira })(tellingOf()))).toBeInstanceOf(kind);
});

it('may have gone out when no answer came', async () => {
  const silent = () => Promise.reject(new TransientError('jira POST was not answered'));
  const jira = createJira({ asApp: silent, asUser: silent });

  const outcome = await outcomeOf(createEmailSurface({ jira })(tellingOf()));

  expect(outcome).toBeInstanceOf(UnknownOutcomeError);
});

it('mails nobody where the row names nobody', async () => {
  const { jira, requests } = jiraAnswering({ status: 204, body: undefined });
  const { recipient: _, ...row } = notification();

  await outcomeOf(createEmailSurface({ jira })(tellingOf({}, { row })));

  expect(requests).toEqual([]);
});
