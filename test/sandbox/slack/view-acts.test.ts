import { expect, it } from 'vitest';
import { ADA, BEN, button, commentForm, givenSlack, payloadOf, question, TEAM } from './given-slack';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const input = (block_id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(block_id),
  element: { action_id: `${block_id}_it`, ...element },
  ...more,
});

const everyInput = {
  ...commentForm,
  blocks: [
    input('text', { type: 'plain_text_input', initial_value: 'as it was' }),
    input('radio', { type: 'radio_buttons', options: [option('a'), option('b')] }),
    input('boxes', { type: 'checkboxes', options: [option('a'), option('b')] }, { optional: true }),
    input('several', { type: 'multi_static_select', options: [option('a'), option('b')], max_selected_items: 2 }),
    input('select', { type: 'static_select', options: [option('a'), option('b')] }, { dispatch_action: true }),
    input('person', { type: 'users_select' }),
    input('date', { type: 'datepicker' }),
    input('time', { type: 'timepicker' }),
    input('channel', { type: 'conversations_select', response_url_enabled: true }),
    input('item', { type: 'external_select', min_query_length: 1 }),
    { type: 'actions', block_id: 'more', elements: [button('add', { value: '1' })] },
  ],
};

const FILLED = {
  radio: 'b',
  boxes: ['a', 'b'],
  several: ['b'],
  select: 'a',
  person: BEN,
  date: '2026-11-05',
  time: '17:30',
  channel: 'CIN',
  item: 'SHOP-1',
};

const OPTIONS = JSON.stringify({ options: [option('SHOP-1'), option('SHOP-2')] });

async function givenView(view: object = everyInput, answer: (url: string) => string = () => '') {
  const given = givenSlack({ answer: ({ url }) => new Response(url.endsWith('/options') ? OPTIONS : answer(url)) });
  const { channel, ts } = await given.api('chat.postMessage', { channel: ADA, text: 'Release?', blocks: question });
  const click = { team: TEAM, channel, ts, user: ADA, actionId: 'reject' };
  const { trigger_id } = payloadOf(given.slack.requestOfClick(click).body);
  const { view: opened } = await given.api('views.open', { trigger_id, view });
  const views = () => given.slack.open({ team: TEAM, user: ADA }).views;
  return { ...given, viewId: opened.id, hash: opened.hash, views };
}

it('fills in every kind of input', async () => {
  const { slack, received, viewId } = await givenView();
  await slack.search({ viewId, user: ADA, actionId: 'item_it', value: 'SHOP' });

  await slack.submit({ viewId, user: ADA, values: FILLED });

  expect(received[1]?.payload.view.state.values).toEqual({
    text: { text_it: { type: 'plain_text_input', value: 'as it was' } },
    radio: { radio_it: { type: 'radio_buttons', selected_option: option('b') } },
    boxes: { boxes_it: { type: 'checkboxes', selected_options: [option('a'), option('b')] } },
    several: { several_it: { type: 'multi_static_select', selected_options: [option('b')] } },
    select: { select_it: { type: 'static_select', selected_option: option('a') } },
    person: { person_it: { type: 'users_select', selected_user: BEN } },
    date: { date_it: { type: 'datepicker', selected_date: '2026-11-05' } },
    time: { time_it: { type: 'timepicker', selected_time: '17:30' } },
    channel: { channel_it: { type: 'conversations_select', selected_conversation: 'CIN' } },
    item: { item_it: { type: 'external_select', selected_option: option('SHOP-1') } },
  });
});

it('gives a response URL for the channel that was chosen, which posts there', async () => {
  const { slack, received, viewId } = await givenView();
  await slack.search({ viewId, user: ADA, actionId: 'item_it', value: 'SHOP' });
  await slack.submit({ viewId, user: ADA, values: FILLED });

  const [given] = (received[1]?.payload.response_urls ?? []) as { response_url: string }[];
  const body = JSON.stringify({ text: 'Here', response_type: 'in_channel' });
  await slack.fetch(new Request(given?.response_url ?? '', { method: 'POST', body }));

  expect(given).toMatchObject({ block_id: 'channel', action_id: 'channel_it', channel_id: 'CIN' });
  expect(slack.messages(TEAM).at(-1)).toMatchObject({ channel: 'CIN', text: 'Here' });
});

