import { describe, expect, it } from 'vitest';
import { peopleOf, textsOf } from '../../src/subjects/field-value';
import { toWorkItemState } from '../../src/subjects/work-item-state';

const doc = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const user = (accountId: string) => ({ accountId, displayName: 'Somebody', active: true, accountType: 'atlassian' });
const group = { name: 'finance', groupId: 'g-1', self: 'https://…' };
const option = (value: string) => ({ self: 'https://…', value, id: '10201' });

describe('a value of a field', () => {
  it.each([
    ['a text', 'High', ['High']],
    ['an empty text', '', []],
    ['nothing', null, []],
    ['a number', 12.5, ['12.5']],
    ['zero', 0, ['0']],
    ['a date', '2026-03-02', ['2026-03-02']],
    ['labels', ['a', 'b'], ['a', 'b']],
    ['an option', option('Marketing'), ['Marketing']],
    ['several options', [option('A'), option('B')], ['A', 'B']],
    ['an option with a second one below it', { ...option('EU'), child: option('Malta') }, ['EU', 'Malta']],
    ['a person', user('ben'), ['ben']],
    ['several people', [user('ben'), user('cleo')], ['ben', 'cleo']],
    ['a group', group, ['finance', 'g-1']],
    ['a version or a priority', { id: '3', name: 'Medium' }, ['Medium']],
    ['another work item', { id: '10002', key: 'SHOP-2', fields: {} }, ['SHOP-2']],
    ['a document', doc('Please'), ['Please']],
    ['a document without a word', doc(''), []],
    ['something that counts', { self: 'https://…', votes: 3 }, []],
  ])('is known as text: %s', (_what, value, texts) => {
    expect(textsOf(value)).toEqual(texts);
  });

  it.each([
    ['a person', user('ben'), { users: ['ben'], groups: [] }],
    ['several people', [user('ben'), user('cleo')], { users: ['ben', 'cleo'], groups: [] }],
    ['a group', group, { users: [], groups: ['g-1'] }],
    ['several groups', [group, { name: 'x', groupId: 'g-2' }], { users: [], groups: ['g-1', 'g-2'] }],
    ['an account that nobody may know', user('unknown'), undefined],
    ['labels', ['a'], undefined],
    ['an option', option('A'), undefined],
    ['nothing', null, undefined],
  ])('is known by its people: %s', (_what, value, people) => {
    expect(peopleOf(value)).toEqual(people);
  });
});

describe('what is known of a work item', () => {
  const state = toWorkItemState(
    {
      id: '10001',
      key: 'SHOP-1',
      fields: {
        summary: 'Release',
        description: doc('On Monday'),
        project: { id: '10000', key: 'SHOP', name: 'Lighthouse shop' },
        issuetype: { id: '1', name: 'Change' },
        status: { id: '3', name: 'In review', statusCategory: { name: 'In Progress' } },
        priority: { id: '2', name: 'High' },
        labels: ['urgent', 'web'],
        assignee: user('dev'),
        reporter: user('ada'),
        updated: '2026-03-02T09:00:00.000+0000',
        customfield_10100: user('ben'),
        customfield_10102: group,
        customfield_10103: 1200,
        customfield_10104: null,
      },
    },
    'https://lighthouse.example/browse/SHOP-1',
  );

  it('is where it lies and what it is called', () => {
    expect(state.subject).toEqual({
      kind: 'work-item',
      id: '10001',
      key: 'SHOP-1',
      title: 'Release',
      url: 'https://lighthouse.example/browse/SHOP-1',
      container: 'SHOP',
    });
  });

  it('are facts by the names that conditions use, and every field by its id', () => {
    expect(state.facts).toMatchObject({
      project: ['SHOP'],
      type: ['Change'],
      status: ['In review'],
      label: ['urgent', 'web'],
      priority: ['High'],
      'field:customfield_10100': ['ben'],
      'field:customfield_10103': ['1200'],
      'field:summary': ['Release'],
    });
    expect(state.facts).not.toHaveProperty('field:customfield_10104');
  });

  it('is who is involved, as far as Jira tells', () => {
    expect(state.involved).toEqual({ assignee: 'dev', reporter: 'ada' });
  });

  it('are the people of every field that has some', () => {
    expect(state.peopleFields).toEqual({
      assignee: { users: ['dev'], groups: [] },
      reporter: { users: ['ada'], groups: [] },
      customfield_10100: { users: ['ben'], groups: [] },
      customfield_10102: { users: [], groups: ['g-1'] },
    });
  });

  it('is its content by field, without what changes by itself', () => {
    expect(state.content).toEqual({
      parts: {
        summary: 'Release',
        description: 'On Monday',
        issuetype: 'Change',
        priority: 'High',
        labels: 'urgent\nweb',
        assignee: 'dev',
        reporter: 'ada',
        customfield_10100: 'ben',
        customfield_10102: 'finance\ng-1',
        customfield_10103: '1200',
      },
    });
  });

  it('is in the project of its key, and nobody is where nobody is', () => {
    const bare = toWorkItemState({ id: '1', key: 'A_B-1-7', fields: { assignee: null } }, 'https://x.example');

    expect(bare).toMatchObject({ subject: { container: 'A_B-1', title: 'A_B-1-7' }, involved: {}, peopleFields: {} });
  });
});
