import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { choicesOf } from '../support/slack-reading';
import { accepted, PEOPLE, RETURN_POLICY, type Story, tell } from '../support/story';

const { ada, ben, cleo } = PEOPLE;
const answer = z.looseObject({ ok: z.boolean() });

async function withToken(): Promise<{ story: Story; url: string; secret: string }> {
  const story = await tell();
  const { url, secret } = accepted(await story.admin('api/create-token'));
  return { story, url, secret };
}

async function call(story: Story, url: string, authorization: string | undefined, body: unknown) {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await story.sandbox.webTrigger(url, { method: 'POST', headers, body: sent });
  const text = await response.text();
  await story.sandbox.drain();
  return { status: response.status, body: answer.parse(JSON.parse(text)) };
}

const START = {
  action: 'start',
  definition: 'Release approval',
  subject: { kind: 'work-item', key: 'shop-1' },
  requestId: 'deploy-4711',
};

describe('the web API', () => {
  it('starts an approval once for one request, reads it, and cancels it', async () => {
    const { story, url, secret } = await withToken();
    const ask = (body: unknown) => call(story, url, `Bearer ${secret}`, body);

    const first = await ask(START);
    const second = await ask(START);

    expect(first).toMatchObject({
      status: 200,
      body: { ok: true, approval: { state: 'pending', requester: ada.accountId } },
    });
    expect(second.body.approval).toEqual(first.body.approval);
    expect(story.messages('ben')).toHaveLength(1);
    await story.decide('ben', 'approve');
    expect(await ask({ action: 'read', subject: START.subject })).toMatchObject({
      status: 200,
      body: { approvals: [{ waitingFor: [cleo.accountId], steps: [{ approvers: [{ decision: 'approve' }, {}] }] }] },
    });
    const { approval } = z.looseObject({ approval: z.string() }).parse(first.body.approval);
    expect(await ask({ action: 'cancel', approval })).toMatchObject({
      status: 200,
      body: { approval: { state: 'cancelled' } },
    });
    expect(await ask({ action: 'cancel', approval })).toMatchObject({ status: 200 });
    expect(choicesOf(story.message('cleo'))).toEqual([]);
  });

  it('starts on a page in the name of somebody else', async () => {
    const { story, url, secret } = await withToken();

    const { body } = await call(story, url, `Bearer ${secret}`, {
      ...START,
      definition: 'Policy page',
      subject: { kind: 'page', id: RETURN_POLICY.id },
      requester: cleo.accountId,
    });

    expect(body).toMatchObject({ ok: true, approval: { requester: cleo.accountId } });
    expect(await story.approval('ben', RETURN_POLICY)).toMatchObject({ requester: cleo.accountId });
  });

  it.each([
    ['no token', undefined],
    ['another token', 'Bearer baton_0000000000000000000000000000000000000000'],
    ['a token of another kind', 'Basic YWRhOmFkYQ=='],
  ])('answers 401 to %s, and does nothing', async (_what, authorization) => {
    const { story, url } = await withToken();

    const answered = await call(story, url, authorization, START);

    expect(answered).toMatchObject({ status: 401, body: { ok: false, error: { code: 'unauthorized' } } });
    expect(story.stored('approval')).toEqual([]);
  });

  it('answers 401 to a token that was replaced or revoked', async () => {
    const { story, url, secret } = await withToken();
    const fresh = accepted(await story.admin('api/create-token')).secret;

    expect((await call(story, url, `Bearer ${secret}`, START)).status).toBe(401);
    expect((await call(story, url, `Bearer ${fresh}`, START)).status).toBe(200);
    await story.admin('api/revoke-token');
    expect((await call(story, url, `Bearer ${fresh}`, START)).status).toBe(401);
  });

  it.each([
    ['what is no JSON', '{', 400, undefined],
    ['an action that does not exist', { ...START, action: 'delete' }, 400, 'action'],
    ['a definition that does not exist', { ...START, definition: 'Nothing' }, 404, 'definition'],
    [
      'a work item that does not exist',
      { ...START, subject: { kind: 'work-item', key: 'SHOP-99' } },
      404,
      'subject.key',
    ],
    ['a member that nobody knows', { ...START, force: true }, 400, expect.any(String)],
    ['no request id', { ...START, requestId: '' }, 400, 'requestId'],
    ['a requester who does not exist', { ...START, requester: 'nobody' }, 400, 'requester'],
  ])('names the field of %s', async (_what, body, status, field) => {
    const { story, url, secret } = await withToken();

    const answered = await call(story, url, `Bearer ${secret}`, body);

    expect(answered).toMatchObject({ status, body: { ok: false, error: { message: expect.any(String) } } });
    if (field !== undefined) expect(answered.body).toMatchObject({ error: { field } });
    expect(story.stored('approval')).toEqual([]);
  });
});

describe('the actions of Automation', () => {
  const automate = async (
    story: Story,
    action: string,
    inputs: Record<string, unknown>,
    by: 'ada' | 'ben' | 'cleo' = 'ada',
  ) => {
    const result = await story.sandbox.automate({ action, inputs, accountId: PEOPLE[by].accountId });
    await story.sandbox.drain();
    return result;
  };
  const approvalIn = (result: { outcome: string; output?: unknown }) =>
    z.looseObject({ approvalId: z.string(), state: z.string() }).parse(result.output);

  it('start an approval as the owner of the connection, read it and cancel it', async () => {
    const story = await tell();
    const inputs = { definition: 'release APPROVAL', workItemKey: 'SHOP-1' };

    const { approvalId } = approvalIn(await automate(story, 'start-approval', inputs, 'cleo'));

    expect(await story.approval()).toMatchObject({ id: approvalId, requester: cleo.accountId });
    await story.decide('ben', 'approve');
    expect(approvalIn(await automate(story, 'read-approval', { workItemKey: 'SHOP-1' }))).toMatchObject({
      approvalId,
      state: 'pending',
    });
    expect(approvalIn(await automate(story, 'cancel-approval', { approvalId }, 'cleo'))).toMatchObject({
      state: 'cancelled',
    });
    expect(choicesOf(story.message('cleo'))).toEqual([]);
  });

  it('start on a page', async () => {
    const story = await tell();

    await automate(story, 'start-approval', { definition: 'Policy page', pageId: RETURN_POLICY.id });

    expect(await story.approval('ada', RETURN_POLICY)).toMatchObject({ state: 'pending' });
  });

  it.each([
    ['cancel what somebody else has started', 'cancel-approval', 'ben'],
    ['start in the name of somebody else', 'start-approval', 'ben'],
  ] as const)('do not let a person who is no administrator %s', async (_what, action, by) => {
    const story = await tell();
    const { id } = await story.start('Release approval');
    const inputs = { definition: 'Purchase', workItemKey: 'SHOP-1', requester: ada.accountId, approvalId: id };

    const result = await automate(story, action, inputs, by);

    expect(result).toMatchObject({ outcome: 'failed', errors: [expect.stringContaining('administrator')] });
    expect(story.stored('approval')).toHaveLength(1);
    expect((await story.approval()).state).toBe('pending');
    expect(ben.accountId).not.toBe(ada.accountId);
  });
});
