import { describe, expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, tell } from '../support/story';

const { ada, ben, cleo, dev } = PEOPLE;
const RELEASE_MANAGERS = { id: '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01', name: 'release-managers' };
const APPROVERS_FIELD = { id: 'customfield_10101', name: 'Approvers' };
const all = { type: 'all' };
const user = (...people: { accountId: string }[]) => ({
  type: 'user',
  people: people.map(({ accountId }) => accountId),
});

const approversIn = async (story: Story, step = 0) =>
  (await story.approval()).steps[step]?.approvers.filter(({ left }) => left === undefined).map(({ id }) => id);

const headlines = (story: Story, person: 'ada' | 'ben' | 'cleo') =>
  story.messages(person).map((message) => wordsOf(message).split('\n')[0]);

describe('steps that run at the same time', () => {
  async function inParallel(): Promise<Story> {
    const story = await tell();
    await story.form({
      name: 'Both sides',
      steps: [
        { name: 'Security', asks: user(ben), quorum: all },
        { name: 'Finance', asks: user(cleo), quorum: all, together: true },
        { name: 'Head', asks: user(ada), quorum: all },
      ],
    });
    await story.start('Both sides');
    return story;
  }

  it('ask both sides at once, in whatever order they answer, and the next step when both have approved', async () => {
    const story = await inParallel();
    expect([choicesOf(story.message('ben')), choicesOf(story.message('cleo'))]).toEqual([
      ['approve', 'reject'],
      ['approve', 'reject'],
    ]);

    await story.decide('cleo', 'approve');
    expect(story.messages('ada')).toEqual([]);
    await story.decide('ben', 'approve');

    expect(choicesOf(story.message('ada'))).toEqual(['approve', 'reject']);
  });

  it('end for both sides when one rejects', async () => {
    const story = await inParallel();

    await story.decide('cleo', 'reject');

    expect((await story.approval()).steps.map(({ state }) => state)).toEqual(['skipped', 'rejected', 'skipped']);
    expect(choicesOf(story.message('ben'))).toEqual([]);
  });
});

describe('a step that asks a group', () => {
  it('asks its members as Jira knows them', async () => {
    const story = await tell();
    const asks = { type: 'group', groups: [RELEASE_MANAGERS] };
    await story.form({ name: 'By group', steps: [{ name: 'Managers', asks, quorum: { type: 'number', pass: 1 } }] });

    await story.start('By group');

    expect(await approversIn(story)).toEqual([ben.accountId, cleo.accountId]);
    expect((await story.approval()).steps[0]?.asks).toContain('release-managers');
    await story.decide('cleo', 'approve');
    expect(story.property()).toMatchObject({ state: 'approved', approved: ['By group'] });
    expect(choicesOf(story.message('ben'))).toEqual([]);
  });
});

describe('a step that asks whoever is in a field', () => {
  async function byField(people: readonly { accountId: string }[]): Promise<Story> {
    const story = await tell();
    await write(story, people);
    await story.form({
      name: 'By field',
      steps: [{ name: 'Approvers', asks: { type: 'field', field: APPROVERS_FIELD }, quorum: all }],
    });
    await story.start('By field');
    return story;
  }
  const write = (story: Story, people: readonly { accountId: string }[]) =>
    story.editItem('SHOP-1', dev.accountId, {
      [APPROVERS_FIELD.id]: people.map(({ accountId }) => ({ accountId })),
    });

  it('asks them, and others when the field changes: the buttons of the old one go, the new one is asked', async () => {
    const story = await byField([ben]);
    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);

    await write(story, [cleo]);

    expect(choicesOf(story.message('ben'))).toEqual([]);
    expect(wordsOf(story.message('ben'))).toContain('No longer asked');
    expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
    expect(await story.decide('ben', 'approve')).toMatchObject({ ok: false });
    await story.decide('cleo', 'approve');
    expect(story.property()).toMatchObject({ state: 'approved' });
  });

  it('keeps the decision of whoever is taken out of the field later', async () => {
    const story = await byField([ben, cleo]);
    await story.decide('ben', 'approve');

    await write(story, [cleo]);

    const [step] = (await story.approval()).steps;
    expect(step?.approvers.find(({ id }) => id === ben.accountId)?.decision).toMatchObject({ kind: 'approve' });
  });

  it('is stuck while the field is empty, tells the requester and the owner, and goes on when it is filled in', async () => {
    const story = await byField([]);

    const stuck = await story.approval();
    expect(stuck.steps[0]?.deadlock).toBeTruthy();
    expect(headlines(story, 'ada')).toEqual(['Approval is stuck: By field']);
    expect(stuck.state).toBe('pending');

    await write(story, [ben]);

    expect((await story.approval()).steps[0]?.deadlock).toBeUndefined();
    expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
  });
});

describe('a step that asks a role of the project', () => {
  it('asks its people and the members of its groups, but not whoever is excluded', async () => {
    const story = await tell();
    await story.form({
      name: 'By role',
      steps: [
        {
          name: 'Role',
          asks: { type: 'role', role: { id: '10101', name: 'Approvers' } },
          quorum: all,
          exclude: ['assignee'],
        },
      ],
    });

    await story.start('By role');

    expect(await approversIn(story)).toEqual(expect.arrayContaining([ben.accountId, cleo.accountId]));
    const [step] = (await story.approval()).steps;
    expect(step?.excluded).toMatchObject([{ id: dev.accountId, because: 'is the assignee' }]);
    expect(story.mailsTo('dev')).toEqual([]);
  });
});

