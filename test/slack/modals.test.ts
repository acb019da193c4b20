import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import { toSlackUserId } from '../../src/shared/brand';
import { TransientError, UnreadableError } from '../../src/shared/errors';
import { BEN, CLEO, step, vote } from '../support/builders';
import { approvalAfter, approvalOf } from '../support/running-approvals';
import { button, MESSAGE, PERSON, TEAM, TOKEN } from '../support/slack-requests';
import { entered, givenBridge, posted, refused, type Setting, submission } from './given-bridge';
import { checkedView, textsOf } from './view-limits';

const asking = (more: Partial<StepDefinition> = {}) =>
  approvalOf({ steps: [step({ asks: { type: 'user', people: [BEN, CLEO] }, ...more })] });
const reasons = asking({ comment: 'always' });
const voting = (count: number, choice: 'single' | 'multiple' = 'single') =>
  asking({
    vote: vote({
      choice,
      options: Array.from({ length: count }, (_, n) => ({ name: `Option ${n}`, rejects: n === count - 1 })),
    }),
  });
const press = (action: string) => ({ actions: [button({ action_id: action })] });

describe('a button that needs a form', () => {
  it('opens the form before anything is read, and fills it afterwards', async () => {
    const { click, did, opened, shown } = givenBridge({ approval: reasons });

    const answer = await click(press('reject-form'));

    expect(answer).toEqual({ status: 200, body: '' });
    expect(did).toEqual(['secret', 'open view', 'read', 'fill view 1.a']);
    expect(textsOf(opened[0])).toContainEqual(expect.stringContaining('Loading'));
    expect(opened[0]).not.toHaveProperty('private_metadata');
    expect(shown).toMatchObject([
      { private_metadata: TOKEN, callback_id: 'decide-reject', submit: { text: 'Reject' } },
    ]);
  });

  it('asks for a comment where one is required, and offers one elsewhere', async () => {
    const required = givenBridge({ approval: reasons });
    const offered = givenBridge({ approval: voting(2) });

    await required.click(press('approve-form'));
    await offered.click(press('vote-form'));

    expect(inputsOf(required.shown[0])).toMatchObject([
      {
        block_id: 'comment',
        optional: false,
        element: { type: 'plain_text_input', max_length: 2_000, multiline: true },
      },
    ]);
    expect(inputsOf(offered.shown[0])).toMatchObject([
      { block_id: 'options' },
      { block_id: 'comment', optional: true },
    ]);
  });

  it.each([
    [2, 'single', ['radio_buttons']],
    [10, 'single', ['radio_buttons']],
    [11, 'single', ['static_select']],
    [20, 'single', ['static_select']],
    [10, 'multiple', ['checkboxes']],
    [11, 'multiple', ['multi_static_select']],
    [20, 'multiple', ['multi_static_select']],
  ] as const)('shows %i options, %s choice, as %j', async (count, choice, types) => {
    const { click, shown } = givenBridge({ approval: voting(count, choice) });

    await click(press('vote-form'));

    const choices = inputsOf(shown[0]).filter(({ block_id }) => block_id !== 'comment');
    expect(choices.map(({ element }) => element.type)).toEqual(types);
    expect(choices.flatMap(({ element }) => element.options ?? [])).toHaveLength(count);
    expect(checkedView(shown[0])).toEqual([]);
  });

  it('says in whose place the person decides', async () => {
    const approval = approvalAfter([step({ asks: { type: 'user', people: [CLEO] }, comment: 'always' })], {
      type: 'staff',
      step: 0,
      staffing: { people: [{ id: CLEO, delegates: [{ id: BEN, until: Number.MAX_SAFE_INTEGER }] }], excluded: [] },
    });
    const { click, shown } = givenBridge({ approval });

    await click(press('approve-form'));

    expect(textsOf(shown[0])).toContain('In place of <@U-cleo>');
  });

  it('is filled later where opening it has taken too long', async () => {
    const { click, did, shown, drain } = givenBridge({ approval: reasons, openMs: 1_500 });

    await click(press('reject-form'));
    expect(did).toEqual(['secret', 'open view', 'enqueue fill']);

    await drain();
    expect(shown).toMatchObject([{ callback_id: 'decide-reject' }]);
  });

  it('is filled later where it could not be filled at once', async () => {
    const { click, did } = givenBridge({ approval: reasons, updateFails: new TransientError('ratelimited') });

    await click(press('reject-form'));

    expect(did.at(-1)).toBe('enqueue fill');
  });

  it.each(['hash_conflict', 'not_found', 'view_not_found'])(
    'is left as it is where it is closed or newer: %s',
    async (code) => {
      const { click, tasks, told } = givenBridge({ approval: reasons, updateFails: refused(code) });

      expect(await click(press('reject-form'))).toEqual({ status: 200, body: '' });
      expect([tasks, told]).toEqual([[], []]);
    },
  );

  it('is given up where Slack refuses for good, and not tried for a day', async () => {
    const { click, tasks } = givenBridge({ approval: reasons, updateFails: refused('account_inactive') });

    await click(press('reject-form'));

    expect(tasks).toEqual([]);
  });

  it.each(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])(
    'tells the person to click again where it did not open, and reads nothing: %s',
    async (code) => {
      const { click, did, told } = givenBridge({ approval: reasons, openFails: refused(code) });

      await click(press('reject-form'));

      expect(did).toEqual(['secret', 'open view', 'reply']);
      expect(told).toEqual([expect.stringContaining('Please click again')]);
    },
  );

  it('tells the person to click again where the click opens nothing', async () => {
    const { click, did } = givenBridge({ approval: reasons });

    await click({ ...press('reject-form'), trigger_id: undefined });

    expect(did).toEqual(['secret', 'reply']);
  });

  it.each<[string, Setting, string]>([
    ['is over', { approval: approvalOf({ decisions: [[BEN, 'reject']] }) }, 'was rejected'],
    [
      'belongs to somebody else',
      { row: { slack: { ...posted, user: toSlackUserId('U0CLEO001') } } },
      'belong to <@U0CLEO001>',
    ],
    [
      'is not known',
      { row: { slack: { ...posted, posted: { ...MESSAGE, ts: '9.9' } } } },
      'does not know this message',
    ],
    ['cannot be read', { readFails: new UnreadableError('stored approval', []) }, 'could not be filled in'],
    ['needs a login', { behaviour: { actWithoutLogin: false, actionButtons: true } }, 'Decisions are made in Jira'],
  ])('says why in the modal where the approval %s', async (_what, setting, text) => {
    const { click, shown } = givenBridge(setting);

    await click(press('reject-form'));

    expect(textsOf(shown[0]).join('\n')).toContain(text);
    expect(shown[0]).not.toHaveProperty('submit');
    expect(checkedView(shown[0])).toEqual([]);
  });

  it('teaches where a message stands whose posting nobody saw answered', async () => {
    const { click, written } = givenBridge({
      approval: reasons,
      row: { slack: { team: posted.team, user: posted.user } },
    });

    await click(press('reject-form'));

    expect(written).toMatchObject([{ slack: posted }]);
  });
});

