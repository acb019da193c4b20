import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DelegationRule } from '../../src/approvals/core/delegation';
import { seatOf } from '../../src/approvals/core/seat';
import { toDefinitionId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { err } from '../../src/shared/result';
import { DEFAULT_BEHAVIOUR } from '../../src/slack/behaviour';
import type { AskedItem, HomeContent } from '../../src/slack/home/model';
import { renderHome } from '../../src/slack/home/render';
import { endOfDay } from '../../src/slack/home/zone';
import { BEN, CLEO, DAY_MS, HOUR_MS, notification, page, RITA, step, userStep } from '../support/builders';
import { approvalAfter, approvalOf, namedOnly, peopleOf } from '../support/running-approvals';
import { NOW, PERSON, TEAM, TOKEN } from '../support/slack-requests';
import { BEN_LINKED, entered, givenBridge, otherApproval, posted, refused, type Setting } from './given-bridge';
import { checkedView, textsOf } from './view-limits';

const ZONE = 'Europe/Berlin';
const rule = (more: Partial<DelegationRule> = {}): DelegationRule => ({
  id: 'dlg-1',
  person: BEN,
  from: NOW,
  until: NOW + DAY_MS,
  definitions: 'all',
  to: [CLEO],
  createdAt: NOW,
  createdBy: BEN,
  ...more,
});

function item(approval = approvalOf()): AskedItem {
  const seat = seatOf(approval, BEN);
  if (!seat.ok) throw new Error(seat.error);
  return { approval, seat: seat.value, token: TOKEN };
}

type Linked = Extract<HomeContent, { linked: true }>;
const content = (more: Partial<Linked> = {}): Linked => ({
  linked: true,
  account: BEN,
  trust: 'verified',
  at: NOW,
  asked: [item()],
  more: 0,
  started: [],
  delegations: [],
  preferences: undefined,
  people: peopleOf([RITA, BEN, CLEO]),
  behaviour: DEFAULT_BEHAVIOUR,
  ...more,
});
const delegated = approvalAfter([step({ asks: { type: 'user', people: [CLEO] } })], {
  type: 'staff',
  step: 0,
  staffing: { people: [{ id: CLEO, delegates: [{ id: BEN, until: Number.MAX_SAFE_INTEGER }] }], excluded: [] },
});
const actionsIn = (view: unknown) => JSON.stringify(view).match(/(?<="action_id":")[^"]+/g) ?? [];
const wordsOf = (more: Partial<Linked>) => textsOf(renderHome(content(more))).join('\n');

describe('the App Home', () => {
  it('shows what waits, of Jira and of Confluence, with the buttons of the messages', () => {
    const view = renderHome(content({ asked: [item(), item(approvalOf({ subject: page() }))] }));

    expect(textsOf(view)).toEqual(expect.arrayContaining(['OPS-1 · Open the new bridge', 'Travel policy']));
    expect(actionsIn(view).slice(0, 6)).toEqual(['approve', 'reject', 'request-changes', 'abstain', 'view', 'open']);
  });

  it('marks what somebody has delegated', () => {
    expect(wordsOf({ asked: [item(delegated)] })).toContain('*Delegated to you* by <@U-cleo>');
    expect(wordsOf({ asked: [item()] })).not.toContain('Delegated to you');
  });

  it('counts what it does not show', () => {
    const text = wordsOf({ asked: Array.from({ length: 20 }, () => item()), more: 3 });

    expect(text).toContain('… and 3 more');
  });

  it('says so where nothing waits', () => {
    expect(wordsOf({ asked: [] })).toContain('Nothing waits for your decision.');
  });

  it('offers to remind in what the person asked for, and is still waited for', () => {
    const waiting = renderHome(content({ asked: [], started: [approvalOf()] }));
    const outdated = renderHome(content({ asked: [], started: [{ ...approvalOf(), outdatedAt: NOW }] }));

    expect(actionsIn(waiting)).toContain('remind');
    expect(JSON.stringify(waiting)).toContain('"value":"apr-1#0"');
    expect(actionsIn(outdated)).not.toContain('remind');
  });

  it('lists delegations that are not over, and offers to end each', () => {
    const rules = [
      rule(),
      rule({ id: 'dlg-2', from: NOW + HOUR_MS, definitions: [toDefinitionId('def-1')] }),
      rule({ id: 'over', until: NOW }),
    ];

    const view = renderHome(content({ asked: [], delegations: rules }));

    const text = textsOf(view).join('\n');
    expect(text).toMatch(/<@U-cleo> may decide in your place until <!date/);
    expect(text).toMatch(/in your place for 1 definition from <!date.* until <!date/);
    expect(actionsIn(view).filter((each) => each === 'end-delegation')).toHaveLength(2);
    expect(JSON.stringify(view)).not.toContain('"over"');
  });

  it('tells the settings, and how the person was found', () => {
    const preferences = { timeZone: ZONE, quietHours: { from: '20:00', to: '07:00' } };

    expect(wordsOf({ preferences })).toContain(`Quiet hours: 20:00 to 07:00 (${ZONE})`);
    expect(wordsOf({})).toContain('Quiet hours: none');
    expect(wordsOf({ trust: 'email-match' })).toContain('Type `/baton link`');
  });

  it('tells a stranger how to become known, and nothing else', () => {
    const view = renderHome({ linked: false });

    expect(textsOf(view).join('\n')).toContain('/baton link');
    expect(actionsIn(view)).toEqual(['refresh']);
    expect(checkedView(view)).toEqual([]);
  });

  it.each([
    ['off', { actWithoutLogin: false, actionButtons: true }, ['approve-link', 'reject-link']],
    ['gone', { actWithoutLogin: true, actionButtons: false }, ['view']],
  ])('follows the setting: actions are %s', (_how, behaviour, expected) => {
    const found = actionsIn(renderHome(content({ behaviour, started: [approvalOf()] })));

    expect(found.slice(0, expected.length)).toEqual(expected);
    expect(found).not.toContain('approve');
    expect(found).not.toContain('remind');
  });

  it('keeps a hundred blocks with the most of everything, whatever people called things', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 });
    fc.assert(
      fc.property(word, word, word, (name, title, person) => {
        const approval = approvalOf({
          name,
          subject: { title },
          steps: [userStep([BEN, CLEO], { type: 'all' }, name)],
        });
        const people = namedOnly(peopleOf([RITA, CLEO], { [RITA]: person, [CLEO]: person }));
        const view = renderHome(
          content({
            said: 'You approved OPS-1.',
            asked: Array.from({ length: 20 }, () => item(approval)),
            more: 30,
            started: Array.from({ length: 50 }, () => approval),
            delegations: Array.from({ length: 20 }, (_, n) =>
              rule({ id: `dlg-${n}`, to: Array.from({ length: 10 }, () => CLEO) }),
            ),
            people,
          }),
        );

        expect(view.blocks.length).toBeLessThanOrEqual(100);
        expect(checkedView(view)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('when it is opened or something is done in it', () => {
  it('is published while nobody waits', async () => {
    const { event, did, homes, drain } = givenBridge();

    await event({ type: 'app_home_opened', user: PERSON, tab: 'home', channel: 'D1' });
    expect(did).toEqual(['secret', 'enqueue home']);
    await drain();

    expect(homes).toMatchObject([{ user: PERSON, view: { type: 'home' } }]);
    expect(textsOf(homes[0]?.view)).toContain('OPS-1 · Open the new bridge');
  });

  it('decides by a click, and says at its head what became of it', async () => {
    const { pressAtHome, homes, handled, drain, told, did } = givenBridge();

    await pressAtHome('approve');
    expect(handled).toMatchObject([{ what: { type: 'decide', by: BEN, kind: 'approve', step: 0, round: 0 } }]);
    expect(did.filter((each) => each === 'read' || each === 'link')).toEqual(['read']);
    await drain();

    expect(textsOf(homes[0]?.view)[0]).toBe('You approved OPS-1. Next: <@U-cleo>.');
    expect(told).toEqual([]);
  });

  it('knows a person by their link where they were never sent a message', async () => {
    const known = givenBridge({ row: { slack: undefined } });
    const stranger = givenBridge({
      row: { slack: undefined },
      links: { [PERSON]: { account: CLEO, trust: 'verified' } },
    });

    await known.pressAtHome('approve');
    await stranger.pressAtHome('approve');

    expect(known.handled).toMatchObject([{ what: { by: BEN } }]);
    expect(stranger.handled).toEqual([]);
  });

  it('opens the form of a decision, and is published anew after it was sent', async () => {
    const approval = approvalOf({ steps: [step({ asks: { type: 'user', people: [BEN] }, comment: 'always' })] });
    const { pressAtHome, submit, shown, tasks } = givenBridge({ approval });

    await pressAtHome('approve-form');
    expect(shown).toMatchObject([{ callback_id: 'decide-approve@home' }]);

    await submit('decide-approve@home', { comment: { comment: entered.text('Fine.') } });
    expect(tasks).toEqual([{ type: 'home', team: TEAM, user: PERSON }]);
  });

  it('shows each approval once, without what is settled or outdated', async () => {
    const settled = otherApproval('apr-2', { decisions: [[BEN, 'reject']] });
    const outdated = { ...otherApproval('apr-3'), outdatedAt: NOW };
    const rows = ['apr-1', 'apr-1', 'apr-2', 'apr-3', 'apr-gone'].map((id, n) =>
      notification({ key: `${id}:${n}`, approvalId: otherApproval(id).id, recipient: BEN }),
    );
    const { bridge, homes } = givenBridge({ inbox: rows, others: [settled, outdated] });

    await bridge.runTask({ type: 'home', team: posted.team, user: posted.user });

    expect(
      JSON.stringify(homes[0]?.view)
        .match(/"value":"apr-[^"]*"/g)
        ?.map((each) => each.slice(9, -1)),
    ).toEqual(expect.arrayContaining(['apr-1:0']));
    expect(actionsIn(homes[0]?.view).filter((each) => each === 'approve')).toHaveLength(1);
  });

  it('leaves it at that where Slack does not take a home tab', async () => {
    const { bridge, log } = givenBridge({ publishFails: refused('not_enabled') });

    await bridge.runTask({ type: 'home', team: posted.team, user: posted.user });

    expect(log.events()).toContain('home-not-published');
  });

  it('reminds those who have not decided, when the requester asks for it', async () => {
    const { pressAtHome, handled, tasks } = givenBridge({ links: { [PERSON]: { account: RITA, trust: 'verified' } } });

    await pressAtHome('remind', 'apr-1#0');

    expect(handled).toMatchObject([{ what: { type: 'remind', by: { id: RITA, admin: false }, step: 0 } }]);
    expect(tasks).toMatchObject([{ type: 'home', said: 'Reminded <@U-ben> and <@U-cleo> about OPS-1.' }]);
  });

  it('reminds nobody for somebody else', async () => {
    const { pressAtHome, tasks } = givenBridge();

    await pressAtHome('remind', 'apr-1#0');

    expect(tasks).toMatchObject([{ type: 'home', said: expect.stringContaining('You may not do that here') }]);
  });

  it('says that a reminder is on its way where there is no time left, and that it went out afterwards', async () => {
    const setting: Setting = {
      links: { [PERSON]: { account: RITA, trust: 'verified' } },
      handleFails: new TransientError('store-busy'),
    };
    const { pressAtHome, tasks, drain, posts } = givenBridge(setting);

    await pressAtHome('remind', 'apr-1#0');
    const said = tasks.flatMap((task) => (task.type === 'home' ? [task.said] : []));
    delete setting.handleFails;
    await drain();
    await drain();

    expect(said).toEqual(['Your reminder is on its way. You are told when it went out.']);
    expect(posts.map(({ to, message }) => [to, message.text])).toEqual([
      [PERSON, 'Reminded <@U-ben> and <@U-cleo> about OPS-1.'],
    ]);
  });

  it.each(['apr-9#0', 'apr-1#99', '__proto__#0', 'apr-1', ''])(
    'reminds of nothing that is not there: “%s”',
    async (token) => {
      const { pressAtHome, present } = givenBridge({ links: { [PERSON]: { account: RITA, trust: 'verified' } } });
      const before = present();

      expect(await pressAtHome('remind', token)).toEqual({ status: 200, body: '' });
      expect(present()).toEqual(before);
    },
  );
});

describe('delegating', () => {
  const CLEO_USER = 'U0CLEO001';
  const links = { [PERSON]: BEN_LINKED, [CLEO_USER]: { account: CLEO, trust: 'verified' as const } };
  const values = {
    person: { person: entered.person(CLEO_USER) },
    'last-day': { 'last-day': entered.date('2026-10-20') },
  };

  it('opens its form at once', async () => {
    const { pressAtHome, did, opened } = givenBridge();

    await pressAtHome('delegate', 'delegate');

    expect(did).toEqual(['secret', 'open view']);
    expect(opened.flatMap(checkedView)).toEqual([]);
    expect(opened).toMatchObject([{ callback_id: 'home-delegate' }]);
  });

  it('lasts from now to the end of the day where the person is', async () => {
    const { submit, saved, did, tasks } = givenBridge({ links });

    const answer = await submit('home-delegate', values);

    const until = Date.UTC(2026, 9, 20, 22);
    expect(answer).toEqual({ status: 200, body: '' });
    expect(saved).toEqual([{ whose: BEN, draft: { from: NOW, until, definitions: 'all', to: [CLEO] }, by: BEN }]);
    expect(did).toContain('delegations of ben changed');
    expect(tasks).toMatchObject([
      { type: 'home', said: expect.stringContaining(`<@${CLEO_USER}> may decide in your place`) },
    ]);
  });

  it.each([
    ['a person whose account is not known', { ...values, person: { person: entered.person('U0NOBODY1') } }, 'person'],
    ['no person', { ...values, person: { person: { type: 'users_select', selected_user: null } } }, 'person'],
    ['no day', { ...values, 'last-day': { 'last-day': { type: 'datepicker', selected_date: null } } }, 'last-day'],
    ['a day that is none', { ...values, 'last-day': { 'last-day': entered.date('2026-13-45') } }, 'last-day'],
  ])('marks the input that is wrong: %s', async (_what, wrong, block) => {
    const { submit, saved } = givenBridge({ links });

    const answer = await submit('home-delegate', wrong);

    expect(JSON.parse(answer.body)).toEqual({ response_action: 'errors', errors: { [block]: expect.any(String) } });
    expect(saved).toEqual([]);
  });

  it('marks what the rules refuse', async () => {
    const faults = [
      { field: 'to[0]', problem: 'must be somebody else than the person' },
      { field: 'until', problem: 'must not lie in the past' },
    ];
    const { submit } = givenBridge({ links, saves: err({ type: 'faults', faults }) });

    const answer = await submit('home-delegate', values);

    expect(JSON.parse(answer.body).errors).toEqual({
      person: 'To 1 must be somebody else than the person.',
      'last-day': 'Until must not lie in the past.',
    });
  });

  it('ends at a click', async () => {
    const { pressAtHome, saved, did, tasks } = givenBridge();

    await pressAtHome('end-delegation', 'dlg-1');

    expect(saved).toEqual([{ whose: BEN, remove: 'dlg-1' }]);
    expect(did).toContain('delegations of ben changed');
    expect(tasks).toMatchObject([{ said: expect.stringContaining('ended') }]);
  });

  it('is not for people whose link may not act', async () => {
    const { submit, pressAtHome, saved } = givenBridge({ links, mayAct: ['verified'] });

    const answer = await submit('home-delegate', values);
    await pressAtHome('end-delegation', 'dlg-1');

    expect(JSON.parse(answer.body).errors.person).toContain('only confirmed people');
    expect(saved).toEqual([]);
  });
});

describe('delegating where decisions need a login', () => {
  const behaviour = { actWithoutLogin: false, actionButtons: true };

  it('is not offered, but told', () => {
    const view = renderHome(content({ behaviour, delegations: [rule()] }));

    expect(actionsIn(view)).not.toEqual(expect.arrayContaining(['delegate']));
    expect(actionsIn(view)).not.toEqual(expect.arrayContaining(['end-delegation']));
    expect(textsOf(view).join('\n')).toContain('<@U-cleo> may decide in your place until');
    expect(textsOf(view)).toContain('You can change this on My approvals in Jira.');
  });

  it('is refused in a form and by a button from before', async () => {
    const { submit, pressAtHome, saved, tasks } = givenBridge({ behaviour });

    const answer = await submit('home-delegate', { person: { person: entered.person('U0CLEO001') } });
    await pressAtHome('end-delegation', 'dlg-1');

    expect(JSON.parse(answer.body).errors.person).toContain('Delegate on My approvals in Jira.');
    expect(saved).toEqual([]);
    expect(tasks).toMatchObject([{ type: 'home', said: expect.stringContaining('Delegate on My approvals in Jira.') }]);
  });

  it('leaves quiet hours to the person all the same', async () => {
    const { submit, saved } = givenBridge({ behaviour });

    await submit('home-settings', { 'quiet-from': { 'quiet-from': entered.time(null) } });

    expect(saved).toEqual([{ whose: BEN, preferences: { timeZone: ZONE } }]);
  });
});

describe('settings', () => {
  const quiet = (from: string | null, to: string | null) => ({
    'quiet-from': { 'quiet-from': entered.time(from) },
    'quiet-to': { 'quiet-to': entered.time(to) },
  });

  it('open a form, which then shows what is set', async () => {
    const preferences = { timeZone: ZONE, quietHours: { from: '20:00', to: '07:00' } };
    const { pressAtHome, did, shown } = givenBridge({ preferences });

    await pressAtHome('settings', 'settings');

    expect(did.slice(0, 2)).toEqual(['secret', 'open view']);
    expect(JSON.stringify(shown)).toContain('"initial_time":"20:00"');
    expect(shown.flatMap(checkedView)).toEqual([]);
  });

  it('say in their own modal that nobody knows the account of a stranger', async () => {
    const { pressAtHome, shown, tasks } = givenBridge({ links: {} });

    await pressAtHome('settings', 'settings');

    expect(textsOf(shown[0]).join('\n')).toContain('/baton link');
    expect(tasks).toEqual([]);
  });

  it.each(['not_found', 'hash_conflict'])(
    'that were closed before they were filled leave it at that: %s',
    async (code) => {
      const { pressAtHome, tasks, log } = givenBridge({ updateFails: refused(code) });

      await pressAtHome('settings', 'settings');

      expect(tasks).toEqual([]);
      expect(log.events()).not.toContain('modal-not-opened');
    },
  );

  it('ask Slack for the time zone in less time than Slack waits for the answer', async () => {
    const { submit, did } = givenBridge();

    await submit('home-settings', quiet(null, null));

    expect(did).toContain('ask slack');
  });

  it.each([
    ['quiet hours over midnight', quiet('20:00', '07:00'), { quietHours: { from: '20:00', to: '07:00' } }],
    ['nothing', quiet(null, null), {}],
  ])('are saved, with the time zone that Slack tells: %s', async (_what, values, preferences) => {
    const { submit, saved } = givenBridge();

    expect(await submit('home-settings', values)).toEqual({ status: 200, body: '' });
    expect(saved).toEqual([{ whose: BEN, preferences: { timeZone: ZONE, ...preferences } }]);
  });

  it.each([
    ['a beginning without an end', quiet('20:00', null), 'quiet-to'],
    ['an end without a beginning', quiet(null, '07:00'), 'quiet-from'],
    ['no time in between', quiet('07:00', '07:00'), 'quiet-to'],
  ])('are not saved with %s', async (_what, values, block) => {
    const { submit, saved } = givenBridge();

    const answer = await submit('home-settings', values);

    expect(JSON.parse(answer.body)).toMatchObject({
      response_action: 'errors',
      errors: { [block]: expect.any(String) },
    });
    expect(saved).toEqual([]);
  });
});

it.each([
  ['2026-10-20', ZONE, Date.UTC(2026, 9, 20, 22)],
  ['2026-12-20', ZONE, Date.UTC(2026, 11, 20, 23)],
  ['2026-10-24', ZONE, Date.UTC(2026, 9, 24, 22)],
  ['2026-10-25', ZONE, Date.UTC(2026, 9, 25, 23)],
  ['2026-03-29', ZONE, Date.UTC(2026, 2, 29, 22)],
  ['2026-04-04', 'Pacific/Auckland', Date.UTC(2026, 3, 4, 11)],
  ['2026-10-20', 'America/Los_Angeles', Date.UTC(2026, 9, 21, 7)],
  ['2026-10-20', 'Pacific/Kiritimati', Date.UTC(2026, 9, 20, 10)],
  ['2026-10-20', 'Nowhere/Land', Date.UTC(2026, 9, 21)],
])('a day is over at midnight of the zone: %s in %s', (day, zone, at) => {
  expect(endOfDay(day, zone)).toBe(at);
});