it.each([
  ['an option that is not offered', { radio: 'c' }, 'has no option c'],
  ['a date that is none', { date: 'tomorrow' }, 'does not take tomorrow'],
  ['a time that is none', { time: '25:00' }, 'does not take 25:00'],
  ['an external option that was never loaded', {}, 'has no option SHOP-1'],
])('sends no form with %s', async (_name, values, words) => {
  const { slack, viewId, received } = await givenView();

  await expect(slack.submit({ viewId, user: ADA, values: { ...FILLED, ...values } })).rejects.toThrow(words);
  expect(received).toEqual([]);
});

it('asks the options URL for the choices of an external select', async () => {
  const { slack, received, viewId } = await givenView();

  await slack.search({ viewId, user: ADA, actionId: 'item_it', value: 'SH' });

  expect(received[0]).toMatchObject({
    url: 'https://app.example/x1/options',
    payload: { type: 'block_suggestion', action_id: 'item_it', block_id: 'item', value: 'SH', view: { id: viewId } },
  });
});

it('tells of a button in a view, with what is filled in and without a message', async () => {
  const { slack, received, viewId, hash } = await givenView();

  await slack.click({ viewId, user: ADA, actionId: 'select_it', value: 'b' });
  await slack.click({ viewId, user: ADA, actionId: 'add' });

  const payload = received[1]?.payload;
  expect(payload).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: viewId },
    view: { id: viewId, hash, state: { values: { select: { select_it: { selected_option: option('b') } } } } },
    actions: [{ action_id: 'add', block_id: 'more', value: '1', type: 'button' }],
  });
  expect(received[0]?.payload.actions).toMatchObject([
    { type: 'static_select', action_id: 'select_it', block_id: 'select', selected_option: option('b') },
  ]);
  for (const absent of ['message', 'channel', 'response_url']) expect(payload).not.toHaveProperty(absent);
});

it('tells nothing of an input that is sent with its form', async () => {
  const { slack, viewId } = await givenView();

  expect(() => slack.requestOfClick({ viewId, user: ADA, actionId: 'person_it', value: BEN })).toThrow('with its form');
  expect(() => slack.requestOfClick({ viewId, user: BEN, actionId: 'add' })).toThrow('has no open view');
});

it('keeps what is filled in when the app updates the view under the same ids', async () => {
  const { slack, api, received, viewId } = await givenView();
  await slack.click({ viewId, user: ADA, actionId: 'select_it', value: 'b' });

  await api('views.update', { view_id: viewId, view: everyInput });
  await slack.click({ viewId, user: ADA, actionId: 'add' });

  expect(received[1]?.payload.view.state.values.select).toEqual({
    select_it: { type: 'static_select', selected_option: option('b') },
  });
});

it('pushes views by the trigger of a modal, three in all', async () => {
  const { slack, api, received, viewId, views } = await givenView();
  const more = { ...commentForm, blocks: [{ type: 'actions', elements: [button('add')] }] };
  const push = async (from: string) => {
    await slack.click({ viewId: from, user: ADA, actionId: 'add' });
    return api('views.push', { trigger_id: received.at(-1)?.payload.trigger_id, view: more });
  };

  const second = await push(viewId);
  const third = await push(second.view.id);
  const fourth = await push(third.view.id);

  expect([second.ok, third.ok, fourth.error]).toEqual([true, true, 'push_limit_reached']);
  expect(views().map(({ rootViewId }) => rootViewId)).toEqual([viewId, viewId, viewId]);
  expect(views().at(-1)?.previousViewId).toBe(second.view.id);
});

it('closes one view of a stack, or all of it', async () => {
  const { slack, api, received, viewId, views } = await givenView();
  await slack.click({ viewId, user: ADA, actionId: 'add' });
  const pushed = { ...commentForm, notify_on_close: true };
  const push = () => api('views.push', { trigger_id: received[0]?.payload.trigger_id, view: pushed });
  const { view } = await push();

  await slack.close({ viewId: view.id, user: ADA });
  const afterOne = views().length;
  await slack.click({ viewId, user: ADA, actionId: 'add' });
  const again = await api('views.push', { trigger_id: received.at(-1)?.payload.trigger_id, view: pushed });
  await slack.close({ viewId: again.view.id, user: ADA, whole: true });

  const closings = received.map(({ payload }) => payload).filter(({ type }) => type === 'view_closed');
  expect([afterOne, views().length]).toEqual([1, 0]);
  expect(closings.map(({ is_cleared }) => is_cleared)).toEqual([false, true]);
});

const home = {
  type: 'home',
  callback_id: 'mine',
  blocks: [{ type: 'actions', block_id: 'row', elements: [button('approve', { value: 'token-1' })] }],
};

