import { describe, expect, it } from 'vitest';
import { document } from '../../src/atlassian/adf';
import type { Jira } from '../../src/atlassian/jira';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { BEN } from '../support/builders';
import { jiraAnswering } from '../support/jira-twin';

const MAIL = { subject: 'Approval requested', text: 'Please decide.', html: '<p>Please decide.</p>' };

/** Done twice, they do no harm. */
const REPEATABLE: readonly [name: string, ask: (jira: Jira) => Promise<unknown>][] = [
  ['addComment', (jira) => jira.addComment('10001', document(), 'marker-1')],
  ['hasComment', (jira) => jira.hasComment('10001', 'marker-1')],
  ['setProperty', (jira) => jira.setProperty('10001', 'baton-approval', {})],
  ['emails', (jira) => jira.emails([BEN])],
  ['profiles', (jira) => jira.profiles([BEN])],
  ['siteUrl', (jira) => jira.siteUrl()],
  ['transitions', (jira) => jira.transitions('10001')],
  ['transition', (jira) => jira.transition('10001', '21')],
  ['editableFields', (jira) => jira.editableFields('10001')],
  ['setField', (jira) => jira.setField('10001', 'summary', 'New')],
  ['addLabel', (jira) => jira.addLabel('10001', 'approved')],
  ['fields', (jira) => jira.fields()],
  ['findGroups', (jira) => jira.findGroups('')],
];

describe('an answer that is no success', () => {
  it.each(REPEATABLE)('to %s is passing for 409, 429 and 5xx, and for ever otherwise', async (_name, ask) => {
    const errorOf = (status: number) => ask(jiraAnswering({ status, body: {} }).jira).catch((error: unknown) => error);

    const passing = await Promise.all([409, 429, 500, 502, 503].map(errorOf));
    const lasting = await Promise.all([400, 401, 403, 404, 413].map(errorOf));

    expect(passing.every((error) => error instanceof TransientError)).toBe(true);
    expect(lasting.every((error) => error instanceof PermanentError)).toBe(true);
    expect(lasting).toMatchObject([400, 401, 403, 404, 413].map((status) => ({ code: `jira-${status}` })));
  });

  it.each([
    [429, TransientError],
    [500, UnknownOutcomeError],
    [503, UnknownOutcomeError],
    [403, PermanentError],
  ])('to notify leaves open after a 5xx whether a mail goes out: %s', async (status, kind) => {
    const { jira } = jiraAnswering({ status, retryAfterSeconds: 7, body: {} });

    await expect(jira.notify('10001', BEN, MAIL)).rejects.toThrow(kind);
  });

  it.each(['workItemAsApp', 'membersOf', 'actorsOf'] as const)(
    'to %s is no error where nothing is there',
    async (name) => {
      const { jira } = jiraAnswering({ status: 404, body: {} });
      const asked = {
        workItemAsApp: () => jira.workItemAsApp('1'),
        membersOf: () => jira.membersOf('g', 10),
        actorsOf: () => jira.actorsOf('SHOP', '1'),
      };

      expect(await asked[name]()).toEqual(
        { workItemAsApp: undefined, membersOf: [], actorsOf: { users: [], groups: [] } }[name],
      );
    },
  );

  it.each([
    ['as long as Jira asks', 7, 7_000],
    ['half a minute where Jira names no time', undefined, 30_000],
  ])('is waited out for %s', async (_what, retryAfterSeconds, retryAfterMs) => {
    const asked = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    const { jira } = jiraAnswering({ status: 429, body: {}, ...asked });

    await expect(jira.profiles([BEN])).rejects.toMatchObject({ retryAfterMs });
  });
});
