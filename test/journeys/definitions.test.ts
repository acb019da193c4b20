import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { World } from '../../sandbox/world/world';
import { defaultWorld } from '../../sandbox/world/world';
import { choicesOf } from '../support/slack-reading';
import { accepted, PEOPLE, type Story, TEAM, tell } from '../support/story';

const { ada, ben, cleo, dev } = PEOPLE;
const json = z.looseObject({});

describe('a definition that cannot work', () => {
  it('is refused with all its faults at once, each with its path', async () => {
    const story = await tell();
    const definition = {
      name: '',
      steps: [
        { name: 'Nobody', asks: { type: 'user', people: [] }, quorum: { type: 'number', pass: 0 } },
        {
          name: 'Mail',
          asks: { type: 'external', emails: ['not an address'] },
          quorum: { type: 'percent', percent: 101 },
          deadline: { dueInMinutes: -1, remindBeforeMinutes: [5] },
        },
      ],
      terms: { undoMinutes: 90, calendar: { timeZone: 'Mars/Olympus', hours: [] } },
    };

    const refused = await story.admin('definitions/save', { definition });

    const paths = refused.ok ? [] : (refused.faults ?? []).map(({ field }) => field);
    for (const path of [
      'name',
      'steps[0].asks.people',
      'steps[0].quorum.pass',
      'steps[1].asks.emails[0]',
      'steps[1].quorum.percent',
      'steps[1].deadline.dueInMinutes',
      'terms.undoMinutes',
      'terms.calendar.timeZone',
    ]) {
      expect(paths).toContain(path);
    }
    expect(accepted(await story.admin('definitions/check', { definition })).faults.map(({ field }) => field)).toEqual(
      paths,
    );
    expect(accepted(await story.admin('definitions/list')).map(({ name }) => name)).not.toContain('');
  });

  it.each([
    ['no object', 'nonsense'],
    ['a member that nobody knows', { name: 'X', steps: [], colour: 'red' }],
    ['a file of something else', { baton: 'routing-rule', name: 'X', steps: [] }],
  ])('is refused when it is %s', async (_what, definition) => {
    const story = await tell();

    expect(await story.admin('definitions/save', { definition })).toMatchObject({
      ok: false,
      error: expect.any(String),
    });
  });
});

describe('a definition as a file', () => {
  it('says all of it, and works on another site as it did on this one', async () => {
    const here = await tell();
    const listed = accepted(await here.admin('definitions/list')).find(({ name }) => name === 'Policy page');
    const { json: text, fileName } = accepted(await here.admin('definitions/export', { id: listed?.id }));
    expect(fileName).toMatch(/^[\w.-]+\.json$/);

    const there = await tell({ prepare: false });
    const saved = accepted(await there.admin('definitions/save', { definition: json.parse(JSON.parse(text)) }));

    expect(saved.version).toBe(1);
    const again = accepted(await there.admin('definitions/export', { id: saved.id }));
    expect(again.json).toBe(text);
    expect((await there.start('Policy page')).definitionName).toBe('Policy page');
  });
});

describe('the gallery', () => {
  it('has definitions that start when what is left to fill in was filled in', async () => {
    const story = await tell();
    const gallery = accepted(await story.admin('definitions/gallery'));
    expect(gallery.length).toBeGreaterThan(5);
    const change = gallery.find(({ key }) => key === 'change');
    expect(change?.blanks.map(({ field }) => field)).toEqual(['steps[0].asks.people', 'steps[1].asks.people']);

    const [review, agreement] = change?.form.steps ?? [];
    const asks = (...people: { accountId: string }[]) => ({
      type: 'user',
      people: people.map(({ accountId }) => accountId),
    });
    const definition = {
      ...change?.form,
      steps: [
        { ...review, asks: asks(ben) },
        { ...agreement, asks: asks(cleo, dev) },
      ],
    };
    accepted(await story.admin('definitions/save', { definition }));
    await story.start('Change');

    expect(choicesOf(story.message('ben'))).toContain('approve');
    await story.decide('ben', 'approve');
    await story.decide('cleo', 'approve');
    await story.decide('dev', 'approve');
    await story.settle(12);
    expect(story.sandbox.jira.workItem('SHOP-1')?.labels).toEqual(['change-approved']);
  });

  it('refuses each of them as long as something is left to fill in, and names it', async () => {
    const story = await tell();

    for (const { form, blanks } of accepted(await story.admin('definitions/gallery'))) {
      const { faults } = accepted(await story.admin('definitions/check', { definition: form }));
      for (const { field } of blanks) {
        expect(faults.some((fault) => fault.field.startsWith(field) || field.startsWith(fault.field))).toBe(true);
      }
    }
  });
});

