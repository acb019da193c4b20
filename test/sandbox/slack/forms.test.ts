import { expect, it } from 'vitest';
import { ADA, BEN, commentForm, givenSlack, payloadOf, question, TEAM } from './given-slack';

type Setting = Parameters<typeof givenSlack>[0];

async function givenTrigger(setting: Setting = {}) {
  const given = givenSlack(setting);
  const { channel, ts } = await given.api('chat.postMessage', { channel: ADA, text: 'Release?', blocks: question });
  const request = given.slack.requestOfClick({ team: TEAM, channel, ts, user: ADA, actionId: 'reject' });
  return { ...given, triggerId: payloadOf(request.body).trigger_id };
}

async function givenForm(answer: object | undefined, view: object = commentForm) {
  const body = answer === undefined ? '' : JSON.stringify(answer);
  const given = await givenTrigger({ answer: () => new Response(body) });
  const opened = await given.api('views.open', { trigger_id: given.triggerId, view });
  const views = () => given.slack.open({ team: TEAM, user: ADA }).views;
  const submit = () => given.slack.submit({ viewId: opened.view.id, user: ADA, values: { why: 'Too risky' } });
  return { ...given, viewId: opened.view.id, hash: opened.view.hash, views, submit };
}

const retitled = { ...commentForm, title: { type: 'plain_text', text: 'Second' } };

it.each([
  ['opens a view just before the trigger is three seconds old', 2_999, undefined],
  ['refuses a trigger of three seconds', 3_000, 'expired_trigger_id'],
])('%s', async (_name, afterMs, error) => {
  const { api, clock, triggerId } = await givenTrigger();
  clock.advance(afterMs);

  expect((await api('views.open', { trigger_id: triggerId, view: commentForm })).error).toBe(error);
});

it('takes a trigger once', async () => {
  const { api, triggerId } = await givenTrigger();
  await api('views.open', { trigger_id: triggerId, view: commentForm });

  const again = await api('views.open', { trigger_id: triggerId, view: commentForm });

  expect(again.error).toBe('exchanged_trigger_id');
});

it('takes a trigger from the workspace of the click only', async () => {
  const { api, triggerId } = await givenTrigger();

  const elsewhere = await api('views.open', { trigger_id: triggerId, view: commentForm }, 'xoxb-2');

  expect(elsewhere.error).toBe('invalid_trigger_id');
});

it('keeps the trigger when the view is not valid', async () => {
  const { api, triggerId } = await givenTrigger();

  const refused = await api('views.open', { trigger_id: triggerId, view: { ...commentForm, submit: undefined } });
  const taken = await api('views.open', { trigger_id: triggerId, view: commentForm });

  expect(refused).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] missing required field: submit [json-pointer:/view/submit]'] },
  });
  expect(taken.ok).toBe(true);
});

it('sends what the person filled in and closes the form', async () => {
  const { received, views, viewId, submit } = await givenForm(undefined);

  const outcome = await submit();

  expect(outcome).toEqual({ status: 200, body: '', elapsedMs: 0 });
  expect(views()).toEqual([]);
  expect(received[0]?.payload).toMatchObject({
    type: 'view_submission',
    user: { id: ADA, team_id: TEAM },
    response_urls: [],
    view: {
      id: viewId,
      callback_id: 'comment',
      app_installed_team_id: TEAM,
      root_view_id: viewId,
      previous_view_id: null,
      state: { values: { why: { text: { type: 'plain_text_input', value: 'Too risky' } } } },
    },
  });
});

it('shows what the app refuses and keeps the form open', async () => {
  const { views, submit } = await givenForm({ response_action: 'errors', errors: { why: 'Say more' } });

  const outcome = await submit();

  expect(outcome.error).toBeUndefined();
  expect(views()).toMatchObject([{ errors: { why: 'Say more' } }]);
});

it.each([
  ['errors of a block that is not there', { response_action: 'errors', errors: { other: 'No' } }],
  ['an action that Slack does not know', { response_action: 'celebrate' }],
  ['a view that is not valid', { response_action: 'update', view: { type: 'modal' } }],
])('tells the person of trouble on %s', async (_name, answer) => {
  const { views, submit } = await givenForm(answer);

  expect((await submit()).error).toBe('We had some trouble connecting. Try again?');
  expect(views()).toHaveLength(1);
});

it('replaces the view when the app says update', async () => {
  const { views, viewId, submit } = await givenForm({ response_action: 'update', view: retitled });

  await submit();

  expect(views()).toMatchObject([{ id: viewId, title: { text: 'Second' } }]);
});

it('stacks three views when the app says push, and clears them all', async () => {
  const { slack, views, submit } = await givenForm({ response_action: 'push', view: retitled });
  await submit();
  const second = views()[1]?.id ?? '';
  await slack.submit({ viewId: second, user: ADA, values: { why: 'x' } });
  const third = views()[2];

  const tooMany = await slack.submit({ viewId: third?.id ?? '', user: ADA, values: { why: 'x' } });

  expect(third?.previousViewId).toBe(second);
  expect(tooMany.error).toBe('We had some trouble connecting. Try again?');
  expect(views()).toHaveLength(3);
});

it('clears the form when the app says so', async () => {
  const { views, submit } = await givenForm({ response_action: 'clear' });

  await submit();

  expect(views()).toEqual([]);
});

it('refuses an update that is based on an older view', async () => {
  const { api, viewId, hash } = await givenForm(undefined);

  const first = await api('views.update', { view_id: viewId, hash, view: retitled });
  const second = await api('views.update', { view_id: viewId, hash, view: retitled });

  expect(first.ok).toBe(true);
  expect(second.error).toBe('hash_conflict');
});

it('sends no form that is not complete, not there, or not of that person', async () => {
  const { slack, viewId: id } = await givenForm(undefined);

  await expect(slack.submit({ viewId: id, user: ADA, values: {} })).rejects.toThrow('needs an answer for why');
  await expect(slack.submit({ viewId: id, user: ADA, values: { other: 1 } })).rejects.toThrow('its inputs: why, text');
  await expect(slack.submit({ viewId: id, user: BEN, values: { why: 'x' } })).rejects.toThrow('UBEN has no open view');
});

it.each([
  ['says that a view was closed when asked to', true, ['view_closed']],
  ['says nothing of a closed view otherwise', false, []],
])('%s', async (_name, notify, types) => {
  const { slack, received, views, viewId } = await givenForm(undefined, { ...commentForm, notify_on_close: notify });

  await slack.close({ viewId, user: ADA });

  expect(received.map(({ payload }) => payload.type)).toEqual(types);
  expect(views()).toEqual([]);
});
