import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInteraction } from '../../src/slack/parse';
import { button, clickPayload, formOf, MESSAGE, PERSON, RESPONSE_URL, TEAM, TOKEN } from '../support/slack-requests';
import { homePayload, submission } from './given-bridge';

const click = {
  kind: 'button',
  team: TEAM,
  user: PERSON,
  userTeam: TEAM,
  enterprise: undefined,
  action: 'approve',
  clickId: `slack:${TEAM}:${PERSON}:${MESSAGE.channel}:${MESSAGE.ts}:1791792000.000200`,
  token: TOKEN,
  trigger: '12466734323.1395872398',
  message: MESSAGE,
  inThread: false,
  responseUrl: RESPONSE_URL,
};
const unsupported = (type = 'block_actions') => ({ kind: 'unsupported', type });

const without = (name: string) => {
  const { [name]: _, ...rest } = clickPayload();
  return rest;
};

it('reads a click from the documented payload', () => {
  expect(parseInteraction(formOf(clickPayload()))).toEqual(click);
});

it.each(['api_app_id', 'token', 'enterprise', 'is_enterprise_install', 'channel', 'message', 'state'])(
  'reads the same click without %s',
  (name) => {
    expect(parseInteraction(formOf(without(name)))).toEqual(click);
  },
);

it.each([
  ['without an address to answer to', without('response_url'), { responseUrl: undefined }],
  ['of somebody whose workspace is not named', clickPayload({ user: { id: PERSON } }), { userTeam: undefined }],
  [
    'of somebody of another workspace',
    clickPayload({ user: { id: PERSON, team_id: 'T0OTHER' } }),
    { userTeam: 'T0OTHER', team: TEAM },
  ],
  ['on a button without a value', clickPayload({ actions: [button({ value: undefined })] }), { token: '' }],
  ['in a workspace of which only the id is told', clickPayload({ team: { id: TEAM } }), {}],
  [
    'in a thread',
    clickPayload({
      container: { type: 'message', message_ts: MESSAGE.ts, channel_id: MESSAGE.channel, thread_ts: '1.2' },
    }),
    { inThread: true },
  ],
  ['that opens nothing', without('trigger_id'), { trigger: undefined }],
  ['in an organisation', clickPayload({ enterprise: { id: 'E1', name: 'Lights' } }), { enterprise: 'E1' }],
  ['of an installation for the whole organisation', clickPayload({ team: null }), {}],
  ['with members that are not known yet', clickPayload({ invented_in_2027: { a: 1 } }), {}],
])('reads a click %s', (_what, payload, difference) => {
  expect(parseInteraction(formOf(payload))).toEqual({ ...click, ...difference });
});

it('gives two presses of the same button two ids, and one press delivered twice the same', () => {
  const ids = ['1.1', '1.1', '1.2'].map((stamp) => {
    const interaction = parseInteraction(formOf(clickPayload({ actions: [button({ action_ts: stamp })] })));
    return interaction.kind === 'button' ? interaction.clickId : undefined;
  });

  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

describe('calls unsupported', () => {
  it.each([
    ['no team at all', clickPayload({ team: null, user: { id: PERSON } })],
    ['no person', without('user')],
    ['no container', without('container')],
    [
      'a button in a modal',
      clickPayload({ container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', type: 'modal' } }),
    ],
    [
      'a button in an attachment',
      clickPayload({ container: { type: 'message_attachment', message_ts: MESSAGE.ts, channel_id: MESSAGE.channel } }),
    ],
    ['no action', clickPayload({ actions: [] })],
    ['two actions', clickPayload({ actions: [button(), button()] })],
    ['a menu', clickPayload({ actions: [button({ type: 'static_select' })] })],
    ['a value that is no text', clickPayload({ actions: [button({ value: 7 })] })],
    ['an action without a time', clickPayload({ actions: [button({ action_ts: undefined })] })],
  ])('a click with %s', (_what, payload) => {
    expect(parseInteraction(formOf(payload))).toEqual(unsupported());
  });

  it.each([
    'view_submission',
    'view_closed',
    'shortcut',
    'message_action',
    'block_suggestion',
    'workflow_step_edit',
    'something_of_2027',
  ])('a payload of type %s', (type) => {
    expect(parseInteraction(formOf({ ...clickPayload(), type }))).toEqual(unsupported(type));
  });

  it.each([
    ['an empty body', ''],
    ['a form without a payload', 'token=a&command=%2Fapprove'],
    ['a payload that is not JSON', 'payload=%7B'],
    ['an empty payload', 'payload='],
    ['null', formOf(null)],
    ['a list', formOf([clickPayload()])],
    ['a type that is no text', formOf({ type: 7 })],
    ['JSON instead of a form', JSON.stringify(clickPayload())],
  ])('%s', (_what, body) => {
    expect(parseInteraction(body)).toEqual(unsupported('unreadable'));
  });
});

describe('a form', () => {
  const values = {
    comment: { comment: { type: 'plain_text_input', value: 'Too risky.' } },
    options: { options: { type: 'radio_buttons', selected_option: { value: '1' } } },
    more: { more: { type: 'checkboxes', selected_options: [{ value: '2' }, { value: '3' }] } },
    person: { person: { type: 'users_select', selected_user: 'U1' } },
    day: { day: { type: 'datepicker', selected_date: '2026-10-20' } },
    empty: { empty: { type: 'plain_text_input', value: null } },
    nothing: {},
  };
  const read = (more: object = {}) => {
    const found = parseInteraction(formOf(submission('decide-vote', values, more)));
    if (found.kind !== 'submission') throw new Error(found.kind);
    return found;
  };

  it('is read by its inputs', () => {
    const { form, token, entries } = read();

    expect([form, token]).toEqual(['decide-vote', TOKEN]);
    expect([...entries.keys()]).toEqual(['comment', 'options', 'more', 'person', 'day', 'empty']);
    expect(entries.get('comment')?.text).toBe('Too risky.');
    expect([entries.get('options')?.chosen, entries.get('more')?.chosen]).toEqual([['1'], ['2', '3']]);
    expect([entries.get('person')?.user, entries.get('day')?.date]).toEqual(['U1', '2026-10-20']);
    expect(entries.get('empty')?.text).toBeUndefined();
  });

  it('is another after it was shown anew', () => {
    const ids = [read(), read(), read({ hash: '1.c' })].map(({ submissionId }) => submissionId);

    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('belongs to the workspace in which the app is installed, whoever else is named', () => {
    expect(read({ app_installed_team_id: 'T0OURS', team_id: 'T0THEIRS' }).team).toBe('T0OURS');
    expect(read({ app_installed_team_id: null }).team).toBe(TEAM);
  });
});

it('reads a button of the App Home', () => {
  expect(parseInteraction(formOf(homePayload('delegate', 'x')))).toMatchObject({
    kind: 'home-button',
    team: TEAM,
    user: PERSON,
    action: 'delegate',
    token: 'x',
    clickId: `slack:${TEAM}:${PERSON}:V2:1791792000.000300`,
  });
});

it('never throws, whatever the body', () => {
  const known = fc.record(Object.fromEntries(Object.keys(clickPayload()).map((name) => [name, fc.jsonValue()])), {
    requiredKeys: [],
  });
  const payload = fc.oneof(fc.jsonValue(), known, known.map(clickPayload));
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    payload.map(formOf),
    fc.json().map((text) => `payload=${text}`),
  );

  fc.assert(
    fc.property(body, (text) =>
      ['button', 'home-button', 'submission', 'unsupported'].includes(parseInteraction(text).kind),
    ),
    { numRuns: 2_000 },
  );
});