describe('a running approval', () => {
  it('keeps the version it started with', async () => {
    const story = await tell();
    const [listed] = accepted(await story.admin('definitions/list')).filter(({ name }) => name === 'Release approval');
    await story.start('Release approval');
    const { form } = accepted(await story.admin('definitions/get', { id: listed?.id }));

    const changed = { ...form, steps: [{ ...form.steps[0], asks: { type: 'user', people: [dev.accountId] } }] };
    const saved = accepted(await story.admin('definitions/save', { id: listed?.id, definition: changed }));

    expect(saved.version).toBe(2);
    expect((await story.approval()).steps[0]?.approvers.map(({ id }) => id)).toEqual([ben.accountId, cleo.accountId]);
  });

  it('goes on when its definition is archived, which is then no longer offered', async () => {
    const story = await tell();
    const [listed] = accepted(await story.admin('definitions/list')).filter(({ name }) => name === 'Release approval');
    await story.start('Release approval');

    await story.admin('definitions/archive', { id: listed?.id, archived: true });

    expect((await story.panel()).definitions.map(({ name }) => name)).not.toContain('Release approval');
    await story.decide('ben', 'approve');
    await story.decide('cleo', 'approve');
    expect(story.property()).toMatchObject({ state: 'approved' });
  });
});

describe('a dry run', () => {
  const everything = (story: Story) => ({
    kvs: story.sandbox.kvs.dump(story.sandbox.world.site.installationId).filter(({ entity }) => entity !== undefined),
    slack: story.sandbox.slack.messages(TEAM),
    mail: story.sandbox.mail.all(),
    item: story.sandbox.jira.workItem('SHOP-1'),
    page: story.sandbox.confluence.page('50001'),
  });

  it('shows steps, people, delegates, ways and times, and sends and stores nothing', async () => {
    const story = await tell();
    const now = story.sandbox.clock.now();
    await story.own('delegations/save', 'ben', {
      from: now,
      until: now + 1e8,
      definitions: 'all',
      to: [cleo.accountId],
    });
    const before = everything(story);
    const definition = {
      name: 'Try me',
      steps: [
        {
          name: 'First',
          asks: { type: 'user', people: [ben.accountId, dev.accountId] },
          quorum: { type: 'all' },
          deadline: {
            dueInMinutes: 120,
            remindBeforeMinutes: [30],
            escalate: [{ afterMinutes: 60, to: cleo.accountId }],
          },
        },
        {
          name: 'Only for bugs',
          asks: { type: 'user', people: [cleo.accountId] },
          quorum: { type: 'all' },
          when: { op: 'is', fact: 'type', values: ['Bug'] },
        },
        {
          name: 'Own',
          asks: { type: 'user', people: [ada.accountId] },
          quorum: { type: 'all' },
          exclude: ['requester'],
        },
      ],
      startWhen: { op: 'is', fact: 'project', values: ['SHOP'] },
    };

    const run = accepted(
      await story.admin('definitions/dry-run', { definition, subject: { kind: 'work-item', id: 'SHOP-1' } }),
    );
    await story.settle(3);

    expect(run.subject).toMatchObject({ key: 'SHOP-1', title: 'Release checkout 2.4 on Thursday' });
    expect(run.automatic).toEqual({ defined: true, applies: true });
    expect(run.steps[0]).toMatchObject({
      included: true,
      people: [
        { id: ben.accountId, delegates: [cleo.accountId], reachedBy: 'slack-message' },
        { id: dev.accountId, delegates: [], reachedBy: 'email' },
      ],
      dueAt: now + 120 * 60_000,
      reminders: [now + 90 * 60_000],
      escalations: [{ at: now + 60 * 60_000, to: cleo.accountId }],
    });
    expect(run.steps[1]).toMatchObject({ included: false });
    expect(run.steps[2]).toMatchObject({ people: [], problem: expect.any(String) });
    expect(everything(story)).toEqual(before);
  });

  it('works on a page, for a definition with faults it names them instead', async () => {
    const story = await tell();
    const subject = { kind: 'page', id: '50001' };
    const steps = [
      { name: 'Admins', asks: { type: 'space-permission', permission: 'administer-space' }, quorum: { type: 'any' } },
    ];

    const run = accepted(await story.admin('definitions/dry-run', { definition: { name: 'Page', steps }, subject }));
    const refused = await story.admin('definitions/dry-run', { definition: { name: 'Page', steps: [] }, subject });

    expect(run.steps[0]?.people.map(({ id }) => id)).toEqual([ada.accountId]);
    expect(refused).toMatchObject({ ok: false, faults: [{ field: 'steps' }] });
  });
});

