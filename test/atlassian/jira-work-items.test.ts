import { describe, expect, it } from 'vitest';
import { PermanentError, UnreadableError } from '../../src/shared/errors';
import { BEN } from '../support/atlassian-twins';
import { jiraAnswering, jiraOverTwin } from '../support/jira-twin';

describe('a work item', () => {
  it('is read with all that can be decided on, and without its comments', async () => {
    const { jira, calls } = jiraOverTwin();

    const item = await jira.workItemAsUser('10001');

    expect(item).toMatchObject({ id: '10001', key: 'SHOP-1', fields: { summary: 'Release checkout 2.4 on Thursday' } });
    expect(item?.fields).toHaveProperty('customfield_10103');
    expect(item?.fields).not.toHaveProperty('comment');
    expect(calls[0]?.request.query).toEqual([['fields', '*all,-comment,-worklog']]);
  });

  it('is read by the app with the fields that it names', async () => {
    const { jira } = jiraOverTwin();

    expect(Object.keys((await jira.workItemAsApp('10001', ['status']))?.fields ?? {})).toEqual(['status']);
  });

  it.each([401, 403, 404])('is not there for a person to whom Jira answers %s', async (status) => {
    const { jira } = jiraAnswering({ status, body: { errorMessages: ['no'] } });

    expect(await jira.workItemAsUser('10001')).toBeUndefined();
  });

  it('is not there for the app where Jira knows none, though not where the app may not look', async () => {
    expect(await jiraOverTwin().jira.workItemAsApp('99999')).toBeUndefined();
    await expect(jiraAnswering({ status: 403, body: {} }).jira.workItemAsApp('1')).rejects.toThrow(PermanentError);
  });

  it('whose answer is not what was agreed is an error, not a work item', async () => {
    const { jira } = jiraAnswering({ status: 200, body: { id: '10001', key: 'SHOP-1' } });

    await expect(jira.workItemAsUser('10001')).rejects.toThrow(UnreadableError);
  });
});

describe('an edit', () => {
  it('moves a work item along a transition that is open to it', async () => {
    const { jira } = jiraOverTwin();

    const open = await jira.transitions('10001');
    await jira.transition('10001', open.find(({ to }) => to === 'Done')?.id ?? '');

    expect((await jira.workItemAsApp('10001', ['status']))?.fields).toMatchObject({ status: { name: 'Done' } });
  });

  it('bears a transition that leads nowhere', async () => {
    const { jira } = jiraAnswering({
      status: 200,
      body: { transitions: [{ id: '1' }, { id: '2', to: { name: 'Done' } }] },
    });

    expect(await jira.transitions('1')).toEqual([{ id: '1' }, { id: '2', to: 'Done' }]);
  });

  it('tells which fields can be set, with the choices that there are', async () => {
    const fields = await jiraOverTwin().jira.editableFields('10001');

    expect(fields.customfield_10103?.schema.type).toBe('number');
    expect(fields.customfield_10104?.choices?.map(({ value }) => value)).toContain('Marketing');
    expect(fields).not.toHaveProperty('status');
  });

  it('sets one field and leaves the others', async () => {
    const { jira } = jiraOverTwin();

    await jira.setField('10001', 'customfield_10100', { accountId: BEN });
    await jira.addLabel('10001', 'one');
    await jira.addLabel('10001', 'two');
    await jira.addLabel('10001', 'two');

    expect((await jira.workItemAsApp('10001'))?.fields).toMatchObject({
      customfield_10100: { accountId: BEN },
      labels: ['one', 'two'],
      summary: 'Release checkout 2.4 on Thursday',
    });
  });
});