describe('a form that is sent', () => {
  const send = { comment: { comment: entered.text('Too risky.') } };

  it('decides as a click does, under an id that a repetition shares', async () => {
    const { submit, handled, did } = givenBridge({ approval: reasons });

    const answer = await submit('decide-reject', send);
    await submit('decide-reject', send);

    const id = `slack:${TEAM}:${PERSON}:V1:1.b`;
    expect(handled).toMatchObject([
      {
        what: { type: 'decide', by: BEN, kind: 'reject', via: 'slack', step: 0, round: 0, comment: 'Too risky.' },
        command: { id },
        attempts: 2,
      },
      { command: { id } },
    ]);
    expect(did.slice(0, 3)).toEqual(['secret', 'read', 'decide']);
    expect(viewIn(answer)).toContain('You rejected OPS-1. The approval is rejected.');
    expect(answer.headers).toEqual({ 'content-type': 'application/json; charset=utf-8' });
  });

  it('counts every option that was chosen', async () => {
    const { submit, handled } = givenBridge({ approval: voting(12, 'multiple') });

    await submit('decide-vote', {
      options: { options: { ...entered.options('1', '9', '11'), type: 'multi_static_select' } },
      comment: { comment: entered.text(null) },
    });

    expect(handled).toMatchObject([{ what: { kind: 'vote', options: [1, 9, 11] } }]);
    expect(handled[0]?.what).not.toHaveProperty('comment');
  });

  it.each([
    ['no option', voting(3), 'decide-vote', { options: { options: entered.options() } }, 'options'],
    [
      'an option that is none',
      voting(3),
      'decide-vote',
      { options: { options: entered.option('__proto__') } },
      'options',
    ],
    ['two options of one', voting(3), 'decide-vote', { options: { options: entered.options('0', '1') } }, 'options'],
    ['no comment', reasons, 'decide-reject', { comment: { comment: entered.text('  ') } }, 'comment'],
    [
      'a comment that is too long',
      reasons,
      'decide-reject',
      { comment: { comment: entered.text('x'.repeat(2_001)) } },
      'comment',
    ],
  ])('is marked at the input that is wrong: %s', async (_what, approval, form, values, block) => {
    const { submit } = givenBridge({ approval });

    const answer = await submit(form, values);

    expect(JSON.parse(answer.body)).toEqual({ response_action: 'errors', errors: { [block]: expect.any(String) } });
  });

  it('gives back what was written where it comes too late', async () => {
    const late = approvalOf({
      steps: [step({ asks: { type: 'user', people: [BEN, CLEO] } })],
      decisions: [[CLEO, 'reject']],
    });
    const { submit, did } = givenBridge({ approval: late });

    const answer = await submit('decide-approve', { comment: { comment: entered.text('I <!channel> like it') } });

    expect(viewIn(answer)).toContain('This approval was rejected by <@U-cleo>');
    expect(viewIn(answer)).toContain('I <!channel> like it');
    expect(did).toContain('refresh');
    const sent: { view: { blocks: { text: { type: string } }[] } } = JSON.parse(answer.body);
    expect(sent.view.blocks.map(({ text }) => text.type)).toEqual(['mrkdwn', 'plain_text', 'plain_text']);
  });

  it('keeps the form as it is where something broke', async () => {
    const { submit } = givenBridge({ approval: reasons, readFails: new Error('gone') });

    const answer = await submit('decide-reject', send);

    expect(JSON.parse(answer.body)).toEqual({
      response_action: 'errors',
      errors: { comment: expect.stringContaining('Something went wrong') },
    });
  });

  it('goes to the queue where there is no time left, and a refusal then comes with what was written', async () => {
    const { submit, tasks, drain, posts, told } = givenBridge({
      approval: reasons,
      readMs: 1_500,
      refusal: 'step-expired',
      replies: false,
    });

    const answer = await submit('decide-reject', send);
    expect(viewIn(answer)).toContain('Processing…');
    expect(tasks).toMatchObject([
      { type: 'command', what: { comment: 'Too risky.', round: 0 }, to: { team: TEAM, user: PERSON } },
    ]);

    await drain();
    await drain();
    expect(told).toEqual([]);
    expect(posts).toMatchObject([{ to: PERSON, message: { text: expect.stringContaining('Too risky.') } }]);
  });

  it('is not believed where somebody else sends it', async () => {
    const { submit, send: deliver, handled } = givenBridge({ approval: reasons, links: {} });

    const stolen = await deliver({ ...submission('decide-reject', send), user: { id: 'U0CLEO001', team_id: TEAM } });
    const forged = await submit('decide-reject', send, { private_metadata: 'apr-1:forged' });

    expect(handled).toEqual([]);
    expect(viewIn(stolen)).toContain('These buttons belong to');
    expect(viewIn(forged)).toContain('does not know this message');
  });

  it.each(['', 'decide-', 'decide-dance', 'something-else', 'decide-reject-form'])(
    'does nothing where nobody knows it: “%s”',
    async (form) => {
      const { submit, handled } = givenBridge({ approval: reasons });

      expect(await submit(form, send)).toMatchObject({ status: 200, body: '' });
      expect(handled).toEqual([]);
    },
  );
});