const crowd = Array.from({ length: 101 }, (_, n) => `712020:crowd-${String(n).padStart(3, '0')}`);
const GROUP = 'cccccccc-0000-4000-8000-000000000001';
const crowded = (size: number): World => ({
  ...defaultWorld,
  people: [
    ...defaultWorld.people,
    ...crowd.map((accountId, n) => {
      return { accountId, name: `Person ${n}`, email: `person${n}@lighthouse.example`, admin: false, active: true };
    }),
  ],
  groups: [...defaultWorld.groups, { id: GROUP, name: 'everybody', members: crowd.slice(0, size) }],
});
const byGroup = {
  name: 'Everybody',
  steps: [
    {
      name: 'All of us',
      asks: { type: 'group', groups: [{ id: GROUP, name: 'everybody' }] },
      quorum: { type: 'percent', percent: 50 },
    },
  ],
};

describe('limits', () => {
  it('are not reached by a group of 100: everybody is asked once, and the approval goes its way', async () => {
    const story = await tell({ world: crowded(100) });
    await story.form(byGroup);

    await story.start('Everybody');
    await story.settle(30);

    expect((await story.approval()).steps[0]?.approvers).toHaveLength(100);
    const mails = story.sandbox.mail.all().map(({ to }) => to.address);
    expect(new Set(mails).size).toBe(100);
    expect(mails).toHaveLength(100);
    expect(await story.history('dead')).toEqual([]);
  });

  it('are passed by a group of 101: nobody is asked, and requester and owner are told', async () => {
    const story = await tell({ world: crowded(101) });
    await story.form(byGroup);

    await story.start('Everybody');
    await story.settle(5);

    expect((await story.approval()).steps[0]?.deadlock).toContain('100');
    expect(story.sandbox.mail.all()).toEqual([]);
    expect(story.message('ada').text).toContain('Approval is stuck');
  });

  it('let 50 steps be saved and run, and refuse 51 with the field', async () => {
    const story = await tell();
    const steps = Array.from({ length: 51 }, (_, n) => {
      return { name: `Step ${n + 1}`, asks: { type: 'user', people: [ben.accountId] }, quorum: { type: 'all' } };
    });

    const refused = await story.admin('definitions/save', { definition: { name: 'Long', steps } });
    expect(refused).toMatchObject({ ok: false, faults: [{ field: 'steps', problem: 'must have at most 50 steps' }] });
    await story.form({ name: 'Long', steps: steps.slice(0, 50) });
    await story.start('Long');
    for (let step = 0; step < 50; step += 1) {
      accepted(await story.decide('ben', 'approve'));
      story.sandbox.clock.advance(1_000);
    }

    expect((await story.approval()).state).toBe('approved');
    expect(await story.history('dead')).toEqual([]);
  });

  it('let a comment have 2,000 characters, and refuse one more', async () => {
    const story = await tell();
    await story.start('Release approval');

    expect(await story.decide('ben', 'approve', '語'.repeat(2_001))).toMatchObject({
      ok: false,
      error: expect.stringContaining('2,000'),
    });
    expect(await story.decide('ben', 'approve', '語'.repeat(2_000))).toMatchObject({ ok: true });

    expect((await story.approval()).steps[0]?.approvers[0]?.decision?.comment).toHaveLength(2_000);
  });
});