it('publishes a home for one person, and again under its hash', async () => {
  const { api, slack } = givenSlack();

  const first = await api('views.publish', { user_id: ADA, view: home });
  const second = await api('views.publish', { user_id: ADA, view: home, hash: first.view.hash });
  const stale = await api('views.publish', { user_id: ADA, view: home, hash: first.view.hash });

  expect(first.view).toMatchObject({ type: 'home', callback_id: 'mine', submit: null, close: null, team_id: TEAM });
  expect([second.view.id, stale.error]).toEqual([first.view.id, 'hash_conflict']);
  expect(slack.open({ team: TEAM, user: ADA }).home?.id).toBe(first.view.id);
  expect(slack.open({ team: TEAM, user: ADA }).views).toEqual([]);
  expect(slack.open({ team: TEAM, user: BEN }).home).toBeUndefined();
});

it('publishes nothing for nobody, as a modal, or where there is no home tab', async () => {
  const { api, slack } = givenSlack();

  const nobody = await api('views.publish', { user_id: 'UNOBODY', view: home });
  const modal = await api('views.publish', { user_id: ADA, view: commentForm });
  slack.configure({ homeTab: false });
  const disabled = await api('views.publish', { user_id: ADA, view: home });

  expect([nobody.error, nobody.errors]).toEqual(['invalid_arguments', ['invalid `user_id`']]);
  expect([modal.error, disabled.error]).toEqual(['invalid_arguments', 'not_enabled']);
});

it('tells of a home that is opened, with what is published, and of its buttons', async () => {
  const { api, slack, received } = givenSlack();
  const before = slack.home({ team: TEAM, user: ADA });
  await api('views.publish', { user_id: ADA, view: home });
  const after = slack.home({ team: TEAM, user: ADA });
  await slack.deliverEvents();

  await slack.click({ viewId: after?.id ?? '', user: ADA, actionId: 'approve' });

  const [first, second] = received.map(({ body }) => (body.startsWith('{') ? JSON.parse(body).event : undefined));
  expect(before).toBeUndefined();
  expect(first).toEqual({
    type: 'app_home_opened',
    user: ADA,
    channel: expect.stringMatching(/^D/),
    event_ts: expect.any(String),
    tab: 'home',
  });
  expect(second.view).toMatchObject({ id: after?.id, type: 'home' });
  expect(received[2]?.payload).toMatchObject({
    container: { type: 'view', view_id: after?.id },
    view: { type: 'home' },
    actions: [{ action_id: 'approve', value: 'token-1' }],
  });
});

it('tells of a choice in a message', async () => {
  const { api, slack, received } = givenSlack();
  const elements = [
    { type: 'static_select', action_id: 'vote', options: [option('a'), option('b')] },
    { type: 'users_select', action_id: 'to' },
  ];
  const blocks = [{ type: 'actions', block_id: 'row', elements }];
  const { ts } = await api('chat.postMessage', { channel: 'CIN', text: 'Vote', blocks });

  await slack.click({ team: TEAM, channel: 'CIN', ts, user: ADA, actionId: 'vote', value: 'b' });

  expect(received[0]?.payload.actions).toMatchObject([{ type: 'static_select', selected_option: option('b') }]);
  expect(received[0]?.payload.state).toEqual({
    values: {
      row: {
        vote: { type: 'static_select', selected_option: option('b') },
        to: { type: 'users_select', selected_user: null },
      },
    },
  });
});

it('tells two buttons of the same action apart by their blocks', async () => {
  const { api, slack, received } = givenSlack();
  const row = (block_id: string) => ({ type: 'actions', block_id, elements: [button('approve', { value: block_id })] });
  const { view } = await api('views.publish', {
    user_id: ADA,
    view: { type: 'home', blocks: [row('one'), row('two')] },
  });

  await slack.click({ viewId: view.id, user: ADA, actionId: 'approve', blockId: 'two' });

  expect(received[0]?.payload.actions).toMatchObject([{ block_id: 'two', value: 'two' }]);
});

it('sends with the form what the app has heard of before', async () => {
  const { slack, received, viewId } = await givenView();
  await slack.search({ viewId, user: ADA, actionId: 'item_it', value: 'SHOP' });
  await slack.click({ viewId, user: ADA, actionId: 'select_it', value: 'b' });

  const { select: _, ...others } = FILLED;
  await slack.submit({ viewId, user: ADA, values: others });

  expect(received.at(-1)?.payload.view.state.values.select).toEqual({
    select_it: { type: 'static_select', selected_option: option('b') },
  });
});