describe('the details of an approval', () => {
  it('are opened at once, and filled while nobody waits', async () => {
    const { click, did, shown, drain } = givenBridge({ approval: approvalOf({ decisions: [[CLEO, 'approve']] }) });

    await click(press('view'));
    expect(did).toEqual(['secret', 'open view', 'enqueue fill']);

    await drain();
    const text = textsOf(shown[0]).join('\n');
    expect(text).toContain('Asked by <@U-rita>');
    expect(text).toMatch(/<@U-cleo> approved <!date/);
    expect(text).toContain('<@U-ben> is asked');
    expect(shown[0]).not.toHaveProperty('submit');
  });

  it.each<[string, Setting, string]>([
    [
      'was linked to somebody else since the message was sent',
      { links: { [PERSON]: { account: CLEO, trust: 'verified' } } },
      'was linked to somebody else',
    ],
    ['is not known well enough to act', { mayAct: ['verified'] }, 'only confirmed people'],
  ])('stay closed to whoever %s', async (_who, setting, words) => {
    const approval = approvalOf({ decisions: [[CLEO, 'approve', 'Fine by me']] });
    const { click, shown, drain } = givenBridge({ approval, comments: new Map([[2, 'Fine by me']]), ...setting });

    await click(press('view'));
    await drain();

    expect(textsOf(shown[0]).join('\n')).toContain(words);
    expect(textsOf(shown[0]).join('\n')).not.toContain('<@U-cleo>');
  });

  it('show what was written with the decisions', async () => {
    const approval = approvalOf({ decisions: [[CLEO, 'approve', 'Fine by me']] });
    const sequence = approval.steps[0]?.approvers.find(({ id }) => id === CLEO)?.decision?.sequence ?? 0;
    const { click, shown, drain } = givenBridge({ approval, comments: new Map([[sequence, 'Fine by me']]) });

    await click(press('view'));
    await drain();

    expect(textsOf(shown[0]).join('\n')).toContain('> Fine by me');
  });

  it('are not shown to somebody else', async () => {
    const { click, shown, drain } = givenBridge({ row: { slack: { ...posted, user: toSlackUserId('U0CLEO001') } } });

    await click(press('view'));
    await drain();

    expect(textsOf(shown[0]).join('\n')).toContain('belong to <@U0CLEO001>');
  });
});