describe('separation of duties', () => {
  it('lets nobody approve what they asked for, and says so', async () => {
    const story = await tell();
    await story.form({
      name: 'Four eyes',
      steps: [{ name: 'Somebody else', asks: user(ada, ben), quorum: all, exclude: ['requester'] }],
    });

    await story.start('Four eyes');

    expect(await story.decide('ada', 'approve')).toMatchObject({ ok: false });
    const [first] = (await story.approval()).steps;
    expect(first?.approvers.find(({ id }) => id === ada.accountId)?.left).toContain('asked for this approval');
    await story.decide('ben', 'approve');
    expect(story.property()).toMatchObject({ state: 'approved' });
  });

  it('leaves a step stuck whose only approver asks for it, until an administrator adds one', async () => {
    const story = await tell();
    await story.form({
      name: 'Own matter',
      steps: [{ name: 'Ben', asks: user(ben), quorum: all, exclude: ['requester'] }],
    });

    await story.start('Own matter', { by: 'ben' });

    expect(headlines(story, 'ben')).toEqual(['Approval is stuck: Own matter']);
    expect(headlines(story, 'ada')).toEqual(['Approval is stuck: Own matter']);
    expect(await story.admin('approvals/attention')).toMatchObject({
      ok: true,
      value: [{ definitionName: 'Own matter', step: 'Ben', subject: { key: 'SHOP-1' } }],
    });

    const added = await story.act('ada', {
      type: 'add-approver',
      step: 0,
      who: cleo.accountId,
      reason: 'Ben asks himself',
    });

    expect(added).toMatchObject({ ok: true });
    expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
    expect(await story.admin('approvals/attention')).toEqual({ ok: true, value: [] });
    await story.decide('cleo', 'approve');
    expect(story.property()).toMatchObject({ state: 'approved' });
  });

  it('is stuck when the account of the only approver is deactivated', async () => {
    const story = await tell();
    await story.form({ name: 'Ben alone', steps: [{ name: 'Ben', asks: user(ben), quorum: all }] });
    await story.start('Ben alone');

    story.sandbox.jira.setActive(ben.accountId, false);
    await story.hours(7);
    // Who they are is remembered for a day.
    await story.hours(24);

    expect((await story.approval()).steps[0]?.deadlock).toBeTruthy();
    expect(headlines(story, 'ada')).toEqual(['Approval is stuck: Ben alone']);
  });
});

describe('what follows from the outcome', () => {
  const effects = [
    { type: 'transition', to: 'Done' },
    { type: 'set-field', field: 'customfield_10103', value: '250' },
    { type: 'add-label', label: 'signed-off' },
    { type: 'comment', text: 'The release may go out.' },
  ];
  async function withEffects(undoMinutes = 0): Promise<Story> {
    const story = await tell();
    await story.form({
      name: 'With effects',
      steps: [{ name: 'Ben', asks: user(ben), quorum: all }],
      terms: { onApproved: effects, onRejected: [{ type: 'transition', to: 'To do' }], undoMinutes },
    });
    await story.start('With effects');
    return story;
  }
  const item = (story: Story) => story.sandbox.jira.workItem('SHOP-1');

  it('happens through the workflow, once each, after the approval', async () => {
    const story = await withEffects();

    await story.decide('ben', 'approve');
    await story.settle(6);

    expect(item(story)).toMatchObject({ status: 'Done', labels: ['signed-off'], fields: { customfield_10103: 250 } });
    expect(story.comments()).toHaveLength(2);
    expect(await story.history('dead')).toEqual([]);
  });

  it('is something else after a rejection', async () => {
    const story = await withEffects();

    await story.decide('ben', 'reject');
    await story.settle(6);

    expect(item(story)).toMatchObject({ status: 'To do', labels: [] });
    expect(story.comments()).toHaveLength(1);
  });

  it('waits until nobody can take the decision back', async () => {
    const story = await withEffects(10);

    await story.decide('ben', 'approve');
    expect(item(story)?.status).toBe('In review');
    await story.settle(16);

    expect(item(story)?.status).toBe('Done');
  });

  it('is tried again when Jira fails, and done once', async () => {
    const story = await withEffects();
    story.sandbox.faults.add([
      { at: 'jira:POST /rest/api/3/issue/{id}/transitions', kind: 'server-error', times: 2 },
      { at: 'jira:PUT /rest/api/3/issue/{id}', kind: 'rate-limited', retryAfterSeconds: 40 },
      { at: 'jira:POST /rest/api/3/issue/{id}/comment', kind: 'timeout', effect: 'after', times: 2 },
    ]);

    await story.decide('ben', 'approve');
    await story.settle(30);

    expect(item(story)).toMatchObject({ status: 'Done', labels: ['signed-off'], fields: { customfield_10103: 250 } });
    expect(story.comments()).toHaveLength(2);
    expect(story.sandbox.faults.list()).toEqual([]);
    expect(await story.history('dead')).toEqual([]);
  });

  it('is shown as dead with the reason where the workflow knows no way', async () => {
    const story = await tell();
    await story.form({
      name: 'Nowhere',
      steps: [{ name: 'Ben', asks: user(ben), quorum: all }],
      terms: { onApproved: [{ type: 'transition', to: 'Shipped to the moon' }] },
    });
    await story.start('Nowhere');

    await story.decide('ben', 'approve');
    await story.settle(60);

    const dead = await story.history('dead');
    expect(dead).toMatchObject([{ kind: 'effect', status: 'dead', reason: expect.any(String) }]);
    expect(story.property()).toMatchObject({ state: 'approved' });
  });
});
