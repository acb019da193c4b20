import { describe, expect, it } from 'vitest';
import { deathAt, insist, rehearse } from '../support/mishaps';
import { choicesOf } from '../support/slack-reading';
import { PEOPLE, RETURN_POLICY, type Story, tell } from '../support/story';

const { ben, cleo, dev } = PEOPLE;

type Tale = {
  name: string;
  /** Each of its host calls is a moment to die in. */
  function: string;
  play(story: Story): Promise<void>;
  /** How it stands in the end, whatever happened. */
  end(story: Story): Promise<unknown>;
};

const people = (...each: { accountId: string }[]) => ({ type: 'user', people: each.map(({ accountId }) => accountId) });
const alone = { name: 'Ben', asks: people(ben), quorum: { type: 'all' } };

const statesOf = async (story: Story) => ({
  approvals: (await story.panel()).approvals.map(({ state, outdated }) => [state, outdated]),
  owed: story.stored('approval').filter(({ value }) => value.owedSince !== 0).length,
  unfinished: (await story.history()).filter(({ status }) => ['pending', 'sending'].includes(status)).length,
  asked: new Set(story.requests('ben').map(({ ts }) => ts)).size + story.mailsTo('ben').length > 0,
});

const linkOf = (story: Story) =>
  /https:\S+\/public\/\S+/.exec(story.sandbox.mail.all().find(({ to }) => to.accountId === undefined)?.text ?? '')?.[0];

/** A person who gets an error page sends the form once more. */
async function sendForm(story: Story): Promise<void> {
  const url = linkOf(story);
  if (url === undefined) throw new Error('no link was mailed');
  await insist(async () => {
    const response = await story.sandbox.webTrigger(url, { method: 'POST', body: 'decision=approve' });
    if (response.status >= 500) throw new Error(`answered ${response.status}`);
  });
  await story.settle(10);
}

const TALES: readonly Tale[] = [
  {
    name: 'a product event starts an approval',
    function: 'run-command',
    async play(story) {
      await story.form({
        name: 'By itself',
        steps: [alone],
        startWhen: { op: 'is', fact: 'label', values: ['needs-approval'] },
      });
      await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });
      await story.settle(15);
    },
    end: statesOf,
  },
  {
    name: 'a product event makes an approval outdated',
    function: 'run-command',
    async play(story) {
      await story.form({ name: 'Marked', steps: [alone], terms: { changes: { onChange: 'mark' } } });
      await insist(() => story.start('Marked', { id: 'the-one-start' }));
      await story.editItem('SHOP-1', dev.accountId, { summary: 'Release something else' });
      await story.settle(15);
    },
    end: statesOf,
  },
  {
    name: 'a product event arrives',
    function: 'product-events',
    async play(story) {
      await story.form({ name: 'Marked', steps: [alone], terms: { changes: { onChange: 'mark' } } });
      await story.start('Marked');
      await story.editItem('SHOP-1', dev.accountId, { summary: 'Release something else' });
      await story.settle(15);
    },
    end: statesOf,
  },
  {
    name: 'a deadline is over',
    function: 'run-command',
    async play(story) {
      const deadline = { dueInMinutes: 10, remindBeforeMinutes: [5], onExpiry: 'reject' };
      await story.form({ name: 'In time', steps: [{ ...alone, deadline }] });
      await story.start('In time');
      await story.settle(30);
    },
    end: async (story) => ({ ...(await statesOf(story)), comments: story.comments().length }),
  },
  {
    name: 'somebody without an account decides',
    function: 'external-page',
    async play(story) {
      await story.start('Supplier contract', { place: RETURN_POLICY });
      await sendForm(story);
    },
    async end(story) {
      const { steps } = await story.approval('ada', RETURN_POLICY);
      const made = story.stored('audit').filter(({ value }) => JSON.stringify(value).includes('"decision.made"'));
      return { step: steps[0]?.state, decisions: made.length };
    },
  },
  {
    name: 'a work item asks to pass the gate',
    function: 'gate-check',
    async play(story) {
      const definitionId = await story.form({ name: 'Sign-off', steps: [alone] });
      story.sandbox.jira.setValidators({ project: 'SHOP', transition: '21' }, [
        { module: 'approval-gate', configuration: { definitionId } },
      ]);
      await story.start('Sign-off');
      // Before it is approved nothing opens it, least of all a death.
      await story.move('SHOP-1', dev.accountId, '21');
      if (story.sandbox.jira.workItem('SHOP-1')?.status !== 'In review') throw new Error('it passed unapproved');
      await story.decide('ben', 'approve');
      await insist(async () => {
        if ((await story.move('SHOP-1', dev.accountId, '21')) !== 'Done') throw new Error('it did not pass');
      });
    },
    end: async (story) => story.sandbox.jira.workItem('SHOP-1')?.status,
  },
];

describe('whatever dies between any two calls to the host, it ends as if nothing had died', () => {
  it.each(TALES.map((tale) => [tale.function, tale.name, tale] as const))('%s, when %s', async (key, _name, tale) => {
    let undisturbed: unknown;
    const moments = (
      await rehearse(async (story) => {
        await tale.play(story);
        undisturbed = await tale.end(story);
      })
    ).filter((each) => each.function === key);
    expect(moments.length).toBeGreaterThan(0);

    for (const moment of moments) {
      for (const effect of ['before', 'after'] as const) {
        const where = `death ${effect} ${moment.label}, call ${moment.call} of invocation ${moment.invocation}`;
        const story = await tell();
        story.sandbox.faults.add([deathAt(moment, effect)]);
        await tale.play(story);

        expect.soft(await tale.end(story), where).toEqual(undisturbed);
        expect.soft(story.sandbox.state().dropped, where).toEqual([]);
        expect.soft(story.messages('ben').filter((each) => choicesOf(each).length > 0).length, where).toBeLessThan(2);
      }
    }
  });
});