it('every form keeps the limits, whatever people called things', async () => {
  const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 });
  await fc.assert(
    fc.asyncProperty(
      word,
      word,
      word,
      fc.constantFrom('single', 'multiple'),
      fc.integer({ min: 2, max: 20 }),
      async (name, title, option, choice, count) => {
        const options = Array.from({ length: count }, () => ({ name: option, rejects: true }));
        const approval = approvalOf({
          name,
          subject: { title },
          steps: [
            step({
              name,
              asks: { type: 'user', people: [BEN, CLEO] },
              vote: vote({ options, choice: choice === 'single' ? 'single' : 'multiple' }),
            }),
          ],
        });
        const { click, shown, drain } = givenBridge({ approval });

        await click(press('vote-form'));
        await click(press('view'));
        await drain();

        expect(shown.flatMap(checkedView)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

type Input = { block_id: string; optional?: boolean; element: { type: string; options?: unknown[] } };

const inputsOf = (view: { blocks: readonly object[] } | undefined): Input[] =>
  (view?.blocks ?? []).filter((block): block is Input => 'element' in block);

const viewIn = ({ body }: { body: string }): string => {
  const { view }: { view?: unknown } = JSON.parse(body);
  expect(checkedView(view)).toEqual([]);
  return textsOf(view).join('\n');
};

it('names who is next, once a decision is recorded', async () => {
  const { submit } = givenBridge({ approval: reasons });

  const answer = await submit('decide-approve', { comment: { comment: entered.text('Fine.') } });

  expect(viewIn(answer)).toContain('You approved OPS-1. Next: <@U-cleo>.');
});

it('keeps within two reads and one opening', async () => {
  const { click, did } = givenBridge({ approval: reasons });

  await click(press('reject-form'));

  expect(did.filter((each) => ['read', 'load', 'link'].includes(each) || each.startsWith('names'))).toEqual(['read']);
});
