import { describe, expect, it } from 'vitest';
import { button, clickPayload, formOf, NOW, signed } from '../support/slack-requests';
import { connected, givenBridge } from './given-bridge';

describe('what Baton does not know', () => {
  it.each([
    ['a modal that is sent without a form of ours', { ...clickPayload(), type: 'view_submission' }],
    ['a modal that is closed', { ...clickPayload(), type: 'view_closed' }],
    ['a shortcut', { type: 'shortcut', callback_id: 'a' }],
    ['something of 2027', { type: 'something_of_2027' }],
    ['a button that only leads to Jira', clickPayload({ actions: [button({ action_id: 'open', value: undefined })] })],
    ['a button of somebody else', clickPayload({ actions: [button({ action_id: 'other' })] })],
    ['a button that opens no form', clickPayload({ actions: [button({ action_id: 'open-form' })] })],
    [
      'a link of ours in a modal',
      clickPayload({ container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', type: 'modal' } }),
    ],
  ])('is acknowledged, and nothing else happens: %s', async (_what, payload) => {
    const { send, did } = givenBridge();

    expect(await send(payload)).toEqual({ status: 200, body: '' });
    expect(did).toEqual(['secret']);
  });

  it('is written down by its type alone', async () => {
    const { send, log } = givenBridge();

    await send({ type: 'view_submission', view: { state: 'a secret comment' } });

    expect(log.lines).toEqual([{ level: 'info', event: 'slack-payload-ignored', fields: { type: 'view_submission' } }]);
  });
});

describe('somebody from elsewhere', () => {
  it.each([
    [
      'in a workspace that is not connected',
      clickPayload({ team: { id: 'T0OTHER' }, user: { id: 'U1', team_id: 'T0OTHER' } }),
      'no longer connected to this workspace',
    ],
    [
      'who is a guest of another workspace',
      clickPayload({ user: { id: 'U0EVE', team_id: 'T0OTHER' } }),
      'own workspace only',
    ],
  ])('is told so before anything is looked up: %s', async (_who, payload, text) => {
    const { send, did, told } = givenBridge();

    const answer = await send(payload);

    expect(answer.status).toBe(200);
    expect(did).toEqual(['secret', 'reply']);
    expect(told).toEqual([expect.stringContaining(text)]);
  });
});

it('is refused while no secret is known', async () => {
  const { bridge, log } = givenBridge({ secrets: { ...connected, signingSecrets: [] } });

  const answer = await bridge.interactions(signed(formOf(clickPayload())));

  expect(answer).toEqual({ status: 401, body: 'signature: signature-wrong' });
  expect(log.lines).toEqual([{ level: 'warn', event: 'slack-request-refused', fields: { reason: 'signature-wrong' } }]);
});

it('takes a secret that is being replaced until its end', async () => {
  const old = (validUntil: number) =>
    givenBridge({ secrets: { ...connected, signingSecrets: [{ secret: 'old', since: NOW, validUntil }] } });
  const request = signed(formOf({ type: 'something_of_2027' }), { secret: 'old' });

  expect(await old(NOW + 1).bridge.interactions(request)).toMatchObject({ status: 200 });
  expect(await old(NOW).bridge.interactions(request)).toMatchObject({ status: 401 });
});
